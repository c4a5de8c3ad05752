/** The rows of tile_overviews and overview_grids. */
import type { Queryable } from '../../geodata/database/database.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'

/** Input for the tile of the next lower zoom. */
export interface KeptGrid {
  /** JSON. */
  readonly classes: string
  readonly cells: Uint8Array
}

/** Stored rows have the layer's visibility. */
const KEPT = `select layer, $2::smallint, $3::integer, $4::integer, visibility`
const WHERE = `layer = $1 and z = $2::smallint and x = $3::integer and y = $4::integer`

/** Stores a tile; deletes the row for an empty one. */
export async function keepTile(
  client: Queryable,
  layerId: string,
  { z, x, y }: TileAddress,
  tile: Uint8Array,
): Promise<void> {
  if (tile.length === 0) {
    await client.query(`delete from tile_overviews where ${WHERE}`, [layerId, z, x, y])
    return
  }
  await client.query(
    `insert into tile_overviews (layer, z, x, y, visibility, tile)
     ${KEPT}, $5::bytea from overview_layers where layer = $1
     on conflict (layer, z, x, y, visibility) do update set tile = excluded.tile`,
    [layerId, z, x, y, tile],
  )
}

/** Stores a grid; null deletes it. */
export async function keepGrid(
  client: Queryable,
  layerId: string,
  { z, x, y }: TileAddress,
  grid: KeptGrid | null,
): Promise<void> {
  if (!grid) {
    await client.query(`delete from overview_grids where ${WHERE}`, [layerId, z, x, y])
    return
  }
  await client.query(
    `insert into overview_grids (layer, z, x, y, visibility, classes, cells)
     ${KEPT}, $5, $6::bytea from overview_layers where layer = $1
     on conflict (layer, z, x, y, visibility) do update set classes = excluded.classes, cells = excluded.cells`,
    [layerId, z, x, y, grid.classes, grid.cells],
  )
}

/** Grids of `across` × `across` tiles of a zoom, from column `west` and row `north`. */
export async function keptGrids(
  client: Queryable,
  layerId: string,
  { z, x: west, y: north }: TileAddress,
  across: number,
): Promise<(KeptGrid & { readonly x: number; readonly y: number })[]> {
  const { rows } = await client.query<KeptGrid & { x: number; y: number }>(
    `select x, y, classes, cells from overview_grids
     where layer = $1 and z = $2::smallint
       and x between $3::integer and $4::integer and y between $5::integer and $6::integer
     order by y, x`,
    [layerId, z, west, west + across - 1, north, north + across - 1],
  )
  return rows
}
