import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { keptTo, OVERVIEW_VERSION } from './plan.ts'

const readSql = sqlFile(import.meta.url, 'read.sql')
const NOTHING = new Uint8Array(0)

/**
 * Returns the stored bytes of one tile by layer; empty if a layer has no features there. Missing layers have
 * no complete overviews, or changed details, and must be made from rows. Never writes.
 */
export async function readOverviews(
  database: Database,
  layers: readonly Layer[],
  { z, x, y }: TileAddress,
  signal?: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const ids = layers.flatMap(({ id }) => (z <= keptTo(id, database.kind) ? [id] : []))
  if (ids.length === 0) return new Map()
  const { rows } = await database.query<{ layer: string; tile: Buffer | null }>({
    name: 'tile_overviews',
    text: readSql,
    values: [ids, z, x, y, OVERVIEW_VERSION],
    ...(signal ? { signal } : {}),
  })
  return new Map(rows.map(({ layer, tile }) => [layer, tile ?? NOTHING]))
}
