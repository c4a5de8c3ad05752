/**
 * After a commit no server sends the previous tile, wherever the change was made; other tiles stay cached.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Viewer } from '../../../geodata/access/viewer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import {
  createPostgisDatabase,
  type PostgisTestDatabase,
  TEMPLATE,
} from '../../environment/postgis-database.ts'
import { soon } from '../../environment/soon.ts'
import { fixtureTile, loadFixture } from '../../tiles/vector/fixture.ts'

const layers = ['parcels', 'roads', 'facilities']

/** The fixture's tile with its neighbours at zooms 13 to 16, because lower ones come from overviews. */
const paths = [13, 14, 15, 16].flatMap((z) => {
  const scale = 2 ** (z - fixtureTile.z)
  const [x, y] = [Math.floor(fixtureTile.x * scale), Math.floor(fixtureTile.y * scale)]
  return [0, 1, 2].flatMap((dx) =>
    [-1, 0].map((dy) => `/tiles/${layers.join()}/${z}/${x + dx}/${y + dy}.mvt`),
  )
})

/** A database that counts statements of all viewers in `asked`. */
function counting(database: Database, asked: { times: number }): Database {
  return new Proxy(database, {
    get(target, name) {
      if (name === 'as') return (viewer: Viewer) => counting(target.as(viewer), asked)
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      if (name === 'query' || name === 'connect' || name === 'transaction') {
        return (...values: unknown[]) => {
          asked.times++
          return value.apply(target, values)
        }
      }
      return value.bind(target)
    },
  })
}

describe('tiles of several servers', () => {
  let made: PostgisTestDatabase
  let database: Database
  const asked = { times: 0 }
  const caching: ServedApp[] = []
  let plain: ServedApp
  beforeAll(async () => {
    made = await createPostgisDatabase(TEMPLATE)
    database = await openDatabase({ url: made.url, poolSize: 4 })
    await loadFixture(database)
    caching.push(await serveApp(counting(database, asked)), await serveApp(counting(database, asked)))
    plain = await serveApp(database, { TILE_CACHE_MB: '0' })
  }, 60_000)
  afterAll(async () => {
    for (const app of [...caching, plain]) await app.close()
    await database.close()
    await made.drop()
  })

  const etags = async (app: ServedApp) => {
    const answers = await Promise.all(paths.map((path) => fetch(app.url + path)))
    await Promise.all(answers.map((answer) => answer.arrayBuffer()))
    return answers.map((answer) => answer.headers.get('etag'))
  }

  const move = fc.record({
    layer: fc.constantFrom(...layers),
    row: fc.nat(3),
    east: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
    north: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
  })

  it('are current on each of them, soon after the commit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 3 }), async (moves) => {
        for (const app of caching) await etags(app)
        for (const { layer, row, east, north } of moves) {
          await database.query(
            `update ${layer} set geom = ST_Translate(geom, $1, $2)
             where id = (select id from ${layer} order by id offset $3 limit 1)`,
            [east, north, row],
          )
        }
        const expected = await etags(plain)
        for (const app of caching) {
          await soon(async () => expect(await etags(app)).toEqual(expected))
        }
      }),
      { numRuns: 6, endOnFailure: true },
    )
  }, 60_000)

  it('are kept where nothing changed, without another query', async () => {
    const notified: string[] = []
    const stop = await database.listen('tiles', (payload) => notified.push(payload))
    for (const app of caching) await etags(app)
    expect(asked.times).toBeGreaterThan(0)
    // Far away from all of them.
    await database.query(
      `insert into facilities (id, kind, source, source_id, licence, synthetic, geom)
       values (99999, 'toilet', 't', 'far', 'CC0', true, ST_SetSRID(ST_MakePoint(121, 31), 4326))`,
    )
    // The servers listen on the same connection, since before this.
    await soon(() => expect(notified.join()).toContain('facilities'))
    asked.times = 0
    for (const app of caching) await etags(app)
    expect(asked.times).toBe(0)
    await stop()
  })
})
