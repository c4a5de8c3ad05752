/** Tiles in memory are answered without Express, with no difference but the time. */
import { request as httpRequest } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actingAccess, by } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { fixtureTile, loadFixture } from '../../tiles/vector/fixture.ts'

const { z, x, y } = fixtureTile

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Buffer
}

function ask(url: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => {
        const { date, ...rest } = response.headers
        expect(date).toBeDefined()
        resolve({ status: response.statusCode ?? 0, headers: rest, body: Buffer.concat(chunks) })
      })
    })
      .on('error', reject)
      .end()
  })
}

describeOnDatabase('a tile in memory', (db) => {
  /** One caches tiles; the other renders each again, so that nothing of it uses the fast path. */
  let warm: ServedApp
  let cold: ServedApp
  beforeAll(async () => {
    await loadFixture(db())
    await db().query("update units set zone_code = 'Z1'")
    warm = await serveApp(db(), {}, { access: actingAccess })
    cold = await serveApp(db(), { TILE_CACHE_MB: '0' }, { access: actingAccess })
  })
  afterAll(async () => {
    await warm.close()
    await cold.close()
  })
  const full = `/tiles/land_cover,roads,water,greenways,facilities,parcels,control_lines/${z}/${x}/${y}.mvt`
  const patrol = `/tiles/units,incidents/${z}/${x}/${y}.mvt`
  const empty = '/tiles/roads/14/1/1.mvt'

  test.each([
    ['as it is', full, {}],
    ['packed', full, { 'accept-encoding': 'gzip' }],
    ['with a query', `${full}?v=2`, { 'accept-encoding': 'gzip, deflate' }],
    ['in another order of layers', full.replace('roads,water', 'water,roads'), {}],
    ['empty', empty, { 'accept-encoding': 'gzip' }],
    ['to a planner', full, by('planner')],
    ['to someone with a cookie', full, { cookie: 'session=1' }],
    ['of patrols, to an officer', patrol, by('officer')],
    ['of patrols, to one of other zones', patrol, by('leadOfZ2')],
    ['of patrols, to a planner', patrol, by('planner')],
    ['of patrols, to the public', patrol, {}],
    ['to someone unknown', full, { authorization: 'Bearer nobody' }],
    ['at an odd address', `/tiles/roads/${z}/0${x}/${y}.mvt`, {}],
    ['at no address', '/tiles/roads/3/8/0.mvt', {}],
    ['of no layer', '/tiles/streets/3/1/1.mvt', {}],
  ])('has the same headers and bytes: %s', async (_, path, headers) => {
    // A final slash is handled by Express.
    const expected = await ask(cold.url + path.replace(/(?<=\.mvt)/, '/'), headers)
    for (const server of [cold, warm, warm, warm])
      expect(await ask(server.url + path, headers)).toEqual(expected)
  })

  test('is cached by browsers only, for signed-in viewers', async () => {
    const cacheControl = async (path: string, headers: Record<string, string>) =>
      (await ask(warm.url + path, headers)).headers['cache-control']
    expect(await cacheControl(patrol, by('officer'))).toBe('private, no-cache')
    // Rows that everyone sees are read as the public, for every viewer.
    expect(await cacheControl(full, by('officer'))).toBe('public, no-cache')
    expect(await cacheControl(full, {})).toBe('public, no-cache')
  })

  test('is 304 for a client that has it, in any encoding', async () => {
    for (const path of [full, empty]) {
      for (const encoding of ['identity', 'gzip', 'br, gzip']) {
        const headers = { 'accept-encoding': encoding }
        const { headers: first } = await ask(warm.url + path, headers)
        const conditional = { ...headers, 'if-none-match': `"x", W/${first.etag}` }
        const expected = await ask(cold.url + path, conditional)
        expect([expected.status, expected.headers.etag]).toEqual([304, first.etag])
        expect(await ask(warm.url + path, conditional)).toEqual(expected)
        expect((await ask(warm.url + path, { ...headers, 'if-none-match': '"x"' })).status).not.toBe(304)
      }
    }
  })

  test('is sent with brotli from the second request on', async () => {
    const headers = { 'accept-encoding': 'gzip, deflate, br, zstd' }
    const path = `/tiles/land_cover,roads,water,greenways,parcels/${z}/${x}/${y}.mvt`
    const first = await ask(warm.url + path, headers)
    expect(first.headers['content-encoding']).toBe('gzip')
    await soon(async () => {
      const later = await ask(warm.url + path, headers)
      expect(later.headers['content-encoding']).toBe('br')
      expect(later.headers.etag).not.toBe(first.headers.etag)
      expect(later.headers.vary).toBe('Accept-Encoding, Cookie, Authorization')
    })
    const known = { ...headers, 'if-none-match': String(first.headers.etag) }
    expect((await ask(warm.url + path, known)).status).toBe(304)
    expect(gunzipSync(first.body).length).toBeGreaterThan(0)
  })

  test('differs right after a change of its rows', async () => {
    const path = `/tiles/parcels/${z}/${x}/${y}.mvt`
    const before = await ask(warm.url + path, {})
    await db().query("update parcels set land_use = '0701'")
    await soon(async () => {
      const after = await ask(warm.url + path, {})
      expect(after.headers.etag).not.toBe(before.headers.etag)
      expect(after).toEqual(await ask(cold.url + path, {}))
    })
  })
})
