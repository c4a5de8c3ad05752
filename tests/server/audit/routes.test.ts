/** The audit log as administrators read, export and verify it; and exports of others in it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Viewer } from '../../../geodata/access/viewer.ts'
import { record } from '../../../geodata/audit/record.ts'
import { auditHead } from '../../../geodata/audit/verify.ts'
import { auditEndpoints } from '../../../server/audit/routes.ts'
import { dataContext } from '../../../server/context.ts'
import { featuresEndpoints } from '../../../server/features/routes.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { type Entry, entriesAfter, lastId } from '../../geodata/audit/entries.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'

interface Page {
  readonly entries: readonly (Entry & {
    readonly at: string
    readonly hash: string
    readonly account_name: string
  })[]
  readonly next: string | null
}

const admin: Viewer = { role: 'admin', account: 1, address: '192.0.2.1' }

describeOnPostgis('the audit log of the server', (db) => {
  const servers: TestServer[] = []
  const served = async (viewer: Viewer): Promise<TestServer> => {
    const context = dataContext(db())
    const server = await serve([...auditEndpoints(context), ...featuresEndpoints(context)], viewer)
    servers.push(server)
    return server
  }
  let base = ''
  const page = async (query: string): Promise<Page> => {
    const answer = await fetch(`${base}/admin/audit?${query}`)
    expect(answer.status, query).toBe(200)
    return (await answer.json()) as Page
  }

  beforeAll(async () => {
    await loadFixture(db())
    await db().query("insert into accounts (name, title) values ('chen', '陈管理')")
    const start = Date.parse('2026-01-01T00:00:00Z')
    for (let n = 0; n < 25; n += 1) {
      await record(db(), {
        action: n % 5 === 0 ? 'sign-in' : 'read',
        object: n % 5 === 0 ? 'accounts/1' : `units/${n % 3}`,
        after: { n, said: '=cmd|"calc"', at: new Date(start + n).toISOString() },
        by: n % 2 ? { account: 1, address: '192.0.2.9' } : { address: '198.51.100.9' },
      })
    }
    base = (await served(admin)).url
  }, 120_000)
  afterAll(() => Promise.all(servers.map((server) => server.close())))

  test('is for administrators only', async () => {
    const lead = await served({ role: 'lead', account: 2 })
    const nobody = await served({ role: 'public' })
    for (const path of ['/admin/audit', '/admin/audit?f=csv', '/admin/audit/verification']) {
      expect((await fetch(lead.url + path)).status).toBe(403)
      const refused = await fetch(nobody.url + path)
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
        401,
        expect.stringContaining('Bearer'),
      ])
    }
  })

  test('is read page by page, each entry once, while others are written', async () => {
    const last = await lastId(db())
    const seen: number[] = []
    let next: string | null = `${base}/admin/audit?limit=7`
    while (next !== null) {
      const answer = await fetch(next)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const got = (await answer.json()) as Page
      seen.push(...got.entries.map(({ id }) => id))
      await record(db(), { action: 'read', object: 'meanwhile' })
      next = got.next
    }
    expect(seen).toEqual(Array.from({ length: last }, (_, index) => last - index))
  })

  test('is filtered by account, action, object and time', async () => {
    const all = await page('limit=500')
    const objects = async (query: string) => new Set((await page(query)).entries.map(({ object }) => object))
    expect(await objects('object=units')).toEqual(new Set(['units/0', 'units/1', 'units/2']))
    expect(await objects('object=units/1')).toEqual(new Set(['units/1']))
    expect(await objects('object=unit')).toEqual(new Set())
    const signIns = (await page('action=sign-in&account=1')).entries
    expect(signIns.length).toBe(2)
    expect(signIns[0]).toMatchObject({
      account_name: '陈管理',
      address: '192.0.2.9',
      role: 'system',
      after: { n: 15 },
    })
    const [middle] = signIns
    const from = await page(`from=${encodeURIComponent(middle?.at ?? '')}&limit=500`)
    const to = await page(`to=${encodeURIComponent(middle?.at ?? '')}&limit=500`)
    expect(from.entries.length + to.entries.length).toBe(all.entries.length)
    expect(from.entries.at(-1)?.id).toBe(middle?.id)
    expect((await page('from=2000-01-01&to=2000-01-02')).entries).toEqual([])
  })

  test.each([
    'account=x',
    'action=%27%20or%201=1',
    'object=a%00b',
    'from=yesterday',
    'from=0000-01-01',
    'from=2026-01-01T00:00:00%2B23:00',
    'to=2026-02-30',
    'before=-1',
    'limit=0',
    'f=xml',
    'unknown=1',
  ])('refuses %s with an explanation', async (query) => {
    const answer = await fetch(`${base}/admin/audit?${query}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      expect.stringContaining('problem+json'),
    ])
  })

  test('is exported as CSV with the same filters, and records the export', async () => {
    const before = await lastId(db())
    const answer = await fetch(
      `${base}/admin/audit?f=csv&action=read&object=units/1&headings=titles&lang=zh&limit=1`,
    )
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = bytes.toString().slice(1).trimEnd().split('\r\n')
    expect(lines[0]).toBe('编号,时间（UTC）,账号编号,账号,角色,来源地址,操作,对象,之前,之后,哈希')
    const matching = await page('action=read&object=units/1&limit=500')
    expect(lines.length - 1).toBe(matching.entries.length)
    expect(matching.entries.length).toBeGreaterThan(3)
    expect(lines[1]).toContain(`"{""n"": `)
    expect((await entriesAfter(db(), before))[0]).toMatchObject({
      action: 'export',
      object: 'audit',
      account: 1,
      role: 'admin',
      address: '192.0.2.1',
      after: { f: 'csv', action: 'read', object: 'units/1' },
    })
  })

  test('ends a page early where entries are large', async () => {
    const text = 'x'.repeat(1_500_000)
    for (let n = 0; n < 5; n += 1) await record(db(), { action: 'read', object: 'large', after: { n, text } })
    const first = await page('object=large')
    expect(first.entries.map(({ after }) => after?.n)).toEqual([4, 3, 2])
    const second = await page(first.next?.split('?')[1] ?? '')
    expect([second.entries.map(({ after }) => after?.n), second.next]).toEqual([[1, 0], null])
  })

  test('is verified, also with a head kept elsewhere', async () => {
    const head = await auditHead(db())
    const verified = await fetch(`${base}/admin/audit/verification?head=${head?.id}:${head?.hash}`)
    expect(await verified.json()).toEqual({ sound: true, head, fault: null })
    const other = await fetch(`${base}/admin/audit/verification?head=3:${'0'.repeat(64)}`)
    expect(await other.json()).toMatchObject({ sound: false, head: null, fault: { id: 3, kind: 'altered' } })
    expect((await fetch(`${base}/admin/audit/verification?head=3`)).status).toBe(400)
    await db().query('alter table audit.entries disable trigger all')
    await db().query('delete from audit.entries where id = 9')
    expect(await (await fetch(`${base}/admin/audit/verification`)).json()).toMatchObject({
      sound: false,
      fault: { id: 9, kind: 'missing', detail: { zh: expect.stringMatching(/\p{Script=Han}/u) } },
    })
  })

  test('records downloads of whole collections, also by visitors', async () => {
    const before = await lastId(db())
    const nobody = await served({ role: 'public' })
    const officer = await served({ role: 'officer', account: 5, address: '203.0.113.5' })
    const parcels = '/collections/parcels/items'
    expect((await fetch(`${nobody.url}${parcels}?f=csv&headings=titles`)).status).toBe(200)
    expect(
      (await fetch(`${officer.url}${parcels}`, { headers: { accept: 'application/flatgeobuf' } })).status,
    ).toBe(200)
    expect((await fetch(`${nobody.url}${parcels}?f=csv`, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`${nobody.url}${parcels}?limit=2`)).status).toBe(200)
    expect((await fetch(`${nobody.url}/collections/incidents/items?f=csv`)).status).toBe(401)
    const entries = await entriesAfter(db(), before)
    expect(entries).toEqual([
      expect.objectContaining({
        action: 'export',
        object: 'parcels',
        role: 'public',
        account: null,
        address: '127.0.0.1',
        after: { f: 'csv', headings: 'titles' },
      }),
      expect.objectContaining({
        role: 'officer',
        account: 5,
        address: '203.0.113.5',
        after: { f: 'flatgeobuf' },
      }),
    ])
  })
})
