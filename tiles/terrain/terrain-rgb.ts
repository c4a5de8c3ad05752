/** Elevations as terrain-RGB for Mapbox and MapLibre: metres = −10000 + value × 0.1. */
import sharp from 'sharp'
import type { Database } from '../../geodata/database/database.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'
import { composeHeights } from './compose.ts'

/** The value of sea level; one step is a decimetre. */
const SEA_LEVEL = 100_000

/** Renders a terrain-RGB tile. @throws what the database throws */
export async function renderTerrainTile(
  database: Database,
  address: TileAddress,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Buffer> {
  return await terrainRgbPng(await composeHeights(database, address, options))
}

/**
 * Returns a lossless 256 × 256 PNG.
 * @param decimetres row by row from the north-west; NaN (no data) is drawn as 0 m, because MapLibre reads the
 * colour of transparent pixels, too
 */
export async function terrainRgbPng(decimetres: Float64Array): Promise<Buffer> {
  const pixels = new Uint8Array(decimetres.length * 3)
  for (const [i, height] of decimetres.entries()) {
    const value = SEA_LEVEL + (Number.isNaN(height) ? 0 : Math.round(height))
    pixels[i * 3] = value >> 16
    pixels[i * 3 + 1] = (value >> 8) & 255
    pixels[i * 3 + 2] = value & 255
  }
  const raw = { width: TERRAIN_TILE_SIZE, height: TERRAIN_TILE_SIZE, channels: 3 as const }
  return await sharp(pixels, { raw })
    .png({ compressionLevel: 9, adaptiveFiltering: true, palette: false })
    .toBuffer()
}
