/** One tile of elevations from all sources that cover it. */
import { readFileSync } from 'node:fs'
import type { Database } from '../../geodata/database.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/import/terrain.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { HeightField } from './height-field.ts'

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
  for (const field of fields.values()) {
    const enlarged = 2 ** (z - field.z)
    const sampleAt = (pixel: number) => (pixel + 0.5) / enlarged - 0.5
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const index = row * size + column
        if (!Number.isNaN(heights[index])) continue
        heights[index] = field.at(sampleAt(x * size + column), sampleAt(y * size + row))
      }
    }
  }
  return heights
}
