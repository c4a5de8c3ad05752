/** Counts points in a grid: from rows at the highest zoom, otherwise from the next higher zoom. */
import type { Queryable } from '../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import { TILE_EXTENT, type TileAddress, tileBounds } from '../../geodata/model/tile.ts'
import { encodeLayer, type TileFeature } from '../vector/encoder.ts'
import { keepGrid, keptGrids } from './kept.ts'
import { OVERVIEW_MAX_ZOOM } from './plan.ts'

/** Side of a cell in tile units: 16 pixels at the highest zoom, before single points; 32 at lower zooms. */
const cellUnits = (z: number) => (z === OVERVIEW_MAX_ZOOM ? 128 : 256)

/** One cell's points: their number and the sums of their positions in tile units. */
type Count = readonly [row: number, column: number, synthetic: boolean, count: number, x: number, y: number]

const countsSql = sqlFile(import.meta.url, '../vector/tile.sql') + sqlFile(import.meta.url, 'counts.sql')

/** Makes one tile's counts and stores them for the next lower zoom. */
export async function countedTile(
  client: Queryable,
  layerId: string,
  address: TileAddress,
): Promise<Uint8Array> {
  const counts =
    address.z === OVERVIEW_MAX_ZOOM
      ? await countsOfRows(client, address)
      : await countsOfChildren(client, layerId, address)
  const cells = Buffer.from(JSON.stringify(counts))
  await keepGrid(client, layerId, address, counts.length > 0 ? { classes: '[]', cells } : null)
  const features = counts.map(
    ([, , synthetic, count, x, y]): TileFeature => ({
      values: [count, synthetic],
      geometry: { kind: 'point', points: [Math.round(x / count), Math.round(y / count)] },
    }),
  )
  const columns = [
    { name: 'count', type: 'integer' as const },
    { name: 'synthetic', type: 'other' as const },
  ]
  return encodeLayer(layerId, columns, features)
}

async function countsOfRows(client: Queryable, address: TileAddress): Promise<Count[]> {
  const { rows } = await client.query<{
    cell_row: number
    cell_column: number
    synthetic: boolean
    count: number
    x: number
    y: number
  }>({
    text: fillMarks(countsSql, { cell: String(cellUnits(address.z)) }),
    values: [address.z, ...tileBounds(address)],
  })
  return rows.map(({ cell_row, cell_column, synthetic, count, x, y }) => [
    cell_row,
    cell_column,
    synthetic,
    count,
    x,
    y,
  ])
}

async function countsOfChildren(
  client: Queryable,
  layerId: string,
  { z, x, y }: TileAddress,
): Promise<Count[]> {
  const side = cellUnits(z)
  const nested = side / (cellUnits(z + 1) / 2)
  const cells = new Map<string, Count>()
  for (const child of await keptGrids(client, layerId, { z: z + 1, x: 2 * x, y: 2 * y }, 2)) {
    const [right, down] = [child.x - 2 * x, child.y - 2 * y]
    const along = TILE_EXTENT / cellUnits(z + 1)
    const counts: Count[] = JSON.parse(Buffer.from(child.cells).toString())
    for (const [row, column, synthetic, count, sumX, sumY] of counts) {
      const cellRow = Math.floor((row + down * along) / nested)
      const cellColumn = Math.floor((column + right * along) / nested)
      const key = `${cellRow} ${cellColumn} ${synthetic}`
      const [, , , before, beforeX, beforeY] = cells.get(key) ?? [0, 0, synthetic, 0, 0, 0]
      cells.set(key, [
        cellRow,
        cellColumn,
        synthetic,
        before + count,
        beforeX + (sumX + right * count * TILE_EXTENT) / 2,
        beforeY + (sumY + down * count * TILE_EXTENT) / 2,
      ])
    }
  }
  return [...cells.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1] || Number(a[2]) - Number(b[2]))
}
