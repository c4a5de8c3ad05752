import type Flatbush from 'flatbush'
import { closed, inflated } from '../model/planning/outline/closing.ts'
import { type Loop, sizeOf } from '../model/planning/outline/grid.ts'
import { cut, type Loops, overlap, partsOf, unite } from '../model/planning/outline/resolve.ts'
import { type Box, type PlacedArea, squareMetres } from './plane-areas.ts'

export interface Gap {
  readonly loop: Loop
  readonly area_m2: number
  readonly near: readonly PlacedArea[]
}

/** Cells whose areas are united at once: 500 m, and 100 m around them. */
const CELL_MM = 500_000
const AROUND_MM = 100_000
const MIN_M2 = 0.01

/** Thinner strips come from rounding: 3 mm. */
const MIN_WIDTH = 0.003
/** An open gap is at least this many times as long as it is wide; otherwise it is a corner. */
const MIN_LENGTH = 5

/**
 * Yields gaps narrower than `width` in metres, null after each cell: those that areas enclose, whose width is
 * twice the area by the perimeter, and open strips between two areas. A gap belongs to the cell of its lowest
 * corner.
 */
export function* gapsOf(areas: readonly PlacedArea[], index: Flatbush, width: number): Generator<Gap | null> {
  for (const cell of cellsOf(areas)) {
    const [minX, minY, maxX, maxY] = cell
    const places = index.search(minX - AROUND_MM, minY - AROUND_MM, maxX + AROUND_MM, maxY + AROUND_MM)
    const members = places.flatMap((place) => areas[place] ?? [])
    if (members.length > 1) {
      const united = unite(members.map(({ loops }) => loops))
      const isEnclosed = (loop: Loop) => sizeOf(loop) < 0 && widthOf(loop) <= width
      for (const loop of united.filter(isEnclosed)) {
        const area_m2 = squareMetres([loop.toReversed()])
        if (area_m2 > MIN_M2 && cornerWithin(loop, cell))
          yield { loop: loop.toReversed(), area_m2, near: touching(loop, members) }
      }
      yield* openGaps(
        united.filter((loop) => !isEnclosed(loop)),
        members,
        cell,
        width,
      )
    }
    yield null
  }
}

/** What a closing by `width` fills, if it is a strip that touches two areas. */
function* openGaps(united: Loops, members: readonly PlacedArea[], cell: Box, width: number): Generator<Gap> {
  for (const [loop = [], ...holes] of partsOf(cut(closed(united, width * 1000), united))) {
    const area_m2 = squareMetres([loop, ...holes])
    const mean = widthOf(loop)
    if (area_m2 <= MIN_M2 || mean < MIN_WIDTH || !cornerWithin(loop, cell)) continue
    if (area_m2 / mean < MIN_LENGTH * mean) continue
    const near = members.filter(({ loops }) => overlap(inflated([loop], 2), loops).length > 0)
    if (near.length > 1) yield { loop, area_m2, near: near.slice(0, 2) }
  }
}

/** Returns the cells that the boxes of areas touch. */
function cellsOf(areas: readonly PlacedArea[]): Box[] {
  const found = new Map<string, Box>()
  const cell = (value: number) => Math.floor(value / CELL_MM)
  for (const { box } of areas) {
    const [minX, minY, maxX, maxY] = box
    for (let x = cell(minX); x <= cell(maxX); x++) {
      for (let y = cell(minY); y <= cell(maxY); y++) {
        const corner = [x * CELL_MM, y * CELL_MM] as const
        const key = `${x} ${y}`
        if (!found.has(key)) found.set(key, [...corner, corner[0] + CELL_MM, corner[1] + CELL_MM])
      }
    }
  }
  return [...found.values()]
}

/** The lowest corner decides, whichever comes first in the loop. */
function cornerWithin(loop: Loop, [minX, minY, maxX, maxY]: Box): boolean {
  const [first] = loop
  if (first === undefined) return false
  const { x, y } = loop.reduce(
    (low, point) => (point.y < low.y || (point.y === low.y && point.x < low.x) ? point : low),
    first,
  )
  return x >= minX && x < maxX && y >= minY && y < maxY
}

/** Mean width in metres. */
function widthOf(loop: Loop): number {
  const perimeter = loop.reduce((sum, { x, y }, i) => {
    const next = loop[(i + 1) % loop.length] ?? { x, y }
    return sum + Math.hypot(next.x - x, next.y - y)
  }, 0)
  return perimeter === 0 ? 0 : (2 * Math.abs(sizeOf(loop))) / perimeter / 1000
}

/** Returns at most two areas with a corner of the gap. */
function touching(loop: Loop, members: readonly PlacedArea[]): PlacedArea[] {
  const corners = new Set(loop.map(({ x, y }) => `${x},${y}`))
  return members
    .filter(({ loops }) => loops.some((each) => each.some(({ x, y }) => corners.has(`${x},${y}`))))
    .slice(0, 2)
}
