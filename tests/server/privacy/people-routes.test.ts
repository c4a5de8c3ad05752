import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { storeResult } from '../../../server/files/results.ts'
import { JobLostError } from '../../../server/jobs/claims.ts'
import { addJob } from '../../../server/jobs/job-rows.ts'
import { type RunningJob, startWorker } from '../../../server/jobs/worker.ts'
import { contactCipher } from '../../../server/privacy/contact-cipher.ts'
import { storeContact } from '../../../server/privacy/contacts.ts'
import { readSettings } from '../../../server/settings.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { type Asking, asking, type ViewerName } from './ask.ts'
import { clearPatrol, loadPatrol } from './world.ts'

const [key, newer] = ['a1'.repeat(32), 'b2'.repeat(32)]
const wang = { name: '王小明', phone: '138 0013 8000', note: null }
const otherWang = { name: '王 小明', phone: '13900139000', note: null }
const nameless = { name: null, phone: '+8613800138000', note: '同一个人' }

function cipherOf(contactsKey: string) {
  const cipher = contactCipher({ contactsKey, contactsKeyPrevious: undefined })
  if (cipher === undefined) throw new Error('there is a key')
  return cipher
}

describeOnDatabase('personal data', (db) => {
  let server: Asking
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangxi-people-'))
    server = asking(db(), { contactsKey: key, filesDir: folder })
    await db().query(`
      insert into accounts (name, title) overriding system value values
        ('keeper', '管理员'), ('li.lei', '李雷'), ('han', null)`)
    await db().query(`
      insert into account_roles (account, role) select id, 'admin' from accounts where name = 'keeper'`)
    await db().query(`
      insert into api_tokens (account, name, digest, scopes)
      select id, 'phone', '\\x1234', '{read}' from accounts where name = 'li.lei'`)
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    await clearPatrol(db())
    await loadPatrol(db())
    for (const [incident, contact] of Object.entries({ 1: wang, 2: otherWang, 3: nameless }))
      await storeContact(db(), cipherOf(key), Number(incident), contact, false)
  })

  const find = (q: string, asked = server) => asked.ask('admin', 'POST', '/admin/people', { q })
  const idOf = async (q: string) => (await find(q)).body.people[0].id as string
  const accountOf = async (name: string) => {
    const { rows } = await db().query<{ id: number }>(
      'select id::float8 as id from accounts where name = $1',
      [name],
    )
    return rows[0]?.id
  }
  const lastEntry = async () => {
    const { rows } = await db().query(
      'select account::int as account, action, object, before, after from audit.entries order by id desc limit 1',
    )
    return rows[0]
  }

  it('are found by phone number in any spelling, with most of it masked', async () => {
    const { body } = await find('+86 138-0013-8000')
    expect(body).toEqual({
      contacts_searched: true,
      people: [
        {
          ...{ id: expect.stringMatching(/^reporter-[0-9a-f]{32}$/), kind: 'reporter', name: '王小明' },
          ...{
            phone: '138*****000',
            incidents: 2,
            last_at: expect.any(String),
          },
        },
      ],
    })
  })

  it('are found by name, and people with one name are distinguished', async () => {
    const { body } = await find('王小明')
    expect(body.people).toHaveLength(2)
    expect(new Set(body.people.map(({ id }: { id: string }) => id)).size).toBe(2)
  })

  it('are found by a part of an account’s name or title', async () => {
    for (const q of ['LI.L', '李雷'])
      expect((await find(q)).body.people).toMatchObject([{ kind: 'account', name: '李雷', phone: null }])
    expect((await find('nobody')).body.people).toEqual([])
  })

  it('are searched under audit, which does not record for whom', async () => {
    await find('王小明')
    const entry = await lastEntry()
    expect(entry).toMatchObject({ account: 18, action: 'read', object: 'people' })
    expect(JSON.stringify(entry)).not.toContain('王')
  })

  it('are exported completely: of a reporter all contacts under any name', async () => {
    const id = await idOf('13800138000')
    const { body, headers } = await server.ask('admin', 'GET', `/admin/people/${id}/export`)
    expect(headers.get('content-disposition')).toBe(`attachment; filename=${id}.json`)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body.contacts.map((one: { incident: { number: string } }) => one.incident.number).sort()).toEqual([
      'N1',
      'N3',
    ])
    expect(body.contacts.map((one: { contact: object }) => one.contact)).toEqual(
      expect.arrayContaining([wang, nameless]),
    )
    expect(await lastEntry()).toMatchObject({ account: 18, action: 'export', object: `people/${id}` })
  })

  it('are exported completely: of an account everything but credentials', async () => {
    const { body, text } = await server.ask(
      'admin',
      'GET',
      `/admin/people/account-${await accountOf('li.lei')}/export`,
    )
    expect(body.account).toMatchObject({ name: 'li.lei', title: '李雷', roles: [] })
    expect(body.tokens).toMatchObject([{ name: 'phone', scopes: ['read'] }])
    expect(body).toMatchObject({ sessions: [], audit: [], audit_entries: 0 })
    expect(text).not.toMatch(/1234|digest|hash/)
  })

  it('are erased: a reporter’s contacts are deleted, others’ stay, and the log contains none of them', async () => {
    const id = await idOf('13800138000')
    expect(await server.ask('admin', 'DELETE', `/admin/people/${id}`)).toMatchObject({
      status: 200,
      body: { contacts: 2, accounts: 0 },
    })
    expect(await lastEntry()).toMatchObject({
      action: 'erase',
      object: `people/${id}`,
      after: { contacts: 2 },
    })
    expect((await find('13800138000')).body.people).toEqual([])
    expect((await find('王小明')).body.people).toHaveLength(1)
    expect((await server.ask('admin', 'DELETE', `/admin/people/${id}`)).status).toBe(404)
    expect((await server.ask('admin', 'GET', `/admin/people/${id}/export`)).status).toBe(404)
    const { rows } = await db().query('select json_agg(e)::text as log from audit.entries as e')
    for (const word of ['王小明', '13800138000', '138 0013 8000', '同一个人'])
      expect(rows[0]?.log).not.toContain(word)
  })

  it('are erased: an account is deleted with its tokens', async () => {
    const id = await accountOf('li.lei')
    expect(await server.ask('admin', 'DELETE', `/admin/people/account-${id}`)).toMatchObject({
      body: { contacts: 0, accounts: 1 },
    })
    expect((await db().query('select from api_tokens where account = $1', [id])).rows).toEqual([])
    expect((await server.ask('admin', 'DELETE', `/admin/people/account-${id}`)).status).toBe(404)
  })

  it('are exported and erased with files and jobs, also a running one, and others’ stay', async () => {
    const account = (await accountOf('han')) ?? 0
    const [owner, other] = [account, 99].map((id) => db().as({ role: 'planner', account: id }))
    if (!owner || !other) throw new Error('two accounts')
    const settings = readSettings({ FILES_DIR: folder })
    const file = { name: '宗地.csv', media_type: 'text/csv', bytes: Buffer.from('abc') }
    const [mine, others] = [
      await storeResult(owner, settings, file),
      await storeResult(other, settings, file),
    ]
    let aborted: unknown
    const run = (job: RunningJob) =>
      new Promise<never>((_, reject) => {
        job.signal.addEventListener('abort', () => {
          aborted = job.signal.reason
          reject(aborted)
        })
      })
    const stop = startWorker(
      db(),
      { test: { run, explain: () => undefined } },
      { onError: (error) => expect.fail(String(error)) },
    )
    try {
      for (const one of [owner, owner, other]) await addJob(one, 'test', { file: mine })
      const running = async () =>
        (await db().query("select account::float8 as account from jobs where state = 'running'")).rows[0]
      await soon(async () => expect(await running()).toEqual({ account }))

      const path = `/admin/people/account-${account}`
      const { body } = await server.ask('admin', 'GET', `${path}/export`)
      expect(body.files).toMatchObject([{ name: '宗地.csv', bytes: 3 }])
      expect(body.jobs).toMatchObject([
        { kind: 'test', state: 'running' },
        { kind: 'test', state: 'queued' },
      ])
      expect(await server.ask('admin', 'DELETE', path)).toMatchObject({
        status: 200,
        body: { contacts: 0, accounts: 1, files: 1, jobs: 2 },
      })
      expect(await lastEntry()).toMatchObject({ action: 'erase', after: { files: 1, jobs: 2 } })
      await soon(() => expect(aborted).toBeInstanceOf(JobLostError))
      for (const table of ['files', 'jobs'])
        expect((await db().query(`select account::int as account from ${table}`)).rows).toEqual([
          { account: 99 },
        ])
      expect(await readdir(folder)).toEqual([others])
      // The server continues with the jobs of others.
      await soon(async () => expect(await running()).toEqual({ account: 99 }))
    } finally {
      await stop()
      await db().query('delete from jobs')
    }
  })

  it('are not erased for the last administrator and for oneself', async () => {
    const last = await server.ask('admin', 'DELETE', `/admin/people/account-${await accountOf('keeper')}`)
    expect(last.status).toBe(409)
    expect(await accountOf('keeper')).toBeDefined()
    expect((await server.ask('admin', 'DELETE', '/admin/people/account-18')).status).toBe(409)
  })

  it('are found and erased completely while the key changes', async () => {
    const rotating = asking(db(), { contactsKey: newer, contactsKeyPrevious: key })
    await storeContact(db(), cipherOf(newer), 3, nameless, false)
    const { body } = await find('13800138000', rotating)
    expect(body.people).toMatchObject([{ incidents: 2 }])
    const erased = await rotating.ask('admin', 'DELETE', `/admin/people/${body.people[0].id}`)
    expect(erased.body).toEqual({ contacts: 2, accounts: 0, files: 0, jobs: 0 })
    await rotating.close()
  })

  it('are of accounts only without a key, and the answer says so', async () => {
    const id = await idOf('13800138000')
    const without = asking(db(), { contactsKey: undefined })
    expect((await find('13800138000', without)).body).toEqual({ contacts_searched: false, people: [] })
    expect((await without.ask('admin', 'DELETE', `/admin/people/${id}`)).status).toBe(409)
    await without.close()
  })

  it.each<[ViewerName, number]>([
    ['public', 401],
    ['officer', 403],
    ['lead', 403],
    ['planner', 403],
  ])('are nothing for %s', async (viewer, status) => {
    const id = await idOf('13800138000')
    expect((await server.ask(viewer, 'POST', '/admin/people', { q: '王小明' })).status).toBe(status)
    expect((await server.ask(viewer, 'GET', `/admin/people/${id}/export`)).status).toBe(status)
    expect((await server.ask(viewer, 'DELETE', `/admin/people/${id}`)).status).toBe(status)
    expect((await find('13800138000')).body.people).toHaveLength(1)
  })

  it.each(['x', 'account-x', 'account--1', 'reporter-1', 'reporter-%00', `account-${'9'.repeat(40)}`])(
    'do not exist for %s',
    async (id) => {
      expect((await server.ask('admin', 'GET', `/admin/people/${id}/export`)).status).toBe(404)
      expect((await server.ask('admin', 'DELETE', `/admin/people/${id}`)).status).toBe(404)
    },
  )

  it.each([[{}], [{ q: '' }], [{ q: '  ' }], [{ q: 7 }], [{ q: 'x'.repeat(101) }], [{ q: 'a\u0000' }], [[]]])(
    'are not searched for by %j',
    async (body) => {
      expect((await server.ask('admin', 'POST', '/admin/people', body)).status).toBe(400)
    },
  )
})
