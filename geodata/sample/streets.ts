/** The street plan of a town: lines by class in (u, v), and the stretches that are built. */
import type { Bend } from './bend.ts'
import type { Block, BlockPlan } from './blocks.ts'
import type { Line, Point } from './plane.ts'
import type { Random } from './random.ts'
import type { StreetClass, StreetLine } from './street-line.ts'

/** Lays lines from one end to the other; every eighth is primary, every other fourth secondary. */
export function layLines(random: Random, from: number, to: number, spacing: number): StreetLine[] {
  const lines: StreetLine[] = []
  const phase = random.integer(0, 7)
  let at = from
  for (let k = phase; at <= to; k++) {
    lines.push({ at, class: k % 8 === 0 ? 'primary' : k % 4 === 0 ? 'secondary' : 'tertiary' })
    at += Math.round(spacing * random.between(0.78, 1.25))
  }
  return lines
}

export interface Street {
  readonly class: StreetClass
  /** Its line in the plan, for its name. */
  readonly line: string
  readonly course: Line
}

const STEP_M = 30

/** Returns the stretches of all lines beside a built block, as smooth courses that meet at crossings. */
export function drawStreets(plan: BlockPlan, blocks: readonly Block[], bend: Bend): Street[] {
  const owner = new Map<string, Block>()
  for (const block of blocks) {
    for (let i = block.columns[0]; i < block.columns[1]; i++) {
      for (let j = block.rows[0]; j < block.rows[1]; j++) owner.set(`${i} ${j}`, block)
    }
  }
  const served = (a: Block | undefined, b: Block | undefined) =>
    (a !== undefined || b !== undefined) && a !== b
  const streets: Street[] = []
  plan.across.forEach((line, i) => {
    const stretch = (j: number) => served(owner.get(`${i - 1} ${j}`), owner.get(`${i} ${j}`))
    for (const [from, to] of runs(plan.along, stretch)) {
      streets.push({
        class: line.class,
        line: `u${i}`,
        course: course(from, to, plan.along, (v) => bend(line.at, v)),
      })
    }
  })
  plan.along.forEach((line, j) => {
    const stretch = (i: number) => served(owner.get(`${i} ${j - 1}`), owner.get(`${i} ${j}`))
    for (const [from, to] of runs(plan.across, stretch)) {
      streets.push({
        class: line.class,
        line: `v${j}`,
        course: course(from, to, plan.across, (u) => bend(u, line.at)),
      })
    }
  })
  return streets
}

/** Returns the first and last crossing of each uninterrupted run of built stretches. */
function runs(crossings: readonly StreetLine[], built: (k: number) => boolean): [number, number][] {
  const result: [number, number][] = []
  let start = -1
  for (let k = 0; k < crossings.length; k++) {
    const on = k < crossings.length - 1 && built(k)
    if (on && start < 0) start = k
    if (!on && start >= 0) {
      result.push([start, k])
      start = -1
    }
  }
  return result
}

/** Returns the course through every crossing, with points between so that it bends. */
function course(from: number, to: number, crossings: readonly StreetLine[], at: (t: number) => Point): Line {
  const points: Point[] = []
  for (let k = from; k < to; k++) {
    const a = (crossings[k] as StreetLine).at
    const b = (crossings[k + 1] as StreetLine).at
    const pieces = Math.ceil((b - a) / (STEP_M * 2))
    for (let s = 0; s < pieces; s++) points.push(at(a + ((b - a) * s) / pieces))
  }
  points.push(at((crossings[to] as StreetLine).at))
  return points
}
