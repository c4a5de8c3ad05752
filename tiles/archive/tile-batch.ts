/** Renders many tiles by one statement, because a round trip costs more than a small tile. */
import type { Database } from '../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { type TileAddress, tileBounds } from '../../geodata/model/tile.ts'
import { keptTo } from '../overview/plan.ts'
import { renderVectorTile } from '../vector/render.ts'
import { tileStatement } from '../vector/statement.ts'

const batchSql = sqlFile(import.meta.url, 'tile-batch.sql')
const columns = ['z', 'west', 'south', 'east', 'north']

/** Batch size. Stored tiles are read one by one; those of the embedded database are encoded here. */
export function batchSize(
  { kind }: Pick<Database, 'kind'>,
  layers: readonly Pick<Layer, 'id'>[],
  zoom: number,
): number {
  const isKept = layers.some(({ id }) => zoom <= keptTo(id, kind))
  return kind === 'postgis' && !isKept ? 16 : 1
}

/** Returns the same bytes as `renderVectorTile` returns, for tiles of one zoom, in order. */
export async function renderBatch(
  database: Database,
  layers: readonly Layer[],
  tiles: readonly TileAddress[],
  signal: AbortSignal,
): Promise<Uint8Array[]> {
  const zoom = tiles[0]?.z ?? 0
  if (batchSize(database, layers, zoom) === 1) {
    return await Promise.all(tiles.map((tile) => renderVectorTile(database, layers, tile, { signal })))
  }
  const shown = layers.filter(({ minzoom }) => minzoom <= zoom)
  if (shown.length === 0) return tiles.map(() => new Uint8Array(0))
  const { text, name } = tileStatement(shown, database.kind)
  const one = text.replaceAll(/\$([1-5])/g, (_, number: string) => `asked.${columns[Number(number) - 1]}`)
  const squares = tiles.map((tile) => tileBounds(tile))
  const { rows } = await database.query<{ tile: Buffer }>({
    text: fillMarks(batchSql, { tile: one }),
    ...(name === undefined ? {} : { name: `${name}_batch` }),
    values: [tiles.map(({ z }) => z), ...[0, 1, 2, 3].map((side) => squares.map((square) => square[side]))],
    signal,
  })
  return rows.map(({ tile }) => tile)
}
