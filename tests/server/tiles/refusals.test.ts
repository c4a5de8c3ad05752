/** Refusals and errors of the fast path have the same headers and bodies as Express'. */
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { DatabaseUnavailableError, StatementTimeoutError } from '../../../geodata/database/errors.ts'
import { dataContext } from '../../../server/context.ts'
import { httpServer } from '../../../server/http/http-server.ts'
import { problemsOutside } from '../../../server/http/problems-outside.ts'
import { tilePolicy } from '../../../server/limits/policies.ts'
import { MADE, openTileLimit, type TileLimit } from '../../../server/limits/tile-limit.ts'
import { readSettings } from '../../../server/settings.ts'
import { type FastPathOptions, fastPath } from '../../../server/tiles/fast-path.ts'
import { openVectorTiles } from '../../../server/tiles/vector-tiles.ts'
import { actingAccess, by } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { fixtureTile, loadFixture } from '../../tiles/vector/fixture.ts'

type Headers = Readonly<Record<string, string>>

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Buffer
}

function ask(url: string, path: string, headers: Headers): Promise<Answer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path, headers }, (response) => {
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

const log = pino({ level: 'silent' })
const PASSED_ON = 599
const unlimited: TileLimit = { take: () => undefined }

/** The fast path alone; what it does not answer itself is answered with 599. */
async function serveFast(
  database: Database,
  given: Partial<FastPathOptions> = {},
  trustProxy = 0,
): Promise<ServedApp> {
  const settings = readSettings({})
  const tiles = openVectorTiles({ ...dataContext(database), systemDatabase: database, settings, log })
  const server = httpServer({ ...settings, trustProxy })
  server.on(
    'request',
    fastPath({
      tiles,
      access: actingAccess,
      limit: unlimited,
      log,
      prepared: () => true,
      isTaken: (path) => path.startsWith('/tiles/contours/'),
      refuse: problemsOutside({ log, development: false, trustProxy }),
      otherwise: (_, response) => response.writeHead(PASSED_ON).end(),
      ...given,
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** A database whose queries for tiles fail. */
function failing(database: Database, error: Error): Database {
  return {
    ...bound(database),
    as: (viewer) => failing(database.as(viewer), error),
    query: (query, values) => {
      const text = typeof query === 'string' ? query : query.text
      return text.includes('ST_AsMVT') ? Promise.reject(error) : database.query(query, values)
    },
  }
}

const bound = (database: Database): Database => ({
  kind: database.kind,
  as: (viewer) => database.as(viewer),
  query: (query, values) => database.query(query, values),
  connect: (options) => database.connect(options),
  transaction: (work, options) => database.transaction(work, options),
  listen: (channel, onPayload) => database.listen(channel, onPayload),
  close: () => database.close(),
})

const { z, x, y } = fixtureTile
const here = `${z}/${x}/${y}.mvt`
/** A final slash is handled by Express. */
const byExpress = (path: string) => path.replace(/(?<=\.mvt)(?=\?|$)/, '/')

describeOnPostgis('a refusal of the fast path', (db) => {
  let fast: ServedApp
  let express: ServedApp
  beforeAll(async () => {
    await loadFixture(db())
    fast = await serveFast(db())
    express = await serveApp(db(), {}, { access: actingAccess })
  })
  afterAll(async () => {
    await fast.close()
    await express.close()
  })

  const both = async (path: string, headers: Headers) => {
    const [own, expected] = await Promise.all([
      ask(fast.url, path, headers),
      ask(express.url, byExpress(path), headers),
    ])
    expect(own).toEqual(expected)
    return own
  }

  test.each<[number, string, Headers]>([
    [400, '/tiles/roads/23/0/0.mvt', {}],
    [400, '/tiles/roads/3/8/0.mvt', {}],
    [400, '/tiles/roads/3/0/9.mvt?lang=en', {}],
    [400, '/tiles/roads/3/a/1.mvt', { 'accept-language': 'en;q=0.8, fr' }],
    [400, '/tiles/roads/1.5/0/0.mvt?lang=fr', { 'accept-language': 'en' }],
    [400, '/tiles/roads/03/1/1.mvt', { 'accept-encoding': 'gzip' }],
    [400, '/tiles/roads/3/1/1.2.mvt', { connection: 'close' }],
    [400, `/tiles/${'roads,'.repeat(170)}roads/${here}`, {}],
    [404, `/tiles/streets/${here}`, {}],
    [404, `/tiles/streets/${here}`, { 'accept-encoding': 'br, gzip' }],
    [404, `/tiles/streets/${here}?lang=en&lang=zh`, { cookie: 'a=1', 'accept-encoding': 'gzip' }],
    [404, `/tiles/roads,/${here}`, { 'if-none-match': '*' }],
    [404, `/tiles/roads%2C%2e/${here}`, {}],
    [404, `/tiles/${encodeURIComponent('道路')}/${here}`, { range: 'bytes=0-1' }],
    [404, '/tiles/streets/3/8/0.mvt', by('officer')],
    [401, `/tiles/units/${here}`, {}],
    [401, `/tiles/units,roads/${here}`, { cookie: 'session=1' }],
    [401, `/tiles/roads/${here}`, { authorization: 'Bearer nobody' }],
    [401, `/tiles/roads/3/8/0.mvt`, { authorization: 'Basic bm9ib2R5' }],
    [403, `/tiles/units,roads/${here}`, by('planner')],
    [403, '/tiles/units/3/8/0.mvt', by('planner')],
  ])('is %i as of Express: %s %j', async (status, path, headers) => {
    const answer = await both(path, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  test('an unusual spelling of an existing tile is that tile', async () => {
    expect((await both(`/tiles/roads%2Cwater/${here}`, {})).status).toBe(200)
  })

  test.each([
    ['/tiles/contours/3/1/1.mvt', {}],
    ['/tiles/roads.json', {}],
    ['/tiles/roads/3/1/1.png', {}],
    [byExpress(`/tiles/roads/${here}`), {}],
    // An invalid host is refused first.
    [`/tiles/streets/${here}`, { host: 'a"b' }],
  ])('is left to Express: %s %j', async (path, headers) => {
    expect((await ask(fast.url, path, headers)).status).toBe(PASSED_ON)
  })

  test('is the same behind a proxy, whose path and host must be valid', async () => {
    const [own, app] = [
      await serveFast(db(), {}, 1),
      await serveApp(db(), { TRUST_PROXY: '1' }, { access: actingAccess }),
    ]
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'maps.example' }
    for (const headers of [forwarded, { ...forwarded, 'x-forwarded-prefix': '/map' }]) {
      const answer = await ask(own.url, `/tiles/streets/${here}`, headers)
      expect(answer).toEqual(await ask(app.url, byExpress(`/tiles/streets/${here}`), headers))
      expect(answer.headers['strict-transport-security']).toBeDefined()
    }
    for (const strange of [{ 'x-forwarded-prefix': '/<' }, { 'x-forwarded-host': '<' }]) {
      expect((await ask(own.url, `/tiles/streets/${here}`, strange)).status).toBe(PASSED_ON)
    }
    await own.close()
    await app.close()
  })

  describe.each([
    [503, new DatabaseUnavailableError('gone')],
    [503, new StatementTimeoutError('slow')],
    [500, new Error('a secret of ours')],
    [403, Object.assign(new Error('permission denied'), { code: '42501' })],
    [507, Object.assign(new Error('no space'), { code: '53100' })],
  ])('where a tile cannot be made', (status, error) => {
    test(`is ${status} as in Express: ${error.name} ${error.message}`, async () => {
      const database = failing(db(), error)
      const [own, app] = [await serveFast(database), await serveApp(database, {}, { access: actingAccess })]
      const answer = await ask(own.url, `/tiles/roads/${here}`, {})
      expect(answer).toEqual(await ask(app.url, byExpress(`/tiles/roads/${here}`), {}))
      expect(answer.status).toBe(status)
      expect(answer.body.toString()).not.toMatch(/secret|permission denied/)
      await own.close()
      await app.close()
    })
  })

  test('is 503 as in Express until the tables exist', async () => {
    const prepared = () => false
    const [own, app] = [
      await serveFast(db(), { prepared }),
      await serveApp(db(), {}, { access: actingAccess, prepared }),
    ]
    for (const path of [`/tiles/roads/${here}`, `/tiles/streets/${here}`, '/tiles/roads/30/1/1.mvt']) {
      expect(await ask(own.url, path, {})).toEqual(await ask(app.url, byExpress(path), {}))
    }
    await own.close()
    await app.close()
  })

  test('is 429 beyond the limit, also for tiles from memory, in the same form as others', async () => {
    const limit = openTileLimit({ ...tilePolicy, points: 2 * MADE }, 0)
    const own = await serveFast(db(), { limit })
    const status = async (path: string) => (await ask(own.url, path, {})).status
    const seen: number[] = []
    while (!seen.includes(429)) seen.push(await status(`/tiles/roads/${here}`))
    // One that was rendered, and then from memory, unless the cache was emptied meanwhile.
    expect([seen.length > 1, seen.length <= MADE + 2, new Set(seen.slice(0, -1))]).toEqual([
      true,
      true,
      new Set([200]),
    ])
    const like = await ask(express.url, byExpress(`/tiles/roads/23/1/1.mvt`), {})
    for (const path of [`/tiles/roads/${here}`, `/tiles/water/${here}`, `/tiles/streets/${here}`]) {
      const { headers, body, status: code } = await ask(own.url, path, {})
      expect([code, JSON.parse(body.toString()).title]).toEqual([429, '请求过于频繁'])
      const { 'retry-after': after, ratelimit, 'ratelimit-policy': policy, ...rest } = headers
      expect([Number(after) > 0, ratelimit, policy]).toEqual([
        true,
        expect.stringContaining('r=0'),
        expect.stringContaining(`q=${2 * MADE}`),
      ])
      expect({ ...rest, 'content-length': '' }).toEqual({ ...like.headers, 'content-length': '' })
    }
    await own.close()
  })
})
