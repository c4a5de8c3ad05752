/** One tile for concurrent viewers, and for several servers: each viewer gets the tile of its visibility. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tileAt } from '../../../geodata/model/tile.ts'
import { type Actor, actingAccess, by } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { startValkey, type Valkey } from '../../environment/valkey.ts'
import { decodeTile } from '../../tiles/vector/tile-geometry.ts'
import { guarded } from './world.ts'

const { z, x, y } = tileAt(119.77, 30.24, 10)
const published = ['P1']
const all = ['P1', 'SECRET-P2', 'SECRET-P3']
const expected: readonly (readonly [Actor | undefined, readonly string[]])[] = [
  [undefined, published],
  ['planner', all],
  ['plannerOfTown', ['P1', 'SECRET-P2']],
  ['officer', published],
  ['admin', all],
]

describeOnPostgis('tiles for different viewers', (db) => {
  guarded(db)
  let valkey: Valkey
  const stopping = new AbortController()
  const apps: ServedApp[] = []
  beforeAll(async () => {
    valkey = await startValkey()
    for (const environment of [
      { VALKEY_URL: valkey.url },
      { VALKEY_URL: valkey.url },
      { TILE_CACHE_MB: '0' },
    ]) {
      apps.push(await serveApp(db(), environment, { access: actingAccess, stopping: stopping.signal }))
    }
  })
  afterAll(async () => {
    stopping.abort()
    for (const app of apps) await app.close()
    await valkey.pause()
  })
  const plansIn = async (app: ServedApp | undefined, layers: string, actor: Actor | undefined) => {
    const answer = await fetch(`${app?.url}/tiles/${layers}/${z}/${x}/${y}.mvt`, { headers: by(actor) })
    const { plans = [] } = decodeTile(new Uint8Array(await answer.arrayBuffer()))
    return plans.map(({ attributes }) => attributes.plan_code).toSorted()
  }

  it('are separate for concurrent requests', async () => {
    for (const [round, app] of apps.entries()) {
      const layers = ['plans,roads', 'plans,water', 'plans,parcels'][round] ?? 'plans'
      const asked = Array.from({ length: 6 }, () => expected).flat()
      const found = await Promise.all(asked.map(([actor]) => plansIn(app, layers, actor)))
      expect(found).toEqual(asked.map(([, codes]) => codes))
    }
  })

  it('are separate in a shared cache', async () => {
    for (const [actor, codes] of expected) {
      await soon(async () => expect(await plansIn(apps[0], 'plans,buildings', actor)).toEqual(codes))
      expect(await plansIn(apps[1], 'plans,buildings', actor)).toEqual(codes)
    }
    for (const [actor, codes] of expected.toReversed())
      expect(await plansIn(apps[1], 'plans,buildings', actor)).toEqual(codes)
    if (db().kind === 'postgis')
      await soon(async () => expect((await valkey.keys()).length).toBeGreaterThan(0))
  })
})
