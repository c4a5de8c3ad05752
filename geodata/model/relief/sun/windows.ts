/** Windows of façades, and whether the whole window has sun (满窗). */
import { castersOf, type Prism } from './casters.ts'
import type { SunSamples } from './samples.ts'
import { castShadows, clear, clearBehind, type LitPoints, litPoints } from './shade.ts'

/** A window by the line of its sill, in EPSG:4549 metres, seen from outside from left to right. */
export interface SunWindowLine {
  readonly id: string
  /** The receiving building (客体建筑). */
  readonly building: string
  readonly storey: number
  readonly ends: readonly [number, number, number, number]
  /** Height of the sill in metres, in the datum of the ground. */
  readonly sill: number
  /** Metres; only the façade's picture needs it. */
  readonly height: number
}

/** Longest distance in metres between tested places of a sill; its ends and middle are always tested. */
const SILL_SPACING = 1.2
/** Metres that points stand before their wall, so that the wall itself does not cut them. */
const BEFORE_WALL = 0.02

export interface SillPoints {
  readonly points: Float64Array
  readonly normals: Float64Array
  /** Points of window w are `first[w]` to before `first[w + 1]`. */
  readonly first: Uint32Array
}

export function sillPoints(windows: readonly SunWindowLine[]): SillPoints {
  const [points, normals, first]: [number[], number[], number[]] = [[], [], [0]]
  for (const { ends, sill } of windows) {
    const [ax, ay, bx, by] = ends
    const length = Math.hypot(bx - ax, by - ay) || 1
    // Seen from outside from left to right, the outside is on the right of the line.
    const [nx, ny] = [(by - ay) / length, -(bx - ax) / length]
    const pieces = Math.max(2, Math.ceil(length / SILL_SPACING))
    for (let k = 0; k <= pieces; k++) {
      const share = k / pieces
      points.push(ax + (bx - ax) * share + nx * BEFORE_WALL, ay + (by - ay) * share + ny * BEFORE_WALL, sill)
      normals.push(nx, ny)
    }
    first.push(points.length / 3)
  }
  return {
    points: Float64Array.from(points),
    normals: Float64Array.from(normals),
    first: Uint32Array.from(first),
  }
}

/** Bits of windows: set where the whole sill has sun, so the whole window has, over casters on the ground. */
export interface LitWindows {
  readonly bits: Uint32Array
  readonly words: number
}

/**
 * Returns when each window is wholly lit. `horizon` gives the tangents of the terrain's horizon for each sample
 * as seen from a window; null without terrain.
 */
export function litWindows(
  windows: readonly SunWindowLine[],
  prisms: readonly Prism[],
  samples: SunSamples,
  horizon: ((window: SunWindowLine) => Float32Array) | null = null,
): LitWindows {
  const { points, normals, first } = sillPoints(windows)
  const lit = litPoints(points, samples)
  clearBehind(lit, samples, normals)
  castShadows(lit, castersOf(prisms), samples)
  const whole = wholeWindows(lit, first)
  if (horizon) for (const [w, window] of windows.entries()) clearBelow(whole, w, samples, horizon(window))
  return whole
}

function wholeWindows({ bits, words }: LitPoints, first: Uint32Array): LitWindows {
  const whole = new Uint32Array((first.length - 1) * words).fill(0xffffffff)
  for (let w = 0; w + 1 < first.length; w++)
    for (let p = first[w] ?? 0; p < (first[w + 1] ?? 0); p++)
      for (let i = 0; i < words; i++)
        whole[w * words + i] = (whole[w * words + i] ?? 0) & (bits[p * words + i] ?? 0)
  return { bits: whole, words }
}

function clearBelow(
  { bits, words }: LitWindows,
  w: number,
  { count, slope }: SunSamples,
  horizon: Float32Array,
) {
  for (let k = 0; k < count; k++) if ((slope[k] ?? 0) <= (horizon[k] ?? 0)) clear(bits, w * words, k)
}

/** Returns the windows lit in both, as after a proposal is added to what stood before. */
export function litInBoth(a: LitWindows, b: LitWindows): LitWindows {
  return { bits: a.bits.map((word, i) => word & (b.bits[i] ?? 0)), words: a.words }
}
