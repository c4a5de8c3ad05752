/** Tiles of low zooms: stored for viewers who see all of a layer, made from rows for others. */
import { beforeAll, expect, test } from 'vitest'
import { type Viewer, visibilityKey } from '../../../geodata/access/viewer.ts'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { readOverviews } from '../../../tiles/overview/read.ts'
import { rebuildSome } from '../../../tiles/overview/rebuild.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { decodeTile } from '../../tiles/vector/tile-geometry.ts'
import { loadWorld, viewers } from './world.ts'

const tile = { z: 9, x: 426, y: 210 }
const patrolLayers = catalogue.filter(({ id }) => id === 'incidents' || id === 'patrol_zones')
const seesAll = ({ role, zones }: Viewer) => /officer|lead|admin/.test(role) && zones === undefined

describeOnDatabase('overviews', (db) => {
  beforeAll(async () => {
    await loadWorld(db())
    while ((await rebuildSome(db(), { budgetMs: 60_000 })) !== null);
  }, 120_000)

  test.each(viewers)('of patrols, and of all others, as $role', async (viewer) => {
    const ready = await readOverviews(db().as(viewer), catalogue, tile)
    expect(ready.get('greenways')?.length).toBeGreaterThan(0)
    for (const { id } of patrolLayers) expect(ready.has(id), id).toBe(seesAll(viewer))
    const { rows } = await db().as(viewer).query('select distinct visibility from tile_overviews order by 1')
    expect(rows.map(({ visibility }) => visibility)).toEqual(
      seesAll(viewer) ? ['patrol', 'public'] : ['public'],
    )
  })

  test('are replaced by rows where a viewer sees only some of them', async () => {
    const shown = async (viewer: Viewer) => {
      const decoded = decodeTile(await renderVectorTile(db().as(viewer), patrolLayers, tile))
      return [decoded.patrol_zones?.length ?? 0, decoded.incidents?.length ?? 0]
    }
    const [zones, incidents] = await shown({ role: 'lead' })
    expect(zones).toBe(2)
    expect(incidents).toBeGreaterThan(0)
    expect(await shown({ role: 'lead_limited', zones: ['Z2'] })).toEqual([1, 2])
    expect(await shown({ role: 'officer_limited', zones: [] })).toEqual([0, 0])
    await expect(shown({ role: 'planner' })).rejects.toMatchObject({ code: '42501' })
    expect(visibilityKey({ role: 'lead' })).not.toBe(visibilityKey({ role: 'lead_limited', zones: ['Z2'] }))
  })
})
