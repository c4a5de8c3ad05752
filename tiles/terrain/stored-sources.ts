/** The stored samples that a tile is made from, source by source. */
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { MERCATOR_LIMIT } from '../../geodata/model/tile.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'
import { HeightField } from './height-field.ts'

const tileSql = sqlFile(import.meta.url, 'tile-heights.sql')

/** Width of the blend along a source's edges and gaps, EPSG:3857 metres. */
const FEATHER_METRES = 300
/** Least width of a blend in samples; a narrower one would look like a step. */
const MIN_FEATHER = 4

/** The first and last columns and rows of a source's samples, from the world's north-west. */
interface Edges {
  readonly first_column: number
  readonly last_column: number
  readonly first_row: number
  readonly last_row: number
}

export interface StoredSource {
  readonly field: HeightField
  readonly edges: Edges
  readonly synthetic: boolean
}

export interface Reach {
  /** Pixels around the tile. */
  readonly margin: number
  /** Additional samples around a pixel that its surface needs. */
  readonly taps: number
  /** Width around a source over which its terrain slopes to 0 m, EPSG:3857 metres; 0 for none. */
  readonly runOut: number
}

interface StoredTile extends Edges {
  readonly source: string
  readonly synthetic: boolean
  readonly z: number
  readonly x: number
  readonly y: number
  readonly heights: Uint8Array
}

/** Sources with data in and around a tile, the topmost first. Throws what the database throws. */
export async function storedSources(
  database: Database,
  { z, x, y }: TileAddress,
  { margin, taps, runOut }: Reach,
  signal?: AbortSignal,
): Promise<StoredSource[]> {
  const { rows } = await database.query<StoredTile>({
    text: tileSql,
    name: 'terrain_tile',
    values: [z, x, y, runOut, margin, taps, FEATHER_METRES, MIN_FEATHER],
    ...(signal && { signal }),
  })
  const sources = new Map<string, StoredSource>()
  for (const tile of rows) {
    const known = sources.get(tile.source)
    const source = known ?? { field: new HeightField(tile.z), edges: tile, synthetic: tile.synthetic }
    if (!known) sources.set(tile.source, source)
    source.field.add(tile.x, tile.y, tile.heights)
  }
  return [...sources.values()]
}

/** Returns the blend's width in samples of a zoom. */
export function featherOf(z: number): number {
  const sample = (2 * MERCATOR_LIMIT) / (TERRAIN_TILE_SIZE * 2 ** z)
  return Math.max(MIN_FEATHER, Math.round(FEATHER_METRES / sample))
}
