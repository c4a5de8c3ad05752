/** What row-level security costs a tile: nothing without limits, and with them the index is still used. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicViewer, type Viewer } from '../../../geodata/access/viewer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { createPostgisDatabase, TEMPLATE } from '../../environment/postgis-database.ts'
import { loadCrowdedWorld, tilePlan } from './tile-plans.ts'

const patrol = ['patrol_zones', 'units', 'incidents']
const lead: Viewer = { role: 'lead_limited', zones: ['Z1'] }

describe('plans of a tile’s statement', () => {
  let database: Database
  let drop: () => Promise<void>
  beforeAll(async () => {
    const made = await createPostgisDatabase(TEMPLATE)
    drop = made.drop
    database = await openDatabase({ url: made.url, poolSize: 2 })
    await loadCrowdedWorld(database)
  }, 60_000)
  afterAll(async () => {
    await database.close()
    await drop()
  })

  const isPublic = ({ id }: Layer) => !patrol.includes(id) && id !== 'plans'
  const unlimited: readonly (readonly [Viewer, readonly Layer[]])[] = [
    [publicViewer, catalogue.filter(isPublic)],
    [{ role: 'lead' }, catalogue.filter(({ id }) => id !== 'plans')],
    [{ role: 'planner_limited', towns: ['T1'] }, catalogue.filter(isPublic)],
    [{ role: 'admin' }, catalogue],
  ]
  test.each(unlimited)('%o: same as without policies', async (viewer, layers) => {
    for (const layer of layers) {
      expect(await tilePlan(database.as(viewer), [layer]), layer.id).toBe(await tilePlan(database, [layer]))
    }
    expect(await tilePlan(database.as(viewer), layers)).toBe(await tilePlan(database, layers))
  })

  test('limited to zones: uses the index of places, and computes the zones once', async () => {
    const incidents = catalogue.filter(({ id }) => id === 'incidents')
    const text = await tilePlan(database.as(lead), incidents)
    expect(text).toMatch(/Index Scan (using|on) incidents_geom_3857_idx/)
    expect(text).toMatch(/Index Cond: \(geom_3857 && tile(_\d)?\.margin\)/)
    expect(text).toMatch(/Filter: \(zone_code = ANY \(\$\d+\)\)/)
    expect(text).not.toMatch(/current_setting.*zone_code|Seq Scan on incidents/)
  })
})
