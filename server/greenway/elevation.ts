/** Elevations along a line, read from the terrain store, and what they say about the climb. */
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import type { Queryable } from '../../geodata/database.ts'
import { NO_ELEVATION, TERRAIN_TILE_SIZE } from '../../geodata/import/terrain.ts'
import { MERCATOR_LIMIT, toMercator } from '../../geodata/model/tile.ts'

const sourcesSql = readFileSync(new URL('terrain-sources.sql', import.meta.url), 'utf8')
const tilesSql = readFileSync(new URL('terrain-tiles.sql', import.meta.url), 'utf8')
const unpack = promisify(inflate)

export type Position = readonly [longitude: number, latitude: number]

interface Source {
  readonly name: string
  readonly maxzoom: number
}

interface TileRow {
  readonly x: number
  readonly y: number
  readonly heights: Buffer
}

/**
 * Elevations in metres at WGS 84 positions, null where the store has none. Each position is answered
 * by the best source that has data there, between its four nearest samples.
 */
export async function elevationsAt(
  database: Queryable,
  positions: readonly Position[],
): Promise<(number | null)[]> {
  const heights: (number | null)[] = positions.map(() => null)
  if (positions.length === 0) return heights
  const { rows: sources } = await database.query<Source>(sourcesSql, boxOf(positions))
  for (const source of sources) {
    const open = positions.flatMap((position, index) =>
      heights[index] === null ? [{ position, index }] : [],
    )
    if (open.length === 0) break
    const pixels = open.map(({ position }) => pixelOf(position, source.maxzoom))
    const sample = await sampler(database, source, pixels)
    for (const [order, { index }] of open.entries()) {
      const pixel = pixels[order]
      heights[index] = pixel === undefined ? null : between(sample, pixel)
    }
  }
  return heights
}

function boxOf(positions: readonly Position[]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const [longitude, latitude] of positions) {
    box[0] = Math.min(box[0], longitude)
    box[1] = Math.min(box[1], latitude)
    box[2] = Math.max(box[2], longitude)
    box[3] = Math.max(box[3], latitude)
  }
  return box
}

interface Pixel {
  readonly column: number
  readonly row: number
}

/** Position on the grid of sample centres of a whole zoom; samples lie at whole numbers. */
function pixelOf([longitude, latitude]: Position, zoom: number): Pixel {
  const [x, y] = toMercator(longitude, latitude)
  const side = TERRAIN_TILE_SIZE * 2 ** zoom
  return {
    column: ((x + MERCATOR_LIMIT) / (2 * MERCATOR_LIMIT)) * side - 0.5,
    row: ((MERCATOR_LIMIT - y) / (2 * MERCATOR_LIMIT)) * side - 0.5,
  }
}

type Sample = (column: number, row: number) => number | null

/** Loads the tiles around the pixels, each once. */
async function sampler(database: Queryable, source: Source, pixels: readonly Pixel[]): Promise<Sample> {
  const size = TERRAIN_TILE_SIZE
  const wanted = new Map<string, readonly [number, number]>()
  for (const { column, row } of pixels) {
    for (const c of [Math.floor(column), Math.floor(column) + 1]) {
      for (const r of [Math.floor(row), Math.floor(row) + 1]) {
        const tile = [Math.floor(c / size), Math.floor(r / size)] as const
        wanted.set(tile.join('/'), tile)
      }
    }
  }
  const columns = [...wanted.values()].map(([x]) => x)
  const rows = [...wanted.values()].map(([, y]) => y)
  const stored = await database.query<TileRow>(tilesSql, [source.name, source.maxzoom, columns, rows])
  const tiles = new Map<string, Buffer>()
  for (const { x, y, heights } of stored.rows) tiles.set(`${x}/${y}`, await unpack(heights))
  return (column, row) => {
    const tile = tiles.get(`${Math.floor(column / size)}/${Math.floor(row / size)}`)
    if (tile === undefined) return null
    const decimetres = tile.readInt16LE(2 * ((row % size) * size + (column % size)))
    return decimetres === NO_ELEVATION ? null : decimetres / 10
  }
}

/** Bilinear between the four samples around; the nearest where one of them has no data. */
function between(sample: Sample, { column, row }: Pixel): number | null {
  const [left, top] = [Math.floor(column), Math.floor(row)]
  const [right, down] = [column - left, row - top]
  const a = sample(left, top)
  const b = sample(left + 1, top)
  const c = sample(left, top + 1)
  const d = sample(left + 1, top + 1)
  if (a === null || b === null || c === null || d === null) return sample(Math.round(column), Math.round(row))
  return (a * (1 - right) + b * right) * (1 - down) + (c * (1 - right) + d * right) * down
}

export interface Climb {
  readonly min_m: number
  readonly max_m: number
  readonly climb_m: number
}

/** A rise smaller than this is taken for noise of the elevation model, in metres. */
const NOISE_M = 2

/**
 * Lowest and highest elevation and the sum of all rises along pieces of a line. A rise counts once it
 * is higher than the noise. Null where no elevation is known.
 */
export function climbOf(pieces: readonly (readonly (number | null)[])[]): Climb | null {
  const known = pieces.flat().filter((height) => height !== null)
  if (known.length === 0) return null
  let climb = 0
  for (const piece of pieces) climb += riseOf(piece.filter((height) => height !== null))
  const lowest = known.reduce((least, height) => Math.min(least, height), Number.POSITIVE_INFINITY)
  const highest = known.reduce((most, height) => Math.max(most, height), Number.NEGATIVE_INFINITY)
  return { min_m: tenth(lowest), max_m: tenth(highest), climb_m: tenth(climb) }
}

const tenth = (metres: number): number => Math.round(metres * 10) / 10

/** Follows the line with a dead band of NOISE_M: turning points closer than that are passed over. */
function riseOf(heights: readonly number[]): number {
  let low = heights[0] ?? 0
  let high = low
  let rise = 0
  for (const height of heights) {
    if (height > high) high = height
    else if (high - height >= NOISE_M) {
      if (high - low >= NOISE_M) rise += high - low
      low = height
      high = height
    } else if (height < low && high - low < NOISE_M) {
      low = height
      high = height
    }
  }
  return high - low >= NOISE_M ? rise + high - low : rise
}
