/**
 * The land of the benchmark: cells of 4 km over Hangzhou and Lin'an, each cut into square blocks of 4 × 4
 * lots with streets between them. Uses integer hashes and plain arithmetic only, so that every machine makes
 * the same bytes.
 */

/** Metres east and north of the frame's south-west corner. */
export type Place = readonly [x: number, y: number]

/** South-west corner in WGS 84, and metres per degree of longitude and latitude at 30.2° N. */
const ORIGIN = [118.95, 29.95] as const
const METRES = [96_300, 110_860] as const
const CELL = 4_000
const COLUMNS = 36
const ROWS = 14
/** Lots along a block's side. */
export const LOTS = 4
const STREET = 14

/** Towns: longitude, latitude, and radius in metres. */
const towns = [
  [120.17, 30.26, 14_000],
  [119.72, 30.23, 6_000],
  [119.95, 30.05, 5_000],
  [120.3, 30.42, 6_000],
  [119.1, 30.18, 2_500],
  [119.4, 30.2, 2_500],
] as const

export interface Block {
  /** Its unique number. */
  readonly id: number
  readonly x: number
  readonly y: number
  /** Side of one lot, in metres. */
  readonly lot: number
}

/** Returns a number in [0, 1) that depends on these integers only. */
export function spread(...keys: readonly number[]): number {
  let h = 0x9e3779b9
  for (const key of keys) {
    h = Math.imul(h ^ key, 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    h ^= h >>> 16
  }
  return (h >>> 0) / 4294967296
}

/** Returns an item of a list by a number in [0, 1). */
export function pick<T>(list: readonly T[], at: number): T {
  const item = list[Math.floor(at * list.length)]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

export function toDegrees([x, y]: Place): [longitude: number, latitude: number] {
  return [ORIGIN[0] + x / METRES[0], ORIGIN[1] + y / METRES[1]]
}

export function fromDegrees(longitude: number, latitude: number): Place {
  return [(longitude - ORIGIN[0]) * METRES[0], (latitude - ORIGIN[1]) * METRES[1]]
}

/** Returns the number of blocks along a cell's side: 11 in a town, 3 in the country. */
function blocksAlong(column: number, row: number): number {
  const [x, y] = [(column + 0.5) * CELL, (row + 0.5) * CELL]
  let most = 3
  for (const [longitude, latitude, reach] of towns) {
    const [tx, ty] = fromDegrees(longitude, latitude)
    const distance = Math.sqrt((x - tx) ** 2 + (y - ty) ** 2) / reach
    most = Math.max(most, distance < 1 ? 11 : distance < 2 ? 7 : 3)
  }
  return most
}

/** Yields all blocks, from the south-west on. */
export function* blocks(): Generator<Block> {
  let id = 0
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const along = blocksAlong(column, row)
      const side = CELL / along
      for (let number = 0; number < along * along; number++) {
        const x = column * CELL + (number % along) * side
        const y = row * CELL + Math.floor(number / along) * side
        yield { id: id++, x, y, lot: (side - STREET) / LOTS }
      }
    }
  }
}

/** Returns a corner of the block's lattice, moved slightly if it is not on the street. */
function corner(block: Block, u: number, v: number): Place {
  const free = (n: number) => (n > 0 && n < LOTS ? block.lot * 0.16 : 0)
  return [
    block.x + u * block.lot + free(u) * (spread(block.id, u, v, 1) - 0.5),
    block.y + v * block.lot + free(v) * (spread(block.id, u, v, 2) - 0.5),
  ]
}

/**
 * Returns the border from one corner to the next, without its end. Two lots that share it get the same
 * points.
 */
function border(block: Block, from: Place, to: Place, key: readonly number[], points: number): Place[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const line: Place[] = [from]
  for (let step = 1; step <= points; step++) {
    const share = step / (points + 1)
    const bend = (spread(block.id, ...key, step) - 0.5) * 0.03
    line.push([from[0] + share * dx - bend * dy, from[1] + share * dy + bend * dx])
  }
  return line
}

/** Returns the lot's ring of 19 points, closed and counter-clockwise. */
export function lotRing(block: Block, u: number, v: number): Place[] {
  const a = corner(block, u, v)
  const b = corner(block, u + 1, v)
  const c = corner(block, u + 1, v + 1)
  const d = corner(block, u, v + 1)
  // Every border is made from its west or south end, and reversed where the ring runs the other way.
  const south = border(block, a, b, [u, v, 3], 4)
  const east = border(block, b, c, [u + 1, v, 4], 3)
  const north = [
    ...border(block, d, c, [u, v + 1, 3], 4)
      .slice(1)
      .reverse(),
    d,
  ]
  const west = border(block, a, d, [u, v, 4], 3).slice(1).reverse()
  return [...south, ...east, c, ...north, ...west, a]
}

/** Returns the area in square metres, half of what the shoelace formula sums. */
export function areaOf(ring: readonly Place[]): number {
  let twice = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i] ?? [0, 0]
    const [bx, by] = ring[i + 1] ?? [0, 0]
    twice += ax * by - bx * ay
  }
  return twice / 2
}
