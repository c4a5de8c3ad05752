/** Makes the profile of a named greenway of its pieces: line, parts, gaps, ascent and warnings. */
import type { GreenwayProfile, WarningKind } from '../answers/greenway-profile.ts'
import { metresBetween } from '../distance.ts'
import { NOISE_M, riseOf } from '../relief/climb.ts'
import type { Text } from '../text.ts'
import { chainPieces, type Place } from './chain.ts'
import { type HeightAt, steepRanges } from './grades.ts'
import { joinRanges } from './ranges.ts'

/** A closure of ways on a point of the line. */
export interface PointClosure {
  readonly id: number
  readonly reason: Text
  /** Times in UTC. */
  readonly from: string
  readonly until: string | null
  readonly in_force: boolean
}

interface ProfilePoint {
  readonly at: Place
  readonly height_m: number | null
  readonly closure: PointClosure | null
}

export interface ProfilePiece {
  readonly points: readonly ProfilePoint[]
  readonly name: string | null
  readonly surface: string
  readonly width_m: number | null
  readonly lit: boolean | null
}

/** Walking paths are at least this wide, in metres, by Hangzhou's standard for greenways. */
const NARROW_M = 1.5
const unpaved: ReadonlySet<string> = new Set(['gravel', 'earth'])
const STEPS = 'stone_steps'

type Warning = GreenwayProfile['warnings'][number]
type Part = GreenwayProfile['parts'][number]

const warn = (kind: WarningKind, { from_m, to_m }: Pick<Part, 'from_m' | 'to_m'>): Warning => ({
  kind,
  from_m,
  to_m,
  reason: null,
  from: null,
  until: null,
})

function warningsOfPart(part: Part): Warning[] {
  return [
    ...(part.steps ? [warn('steps', part)] : []),
    ...(unpaved.has(part.surface) ? [warn('unpaved', part)] : []),
    ...(part.width_m !== null && part.width_m < NARROW_M ? [warn('narrow', part)] : []),
    ...(part.lit === false ? [warn('unlit', part)] : []),
  ]
}

interface Measured extends HeightAt {
  readonly point: ProfilePoint
}

/** Returns the ranges of closures: from halfway before their first point to halfway behind their last. */
function closuresOf(measured: readonly Measured[]): Warning[] {
  return measured.flatMap(({ at_m, point: { closure } }, index) => {
    if (!closure) return []
    const before = measured[index - 1]?.at_m ?? at_m
    const after = measured[index + 1]?.at_m ?? at_m
    return [
      {
        kind: closure.in_force ? 'closed' : 'closing',
        from_m: (at_m + before) / 2,
        to_m: (at_m + after) / 2,
        reason: closure.reason,
        from: closure.from,
        until: closure.until,
      } satisfies Warning,
    ]
  })
}

const keyOf = ({ kind, reason, from }: Warning) => `${kind} ${reason?.zh ?? ''} ${from ?? ''}`
const tenth = (metres: number) => Math.round(metres * 10) / 10

interface Line {
  readonly measured: Measured[]
  readonly parts: Part[]
  readonly gaps: GreenwayProfile['gaps']
  /** Heights of the unconnected stretches, in metres. */
  readonly stretches: number[][]
}

/** Lays the pieces one behind the other and measures them on the sphere. */
function layOut(pieces: readonly ProfilePiece[]): Line {
  const line: Line = { measured: [], parts: [], gaps: [], stretches: [[]] }
  let at_m = 0
  for (const [index, { points, gap_m }] of chainPieces(pieces.map((piece) => piece.points)).entries()) {
    const from_m = at_m
    if (gap_m > 0) {
      line.gaps.push({ at_m, vertex: line.measured.length, length_m: tenth(gap_m) })
      line.stretches.push([])
    }
    for (const [n, point] of points.entries()) {
      const before = points[n - 1]
      if (before) at_m += metresBetween(before.at, point.at)
      line.measured.push({ at_m, height_m: point.height_m, point })
      if (point.height_m !== null) line.stretches.at(-1)?.push(point.height_m)
    }
    const { name, surface, width_m, lit } = pieces[index] as ProfilePiece
    const steps = surface === STEPS
    line.parts.push({ from_m, to_m: at_m, name, kind: 'greenway', surface, width_m, lit, steps })
  }
  return line
}

/** Pieces are in their order along the greenway, each with at least one point. `step_m`: of their heights. */
export function greenwayProfile(
  pieces: readonly ProfilePiece[],
  heights: { readonly step_m: number; readonly sources: readonly string[] },
): GreenwayProfile {
  const { measured, parts, gaps, stretches } = layOut(pieces)
  const length_m = measured.at(-1)?.at_m ?? 0
  const isKnown = stretches.some((stretch) => stretch.length > 0)
  const sum = (rises: readonly number[]) => (isKnown ? tenth(rises.reduce((a, b) => a + b, 0)) : null)
  const steep = steepRanges(measured).map((range) => warn('steep', range))
  const warnings = joinRanges(
    [...closuresOf(measured), ...parts.flatMap(warningsOfPart), ...steep].toSorted(
      (a, b) => a.from_m - b.from_m,
    ),
    keyOf,
  )
  return {
    length_m: tenth(length_m),
    ascent_m: sum(stretches.map(riseOf)),
    descent_m: sum(stretches.map((stretch) => riseOf(stretch.toReversed()))),
    ascent_method: { step_m: heights.step_m, dead_band_m: NOISE_M, sources: [...heights.sources] },
    geometry: {
      type: 'LineString',
      coordinates: measured.map(({ height_m, point: { at } }) =>
        height_m === null ? [...at] : [...at, tenth(height_m)],
      ),
    },
    parts,
    gaps,
    warnings,
  }
}
