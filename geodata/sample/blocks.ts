/** Cuts a street plan into blocks: the cells between streets, some of them joined to larger blocks. */
import type { Bend } from './bend.ts'
import type { Point, Ring } from './plane.ts'
import type { Random } from './random.ts'
import type { StreetLine } from './street-line.ts'
import { halfWidths } from './street-line.ts'

export interface BlockPlan {
  /** Streets of constant u, from west to east. */
  readonly across: readonly StreetLine[]
  /** Streets of constant v, from south to north. */
  readonly along: readonly StreetLine[]
}

/** A rectangle of the plan in metres. */
export interface Rect {
  readonly u0: number
  readonly v0: number
  readonly u1: number
  readonly v1: number
}

export interface Block {
  /** Range of cells in the plan: first included, last excluded. */
  readonly columns: readonly [number, number]
  readonly rows: readonly [number, number]
  /** The ground between the streets. */
  readonly rect: Rect
  readonly middle: Point
  /** Share of it that may be built on. */
  readonly buildable: number
}

const MIN_BUILDABLE = 0.35

/** Returns all blocks with enough buildable ground (`fits`). */
export function cutBlocks(
  random: Random,
  plan: BlockPlan,
  bend: Bend,
  fits: (p: Point) => boolean,
  joining: number,
): Block[] {
  const columns = plan.across.length - 1
  const rows = plan.along.length - 1
  const taken = new Set<number>()
  const blocks: Block[] = []
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      if (taken.has(j * columns + i)) continue
      let [right, top] = [i + 1, j + 1]
      const roll = random.next()
      if (
        roll < joining / 2 &&
        right < columns &&
        !taken.has(j * columns + right) &&
        quiet(plan.across[right])
      )
        right++
      else if (roll < joining && top < rows && quiet(plan.along[top])) top++
      for (let x = i; x < right; x++) for (let y = j; y < top; y++) taken.add(y * columns + x)
      const rect = between(plan, i, right, j, top)
      if (rect.u1 - rect.u0 < 40 || rect.v1 - rect.v0 < 40) continue
      const buildable = shareOf(rect, bend, fits)
      if (buildable < MIN_BUILDABLE) continue
      const middle = bend((rect.u0 + rect.u1) / 2, (rect.v0 + rect.v1) / 2)
      blocks.push({ columns: [i, right], rows: [j, top], rect, middle, buildable })
    }
  }
  return blocks
}

const quiet = (line: StreetLine | undefined) => line?.class === 'tertiary'

function between(plan: BlockPlan, i0: number, i1: number, j0: number, j1: number): Rect {
  const edge = (line: StreetLine | undefined, sign: number) => {
    if (!line) throw new RangeError('a block lies outside its plan')
    return line.at + sign * halfWidths[line.class]
  }
  return {
    u0: edge(plan.across[i0], 1),
    u1: edge(plan.across[i1], -1),
    v0: edge(plan.along[j0], 1),
    v1: edge(plan.along[j1], -1),
  }
}

function shareOf(rect: Rect, bend: Bend, fits: (p: Point) => boolean): number {
  let inside = 0
  for (let a = 0; a <= 4; a++) {
    for (let b = 0; b <= 4; b++) {
      const u = rect.u0 + ((rect.u1 - rect.u0) * a) / 4
      const v = rect.v0 + ((rect.v1 - rect.v0) * b) / 4
      if (fits(bend(u, v))) inside++
    }
  }
  return inside / 25
}

/** Returns a rectangle of the plan as a ring in the plane, with bent sides. */
export function bendRect({ u0, v0, u1, v1 }: Rect, bend: Bend, step = 40): Ring {
  const ring: Point[] = []
  const corners = [
    [u0, v0],
    [u1, v0],
    [u1, v1],
    [u0, v1],
  ] as const
  corners.forEach(([u, v], k) => {
    const [toU, toV] = corners[(k + 1) % 4] ?? [u, v]
    const pieces = Math.max(1, Math.ceil(Math.max(Math.abs(toU - u), Math.abs(toV - v)) / step))
    for (let s = 0; s < pieces; s++)
      ring.push(bend(u + ((toU - u) * s) / pieces, v + ((toV - v) * s) / pieces))
  })
  return ring
}
