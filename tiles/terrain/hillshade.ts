/**
 * Hillshade images for clients that cannot shade terrain-RGB themselves. The slope is Horn's
 * (B. K. P. Horn, Hill Shading and the Reflectance Map, Proceedings of the IEEE 69, 1981): weighted
 * differences of the eight neighbours over the metres of a pixel at its latitude; the light falls
 * from the north-west at 45°, as maps have it.
 */
import sharp from 'sharp'
import type { Database } from '../../geodata/database/database.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { fromMercator, tileBounds } from '../../geodata/model/tile.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'
import type { TerrainField } from './compose.ts'
import { composeField } from './compose.ts'

/** The light's direction, a unit vector: east, north, up. */
const LIGHT = { east: -0.5, north: 0.5, up: Math.SQRT1_2 } as const
/** Largest opacity of shade and of light, of 255. */
const DARKEST = 165
const BRIGHTEST = 90
/** From this zoom slopes are unchanged; at lower zooms they are exaggerated, because samples are averaged. */
const TRUE_SLOPES_ZOOM = 13
const STEEPEST = 8

/** Slope exaggeration at a zoom. */
function steepening(z: number): number {
  return Math.min(STEEPEST, Math.max(1, 2 ** ((TRUE_SLOPES_ZOOM - z) / 2)))
}

/**
 * Returns a 256 × 256 PNG of grey and alpha: black for shade, white for slopes facing the light, transparent
 * for level ground and missing data.
 * @throws what the database throws
 */
export async function renderHillshadeTile(
  database: Database,
  address: TileAddress,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Buffer> {
  const options = { margin: 1, surface: 'smooth', runsOut: false, ...(signal && { signal }) } as const
  const pixels = shadePixels(await composeField(database, address, options), address)
  const raw = { width: TERRAIN_TILE_SIZE, height: TERRAIN_TILE_SIZE, channels: 2 as const }
  return await sharp(pixels, { raw }).toColourspace('b-w').png({ compressionLevel: 6 }).toBuffer()
}

/** Grey and alpha of each pixel of a tile, from its elevations with a margin of one. */
export function shadePixels({ heights, side }: TerrainField, address: TileAddress): Uint8Array {
  const size = TERRAIN_TILE_SIZE
  const pixels = new Uint8Array(size * size * 2)
  const [west, , east, north] = tileBounds(address)
  const pixel = (east - west) / size
  for (let row = 0; row < size; row++) {
    const [, latitude] = fromMercator(0, north - (row + 0.5) * pixel)
    // Decimetres of a pixel on the ground, and the eight of Horn's weights.
    const metres = pixel * Math.cos((latitude * Math.PI) / 180) * 10 * 8
    const scale = steepening(address.z) / metres
    for (let column = 0; column < size; column++) {
      const light = illumination(heights, (row + 1) * side + column + 1, side, scale)
      if (Number.isNaN(light)) continue
      const level = LIGHT.up
      const at = 2 * (row * size + column)
      pixels[at] = light < level ? 0 : 255
      pixels[at + 1] = Math.round(
        light < level
          ? Math.min(1, (level - light) / level) * DARKEST
          : ((light - level) / (1 - level)) * BRIGHTEST,
      )
    }
  }
  return pixels
}

/** Returns the cosine between the light and the surface normal; neighbours without data count as level. */
function illumination(heights: Float64Array, at: number, side: number, scale: number): number {
  const own = heights[at] ?? Number.NaN
  if (Number.isNaN(own)) return own
  const a = orOwn(heights[at - side - 1], own)
  const b = orOwn(heights[at - side], own)
  const c = orOwn(heights[at - side + 1], own)
  const d = orOwn(heights[at - 1], own)
  const f = orOwn(heights[at + 1], own)
  const g = orOwn(heights[at + side - 1], own)
  const h = orOwn(heights[at + side], own)
  const i = orOwn(heights[at + side + 1], own)
  const eastward = (c + 2 * f + i - a - 2 * d - g) * scale
  const southward = (g + 2 * h + i - a - 2 * b - c) * scale
  const length = Math.sqrt(1 + eastward * eastward + southward * southward)
  return (LIGHT.up - eastward * LIGHT.east + southward * LIGHT.north) / length
}

function orOwn(height: number | undefined, own: number): number {
  return height === undefined || Number.isNaN(height) ? own : height
}
