/** Judges greenways segment by segment: widths, light, gaps, and stretches without a toilet. */
import type { GreenwayHealth, Stretch } from '../answers/greenway-health.ts'
import { metresBetween } from '../distance.ts'
import { greenwayNorms } from './norms.ts'

type Place = [longitude: number, latitude: number]

/** A segment in the order of its greenway. */
export interface HealthSegment {
  readonly length_m: number
  readonly width_m: number | null
  readonly lit: boolean | null
  readonly bicycle: boolean | null
  readonly line: readonly (readonly number[])[]
}

export interface HealthGreenway {
  readonly id: number
  readonly name: string
  readonly name_en: string | null
  readonly loop: boolean
  readonly synthetic: boolean
  readonly segments: readonly HealthSegment[]
  /** Metres along the greenway, ascending. */
  readonly toilets: readonly number[]
}

interface Placed extends HealthSegment {
  readonly from_m: number
  readonly to_m: number
}

/** Ends that are farther apart are a gap (断点). */
const GAP_M = 20

const places = ({ line }: HealthSegment): Place[] => line.map(([lon = 0, lat = 0]) => [lon, lat])

function placed(segments: readonly HealthSegment[]): Placed[] {
  let at = 0
  return segments.map((segment) => {
    const from_m = at
    at += segment.length_m
    return { ...segment, from_m, to_m: at }
  })
}

const { walk_width_m, ride_width_m } = greenwayNorms
const isNarrow = ({ width_m }: HealthSegment) => width_m !== null && width_m < walk_width_m.value
/** Ways for walking and cycling are as wide as cycling needs. */
const isNarrowToRide = ({ width_m, bicycle }: HealthSegment) =>
  bicycle === true && width_m !== null && width_m < ride_width_m.value

type Judged = readonly [kind: Stretch['kind'], applies: (segment: HealthSegment) => boolean]
const judged: readonly Judged[] = [
  ['narrow_walk', isNarrow],
  ['narrow_ride', isNarrowToRide],
  ['dark', ({ lit }) => lit === false],
]

/** Joins neighbouring segments to which a judgement applies. */
function stretchesOf(greenway: number, segments: readonly Placed[], [kind, applies]: Judged): Stretch[] {
  const found: Stretch[] = []
  for (const segment of segments) {
    if (!applies(segment)) continue
    const last = found.at(-1)
    const { from_m, to_m, width_m } = segment
    if (last && last.to_m === from_m) {
      last.to_m = to_m
      last.length_m = to_m - last.from_m
      last.width_m = Math.min(last.width_m ?? Number.POSITIVE_INFINITY, width_m ?? Number.POSITIVE_INFINITY)
      if (!Number.isFinite(last.width_m)) last.width_m = null
      last.line.push(...places(segment))
    } else {
      found.push({ greenway, kind, from_m, to_m, length_m: to_m - from_m, width_m, line: places(segment) })
    }
  }
  return found
}

/** Returns the places where one segment ends and the next begins elsewhere. */
function gapsOf(greenway: number, segments: readonly Placed[]): Stretch[] {
  return segments.slice(1).flatMap((segment, n): Stretch[] => {
    const [end, begin] = [places(segments[n] as Placed).at(-1), places(segment)[0]]
    if (!end || !begin) return []
    const length_m = metresBetween(end, begin)
    const at = segment.from_m
    if (length_m <= GAP_M) return []
    return [{ greenway, kind: 'gap', from_m: at, to_m: at, length_m, width_m: null, line: [end, begin] }]
  })
}

/** Returns the longest stretch between toilets; on a loop the last and the first are neighbours. */
export function longestWithout(toilets: readonly number[], length: number, loop: boolean) {
  const [first, last] = [toilets[0], toilets.at(-1)]
  if (first === undefined || last === undefined) return { from_m: 0, to_m: length, length_m: length }
  const between = toilets.slice(1).map((to, n) => ({ from: toilets[n] as number, to }))
  const ends = loop
    ? [{ from: last, to: first + length }]
    : [
        { from: 0, to: first },
        { from: last, to: length },
      ]
  const longest = [...between, ...ends].reduce((best, one) =>
    one.to - one.from > best.to - best.from ? one : best,
  )
  return { from_m: longest.from, to_m: longest.to, length_m: longest.to - longest.from }
}

/** Returns the line of a part of a greenway by whole segments. */
const lineBetween = (segments: readonly Placed[], from: number, to: number, length: number): Place[] =>
  segments
    .filter((one) => (one.to_m > from && one.from_m < to) || one.from_m < to - length)
    .flatMap((one) => places(one))

const sum = (segments: readonly HealthSegment[], applies: (segment: HealthSegment) => boolean) =>
  segments.filter(applies).reduce((total, { length_m }) => total + length_m, 0)

/** Returns the figures of a greenway, and its stretches that need attention. */
export function greenwayHealth(greenway: HealthGreenway): {
  readonly figures: GreenwayHealth['greenways'][number]
  readonly stretches: readonly Stretch[]
} {
  const { id, name, name_en, loop, synthetic, toilets } = greenway
  const segments = placed(greenway.segments)
  const length_m = segments.at(-1)?.to_m ?? 0
  const gaps = gapsOf(id, segments)
  const dry = longestWithout(toilets, length_m, loop)
  const line = lineBetween(segments, dry.from_m, dry.to_m, length_m)
  return {
    figures: {
      ...{ id, name, name_en, length_m, synthetic, gaps: gaps.length, toilets: toilets.length },
      width_known_m: sum(segments, ({ width_m }) => width_m !== null),
      narrow_walk_m: sum(segments, isNarrow),
      narrow_ride_m: sum(segments, isNarrowToRide),
      light_known_m: sum(segments, ({ lit }) => lit !== null),
      dark_m: sum(segments, ({ lit }) => lit === false),
      longest_without_toilet_m: dry.length_m,
    },
    stretches: [
      ...judged.flatMap((one) => stretchesOf(id, segments, one)),
      ...gaps,
      { greenway: id, kind: 'no_toilet', ...dry, width_m: null, line },
    ],
  }
}
