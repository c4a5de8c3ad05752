/** What row-level security costs a tile: nothing without limits, and with them not the index. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicViewer, type Viewer } from '../../../geodata/access/viewer.ts'
import { beginBulkChange } from '../../../geodata/changes/bulk-change.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { tileBounds } from '../../../geodata/model/tile.ts'
import { tileStatement } from '../../../tiles/vector/statement.ts'
import { createPostgisDatabase, TEMPLATE } from '../../environment/postgis-database.ts'
import { fixtureTile } from '../../tiles/vector/fixture.ts'
import { loadWorld } from './world.ts'

const patrol = ['patrol_zones', 'units', 'incidents']
const lead: Viewer = { role: 'lead_limited', zones: ['Z1'] }

/** Incidents in a hundred tiles around the fixture's and in three zones, so that an index is worth it. */
const manyIncidents = `insert into incidents
  (number, kind, state, channel, zone_code, received_at, source, source_id, licence, synthetic, geom)
  select 'M' || n, 'littering', 'closed', 'patrol', 'Z' || n % 3, now(), 'many', n, 'CC0', true,
    ST_SetSRID(ST_MakePoint(120 + n * 7919 % 10000 / 50000.0, 30.2 + n * 104729 % 10000 / 50000.0), 4326)
  from generate_series(1, 20000) as n`

describe('plans of a tile’s statement', () => {
  let database: Database
  let drop: () => Promise<void>
  beforeAll(async () => {
    const made = await createPostgisDatabase(TEMPLATE)
    drop = made.drop
    database = await openDatabase({ url: made.url, poolSize: 2 })
    await loadWorld(database)
    await database.transaction(async (client) => {
      await beginBulkChange(client)
      await client.query(manyIncidents)
    })
    await database.query('analyze')
  }, 60_000)
  afterAll(async () => {
    await database.close()
    await drop()
  })

  const plan = async (asker: Database, layers: readonly Layer[]) => {
    const { rows } = await asker.query({
      text: `explain (costs off) ${tileStatement(layers, 'postgis').text}`,
      values: [fixtureTile.z, ...tileBounds(fixtureTile)],
    })
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }

  const isPublic = ({ id }: Layer) => !patrol.includes(id) && id !== 'plans'
  const unlimited: readonly (readonly [Viewer, readonly Layer[]])[] = [
    [publicViewer, catalogue.filter(isPublic)],
    [{ role: 'lead' }, catalogue.filter(({ id }) => id !== 'plans')],
    [{ role: 'planner_limited', towns: ['T1'] }, catalogue.filter(isPublic)],
    [{ role: 'admin' }, catalogue],
  ]
  test.each(unlimited)('%o: the same as without policies', async (viewer, layers) => {
    for (const layer of layers) {
      expect(await plan(database.as(viewer), [layer]), layer.id).toBe(await plan(database, [layer]))
    }
    expect(await plan(database.as(viewer), layers)).toBe(await plan(database, layers))
  })

  test('limited to zones: by the index of places, the zones worked out once', async () => {
    const incidents = catalogue.filter(({ id }) => id === 'incidents')
    const text = await plan(database.as(lead), incidents)
    expect(text).toMatch(/Index Scan (using|on) incidents_geom_3857_idx/)
    expect(text).toMatch(/Index Cond: \(geom_3857 && tile(_\d)?\.margin\)/)
    expect(text).toMatch(/Filter: \(zone_code = ANY \(\$\d+\)\)/)
    expect(text).not.toMatch(/current_setting.*zone_code|Seq Scan on incidents/)
  })
})
