/** Hours of sun on a grid of points: on the ground, or on a façade; isolines are drawn from them. */
import { type Casters, castersOf, isInside, type Prism } from './casters.ts'
import type { SunSamples } from './samples.ts'
import { castShadows, clearBehind, litPoints } from './shade.ts'
import { countedSamples, type SpellRule } from './spells.ts'

export interface HoursGrid {
  readonly columns: number
  readonly rows: number
  /** Minutes that count, row by row; on the ground the first row is in the south. NaN inside buildings. */
  readonly minutes: Float64Array
}

export interface GroundPlace {
  /** EPSG:4549 metres of the middle of the south-western cell. */
  readonly west: number
  readonly south: number
  readonly cell: number
  readonly columns: number
  readonly rows: number
  /** Height of a place in metres: of the ground, plus that of the calculation. */
  readonly heightAt: (x: number, y: number) => number
}

/** Returns minutes of sun on the ground beside prisms. */
export function groundHours(
  place: GroundPlace,
  prisms: readonly Prism[],
  samples: SunSamples,
  rule: SpellRule,
): HoursGrid {
  const { west, south, cell, columns, rows, heightAt } = place
  const points = new Float64Array(columns * rows * 3)
  for (let n = 0; n < columns * rows; n++) {
    const [x, y] = [west + (n % columns) * cell, south + Math.floor(n / columns) * cell]
    points.set([x, y, heightAt(x, y)], n * 3)
  }
  const casters = castersOf(prisms)
  const minutes = minutesOf(points, null, casters, samples, rule)
  for (let n = 0; n < minutes.length; n++) {
    const [x = 0, y = 0, z = 0] = points.subarray(n * 3, n * 3 + 3)
    if (prisms.some(({ base, top }, i) => base <= z && top > z && isInside(casters, i, x, y)))
      minutes[n] = Number.NaN
  }
  return { columns, rows, minutes }
}

export interface FacadePlace {
  /** Ends of the wall in EPSG:4549 metres, seen from outside from left to right. */
  readonly ends: readonly [number, number, number, number]
  /** Metres in the datum of the ground. */
  readonly base: number
  readonly top: number
  readonly cell: number
}

/** Returns minutes of sun on a wall; rows from the bottom, columns from the left. */
export function facadeHours(
  { ends: [ax, ay, bx, by], base, top, cell }: FacadePlace,
  prisms: readonly Prism[],
  samples: SunSamples,
  rule: SpellRule,
): HoursGrid {
  const length = Math.hypot(bx - ax, by - ay)
  const [columns, rows] = [Math.max(2, Math.ceil(length / cell)), Math.max(2, Math.ceil((top - base) / cell))]
  const [nx, ny] = [(by - ay) / length, -(bx - ax) / length]
  const points = new Float64Array(columns * rows * 3)
  const normals = new Float64Array(columns * rows * 2)
  for (let n = 0; n < columns * rows; n++) {
    const share = ((n % columns) + 0.5) / columns
    const height = base + ((Math.floor(n / columns) + 0.5) / rows) * (top - base)
    points.set([ax + (bx - ax) * share + nx * 0.02, ay + (by - ay) * share + ny * 0.02, height], n * 3)
    normals.set([nx, ny], n * 2)
  }
  return { columns, rows, minutes: minutesOf(points, normals, castersOf(prisms), samples, rule) }
}

function minutesOf(
  points: Float64Array,
  normals: Float64Array | null,
  casters: Casters,
  samples: SunSamples,
  rule: SpellRule,
): Float64Array {
  const lit = litPoints(points, samples)
  if (normals) clearBehind(lit, samples, normals)
  castShadows(lit, casters, samples)
  const { step } = samples.window
  return Float64Array.from({ length: points.length / 3 }, (_, n) => {
    return countedSamples(lit.bits, n * lit.words, 0, samples.count, step, rule) * step
  })
}
