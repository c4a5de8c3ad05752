/** Fetches the terrain-RGB tiles over the model and resamples them to its height field. */
import { type Bounds, MERCATOR_LIMIT, tileAt, tileText } from '../../geodata/model/tile.ts'
import { onServer } from '../source/server-path.ts'
import { createHeightField, type HeightField, sampleHeight } from './height-field.ts'
import type { Place } from './place.ts'

const TILE = 256

/** Decodes a pixel of terrain-RGB to metres: −10000 + (R × 65536 + G × 256 + B) × 0.1. */
export function decodeTerrainRgb(red: number, green: number, blue: number): number {
  return (red * 65536 + green * 256 + blue) * 0.1 - 10000
}

/** The square of tiles over an area at a zoom, and the position of its pixels. */
export interface TileBlock {
  readonly z: number
  readonly west: number
  readonly north: number
  readonly columns: number
  readonly rows: number
}

export function tileBlock(bounds: Bounds, z: number): TileBlock {
  const first = tileAt(bounds[0], bounds[3], z)
  const last = tileAt(bounds[2], bounds[1], z)
  return { z, west: first.x, north: first.y, columns: last.x - first.x + 1, rows: last.y - first.y + 1 }
}

async function tilePixels(url: string, signal: AbortSignal): Promise<Uint8ClampedArray> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`the terrain tile ${url} was answered with ${response.status}`)
  const picture = await createImageBitmap(await response.blob(), {
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  })
  const canvas = new OffscreenCanvas(TILE, TILE)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser gives no canvas for decoding terrain')
  context.drawImage(picture, 0, 0)
  picture.close()
  return context.getImageData(0, 0, TILE, TILE).data
}

/** Fetches elevations of a block of tiles; each pixel is the value at its centre. */
async function fetchBlock(
  block: TileBlock,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<HeightField> {
  const columns = block.columns * TILE
  const heights = new Float32Array(columns * block.rows * TILE)
  const total = block.columns * block.rows
  let done = 0
  const fill = async (index: number) => {
    const [tx, ty] = [index % block.columns, Math.floor(index / block.columns)]
    const tile = tileText({ z: block.z, x: block.west + tx, y: block.north + ty })
    const pixels = await tilePixels(onServer(`/tiles/terrain/${tile}.png`), signal)
    for (let pixel = 0; pixel < TILE * TILE; pixel++) {
      const target = (ty * TILE + Math.floor(pixel / TILE)) * columns + tx * TILE + (pixel % TILE)
      const at = pixel * 4
      heights[target] = decodeTerrainRgb(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0)
    }
    onProgress(++done / total)
  }
  await Promise.all(Array.from({ length: total }, (_, index) => fill(index)))
  return createHeightField(columns, block.rows * TILE, heights)
}

/** Fetches the height field of the model, `size` samples along each side. */
export async function fetchHeightField(
  place: Place,
  z: number,
  size: number,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<HeightField> {
  const block = tileBlock(place.bounds, z)
  const tiles = await fetchBlock(block, signal, onProgress)
  const pixel = (2 * MERCATOR_LIMIT) / 2 ** z / TILE
  const column0 = (place.mercator[0] + MERCATOR_LIMIT) / pixel - block.west * TILE - 0.5
  const row0 = (MERCATOR_LIMIT - place.mercator[3]) / pixel - block.north * TILE - 0.5
  const stepX = (place.mercator[2] - place.mercator[0]) / pixel / (size - 1)
  const stepY = (place.mercator[3] - place.mercator[1]) / pixel / (size - 1)
  const heights = new Float32Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      heights[row * size + column] = sampleHeight(tiles, column0 + column * stepX, row0 + row * stepY)
    }
  }
  return createHeightField(size, size, heights)
}
