/**
 * What pages of other origins may read, checked by headers; tests/server/http/foreign-page.test.ts uses such
 * a page.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { actingAccess, by } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { readOperations } from '../hardening/operations.ts'
import { loadFixture } from '../serve.ts'

const ORIGIN = 'https://example.org'
const tile = '/tiles/parcels/10/852/422.mvt'

const open = [
  '/?f=json',
  '/ogc',
  '/conformance',
  '/ogc/collections',
  '/collections',
  '/collections/parcels',
  '/collections/parcels/schema',
  '/collections/parcels/queryables',
  '/collections/parcels/items?limit=1',
  '/collections/parcels/items?f=csv',
  '/collections/parcels/items/1',
  '/collections/plans/items',
  '/collections/parcels/tiles/WebMercatorQuad',
  '/tileMatrixSets/WebMercatorQuad',
  '/tiles.json',
  '/tiles/parcels.json',
  tile,
  '/tiles/roads/14/1/1.mvt',
  '/style.json',
  '/legends.json',
  '/sprites/day.json',
  '/sprites/day.png',
  '/fonts/noto-sans-sc.css',
  '/archives',
  '/archives/lake.pmtiles',
  '/search?q=a',
  '/api?f=json',
]

/** The same for every viewer. */
const ofTheProgram = /^\/(sprites|fonts|archives|legends|api)/

describeOnPostgis('pages of other origins', (db) => {
  let app: ServedApp
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-cross-origin-'))
  beforeAll(async () => {
    await loadFixture(db())
    writeFileSync(join(folder, 'lake.pmtiles'), Buffer.alloc(1_000, 'PMTiles'))
    app = await serveApp(db(), { ARCHIVES: `lake=${join(folder, 'lake.pmtiles')}` }, { access: actingAccess })
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const abort = new AbortController()
    const answer = await fetch(app.url + path, {
      method,
      headers: { origin: ORIGIN, ...headers },
      signal: abort.signal,
    })
    const of = (name: string) => answer.headers.get(name)
    const asked = {
      status: answer.status,
      allow: of('access-control-allow-origin'),
      credentials: of('access-control-allow-credentials'),
      exposed: of('access-control-expose-headers') ?? '',
      resource: of('cross-origin-resource-policy'),
      vary: of('vary') ?? '',
      headers: answer.headers,
    }
    abort.abort()
    return asked
  }

  it.each(open)('may read %s', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, allow, credentials, exposed, resource, vary } = await ask(path, {}, method)
      expect([200, 204]).toContain(status)
      expect([allow, credentials, resource]).toEqual(['*', null, 'cross-origin'])
      expect(exposed).toContain('ETag')
      expect(vary).not.toContain('Origin')
      if (!ofTheProgram.test(path)) expect(vary).toMatch(/Cookie.*Authorization/)
    }
  })

  it.each(open.filter((path) => !ofTheProgram.test(path)))(
    'may not read %s where it names who asks',
    async (path) => {
      for (const headers of [by('planner'), { cookie: 'shuangxi=s%3Aa.b' }, { cookie: 'other=1' }]) {
        const { allow, resource, vary } = await ask(path, headers)
        expect([allow, resource]).toEqual([null, 'same-origin'])
        expect(vary).toMatch(/Cookie.*Authorization/)
      }
    },
  )

  it.each([
    '/me',
    '/me/tokens',
    '/admin/accounts',
    '/admin/audit',
    '/admin/people/account-1',
    '/patrol/zones',
    '/patrol/units',
    '/patrol/incidents/points',
    '/patrol/units/1/track',
    '/patrol/incidents/1/contact',
    '/collections/units',
    '/collections/units/items',
    '/collections/incidents/items/1',
    '/collections/units/tiles',
    '/tiles/units/10/852/422.mvt',
    '/tiles/parcels,units/10/852/422.mvt',
    '/tiles/units.json',
    '/healthz',
    '/readyz',
    '/nothing',
  ])('may never read %s', async (path) => {
    for (const headers of [{}, by('admin'), { cookie: 'shuangxi=s%3Aa.b' }]) {
      const { allow, credentials, resource } = await ask(path, headers)
      expect([allow, credentials, resource]).toEqual([null, null, 'same-origin'])
    }
  })

  it('may also read refusals and 304', async () => {
    expect(await ask('/collections/nothing/items')).toMatchObject({ status: 404, allow: '*' })
    expect(await ask('/collections/parcels/items?limit=x')).toMatchObject({ status: 400, allow: '*' })
    const { headers } = await ask(tile)
    const again = await ask(tile, { 'if-none-match': headers.get('etag') ?? '' })
    expect(again).toMatchObject({ status: 304, allow: '*', resource: 'cross-origin' })
  })

  it('read archives by ranges', async () => {
    const part = await ask('/archives/lake.pmtiles', { range: 'bytes=0-6' })
    expect(part).toMatchObject({ status: 206, allow: '*' })
    expect(part.headers.get('content-range')).toBe('bytes 0-6/1000')
    expect(part.exposed).toMatch(/Accept-Ranges.*Content-Range/)
    expect(await ask('/archives/lake.pmtiles', { range: 'bytes=5000-' })).toMatchObject({
      status: 416,
      allow: '*',
    })
  })

  const preflight = (path: string, method: string, headers = 'range') =>
    ask(
      path,
      { 'access-control-request-method': method, 'access-control-request-headers': headers },
      'OPTIONS',
    )

  it('get preflight answers', async () => {
    for (const path of open) {
      const answer = await preflight(path, 'GET', 'range, if-none-match')
      expect([path, answer.status, answer.allow]).toEqual([path, 204, '*'])
      const allowed = answer.headers.get('access-control-allow-headers')?.toLowerCase().split(', ')
      expect(allowed).toEqual(expect.arrayContaining(['range', 'if-none-match', 'if-modified-since']))
      expect(allowed).not.toContain('authorization')
      expect(answer.headers.get('access-control-allow-methods')).toBe('GET, HEAD')
      expect(Number(answer.headers.get('access-control-max-age'))).toBeGreaterThan(600)
    }
  })

  it('may not write, nor request private data', async () => {
    const operations = await readOperations(app.url)
    for (const { method, path } of operations) {
      const asked = path.replace(/\{\w+\}/g, '1')
      const isPrivate =
        /^\/(me|admin|patrol|sign-|healthz|readyz|about|collections\/(units|incidents|patrol))/
      if (method === 'GET' && !isPrivate.test(path)) continue
      const { allow, headers } = await preflight(asked, method, 'content-type')
      expect([method, path, allow, headers.get('access-control-allow-methods')]).toEqual([
        method,
        path,
        null,
        null,
      ])
    }
  })

  it('cannot read pages', async () => {
    for (const path of ['/', '/api']) {
      const { allow, resource } = await ask(path, { accept: 'text/html' })
      expect([path, allow, resource]).toEqual([path, null, 'same-origin'])
    }
  })
})
