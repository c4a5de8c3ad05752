/** Query plans of tiles, with enough incidents for an index. */
import { beginBulkChange } from '../../../geodata/changes/bulk-change.ts'
import type { Database } from '../../../geodata/database/database.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { tileBounds } from '../../../geodata/model/tile.ts'
import { tileStatement } from '../../../tiles/vector/statement.ts'
import { fixtureTile } from '../../tiles/vector/fixture.ts'
import { loadWorld } from './world.ts'

/** In a hundred tiles around the fixture's and in three zones. */
const manyIncidents = `insert into incidents
  (number, kind, state, channel, zone_code, received_at, source, source_id, licence, synthetic, geom)
  select 'M' || n, 'littering', 'closed', 'patrol', 'Z' || n % 3, now(), 'many', n, 'CC0', true,
    ST_SetSRID(ST_MakePoint(120 + n * 7919 % 10000 / 50000.0, 30.2 + n * 104729 % 10000 / 50000.0), 4326)
  from generate_series(1, 20000) as n`

export async function loadCrowdedWorld(database: Database): Promise<void> {
  await loadWorld(database)
  await database.transaction(async (client) => {
    await beginBulkChange(client)
    await client.query(manyIncidents)
  })
  await database.query('analyze')
}

/** Returns the plan of the fixture's tile of these layers for the viewer of `asker`. */
export async function tilePlan(asker: Database, layers: readonly Layer[]): Promise<string> {
  const { rows } = await asker.query({
    text: `explain (costs off) ${tileStatement(layers, 'postgis').text}`,
    values: [fixtureTile.z, ...tileBounds(fixtureTile)],
  })
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}
