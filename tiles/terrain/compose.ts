/** One tile of elevations from all sources that cover it. */
import { readFileSync } from 'node:fs'
import type { Database } from '../../geodata/database.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/import/terrain.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { HeightField, interpolate } from './height-field.ts'

const tileSql = readFileSync(new URL('tile-heights.sql', import.meta.url), 'utf8')

interface StoredTile {
  readonly source: string
  readonly z: number
  readonly x: number
  readonly y: number
  readonly heights: Uint8Array
}

/**
 * 256 × 256 elevations in decimetres, row by row from the north-west, NaN without data. Each pixel
 * comes from the source of the highest priority that has data there. Above a source's highest zoom
 * its samples are interpolated over the edges of its tiles, so that neighbouring tiles meet.
 */
export async function composeHeights(database: Database, { z, x, y }: TileAddress): Promise<Float64Array> {
  const { rows } = await database.query<StoredTile>({
    text: tileSql,
    name: 'terrain_tile',
    values: [z, x, y],
  })
  const fields = new Map<string, HeightField>()
  for (const tile of rows) {
    const field = fields.get(tile.source) ?? new HeightField(tile.source, tile.z)
    fields.set(tile.source, field)
    field.add(tile.x, tile.y, tile.heights)
  }
  const size = TERRAIN_TILE_SIZE
  const heights = new Float64Array(size * size).fill(Number.NaN)
  // Rows come by priority, so the first field is the one on top.
  for (const field of fields.values()) fillGaps(heights, field, { z, x, y })
  return heights
}

/** Interpolates one field at the pixels of a tile that have no height yet. */
function fillGaps(heights: Float64Array, field: HeightField, { z, x, y }: TileAddress): void {
  const size = TERRAIN_TILE_SIZE
  const enlarged = 2 ** (z - field.z)
  const columns = samplesUnder(x, enlarged)
  const rows = samplesUnder(y, enlarged)
  const { values, width } = field.window(columns.first, rows.first, columns.count, rows.count)
  for (let row = 0; row < size; row++) {
    const line = (rows.below[row] ?? 0) * width
    const south = rows.share[row] ?? 0
    for (let column = 0; column < size; column++) {
      const index = row * size + column
      if (!Number.isNaN(heights[index])) continue
      const corner = line + (columns.below[column] ?? 0)
      heights[index] = interpolate(values, corner, width, columns.share[column] ?? 0, south)
    }
  }
}

interface Samples {
  /** The sample before the first pixel, and how many reach past the last one. */
  readonly first: number
  readonly count: number
  /** For each pixel the sample before its centre, counted from `first`, and the share of the next. */
  readonly below: Int32Array
  readonly share: Float64Array
}

/** Where the centres of a tile's pixels lie between a field's samples, along one axis. */
function samplesUnder(tile: number, enlarged: number): Samples {
  const size = TERRAIN_TILE_SIZE
  const positions = Array.from({ length: size }, (_, i) => (tile * size + i + 0.5) / enlarged - 0.5)
  const first = Math.floor(positions[0] ?? 0)
  const below = Int32Array.from(positions, (position) => Math.floor(position) - first)
  return {
    first,
    count: (below[size - 1] ?? 0) + 2,
    below,
    share: Float64Array.from(positions, (position) => position - Math.floor(position)),
  }
}
