/**
 * A parcel's control indicators (控制指标) compared with their limits. The binding height limit is the
 * strictest of the parcel's own and those of control lines in force on it. Card, HTTP answer, tables
 * and documents use the same rule.
 */
import type { Text } from '../text.ts'

/** A figure of a parcel; null if unknown. */
export interface ParcelFigures {
  readonly far: number | null
  readonly far_min: number | null
  readonly far_max: number | null
  /** Percent. */
  readonly building_density: number | null
  readonly building_density_max: number | null
  /** Percent. */
  readonly green_ratio: number | null
  readonly green_ratio_min: number | null
  /** Height of the highest building in metres. */
  readonly height_m: number | null
  readonly height_max_m: number | null
}

/** A control line in force that limits heights on a part of the parcel. */
export interface HeightLimit {
  readonly line_id: number
  readonly kind: string
  readonly title: Text
  readonly name: string | null
  /** Share of the parcel's plane area that the line covers, in percent. */
  readonly percent: number
  readonly height_m: number
}

/**
 * - `within`: all limits are met;
 * - `over`, `under`: the upper limit is exceeded, the lower one not reached;
 * - `check`: the figure of the whole parcel exceeds a limit on a part of it, and the buildings on that
 *   part are unknown;
 * - `contradictory`: the lower limit is above the upper one, so no judgement is possible;
 * - `unlimited`: there is no limit.
 */
export const indicatorVerdicts = ['within', 'over', 'under', 'check', 'contradictory', 'unlimited'] as const
export type IndicatorVerdict = (typeof indicatorVerdicts)[number]

/** Titles for cards, tables and files. */
export const verdictTitles: Readonly<Record<IndicatorVerdict, Text>> = {
  within: { zh: '符合', en: 'within' },
  over: { zh: '超出', en: 'over' },
  under: { zh: '不足', en: 'under' },
  check: { zh: '需核查', en: 'to be checked' },
  contradictory: { zh: '指标有误', en: 'limits contradict' },
  unlimited: { zh: '未设限', en: 'no limit' },
}

export const indicatorIds = ['far', 'building_density', 'green_ratio', 'height'] as const
export type IndicatorId = (typeof indicatorIds)[number]

export const indicatorTitles: Readonly<Record<IndicatorId, Text>> = {
  far: { zh: '容积率', en: 'Floor area ratio' },
  building_density: { zh: '建筑密度', en: 'Building density' },
  green_ratio: { zh: '绿地率', en: 'Green space ratio' },
  height: { zh: '建筑高度', en: 'Building height' },
}

export interface Indicator {
  readonly id: IndicatorId
  readonly value: number
  readonly min: number | null
  readonly max: number | null
  readonly verdict: IndicatorVerdict
  /** The control line whose limit is stricter than the parcel's own; `max` is its height. */
  readonly limited_by: HeightLimit | null
}

const columns: Readonly<
  Record<
    IndicatorId,
    { value: keyof ParcelFigures; min: keyof ParcelFigures | null; max: keyof ParcelFigures | null }
  >
> = {
  far: { value: 'far', min: 'far_min', max: 'far_max' },
  building_density: { value: 'building_density', min: null, max: 'building_density_max' },
  green_ratio: { value: 'green_ratio', min: 'green_ratio_min', max: null },
  height: { value: 'height_m', min: null, max: 'height_max_m' },
}

/** Tolerance, so that rounding in the source is not a violation. */
const TOLERANCE = 1e-6
/** From this share, a control line counts as covering the whole parcel, because outlines never match exactly. */
const WHOLE_PERCENT = 99.5

const exceeds = (value: number, limit: number | null) => limit !== null && value > limit + TOLERANCE

/**
 * Compares the parcel's known indicators with their limits. `heightLimits` are the control lines in force
 * on the parcel that limit heights.
 */
export function judgeIndicators(
  figures: ParcelFigures,
  heightLimits: readonly HeightLimit[] = [],
): Indicator[] {
  return indicatorIds.flatMap((id) => {
    const value = figures[columns[id].value]
    if (value === null) return []
    const limit = (column: keyof ParcelFigures | null) => (column === null ? null : figures[column])
    const own = { id, value, min: limit(columns[id].min), max: limit(columns[id].max) }
    return [id === 'height' ? judgeHeight(own, heightLimits) : judgeOwn(own)]
  })
}

type OwnLimits = Omit<Indicator, 'verdict' | 'limited_by'>

function judgeOwn(own: OwnLimits): Indicator {
  const { value, min, max } = own
  const verdict = (): IndicatorVerdict => {
    if (min === null && max === null) return 'unlimited'
    if (min !== null && exceeds(min, max)) return 'contradictory'
    if (exceeds(value, max)) return 'over'
    return min !== null && exceeds(min, value) ? 'under' : 'within'
  }
  return { ...own, verdict: verdict(), limited_by: null }
}

function judgeHeight(own: OwnLimits, limits: readonly HeightLimit[]): Indicator {
  const strictest = limits.reduce<HeightLimit | null>(
    (found, one) => (found === null || stricter(one, found) ? one : found),
    null,
  )
  const judged = judgeOwn(own)
  if (strictest === null || (own.max !== null && own.max <= strictest.height_m)) return judged
  const stands = { ...judged, max: strictest.height_m, limited_by: strictest }
  // A limit on the whole parcel is exceeded wherever the building stands.
  const wholly = limits.some((one) => one.percent >= WHOLE_PERCENT && exceeds(own.value, one.height_m))
  if (judged.verdict === 'over' || wholly) return { ...stands, verdict: 'over' }
  return { ...stands, verdict: exceeds(own.value, strictest.height_m) ? 'check' : 'within' }
}

/** Strictest first: the lowest limit; for equal limits, the larger share. */
const stricter = (one: HeightLimit, other: HeightLimit) =>
  one.height_m < other.height_m || (one.height_m === other.height_m && one.percent > other.percent)

/** Verdicts of a parcel for the filters of tables, the worst first. */
export const parcelVerdicts = ['over', 'under', 'contradictory', 'check', 'within', 'unlimited'] as const
export type ParcelVerdict = (typeof parcelVerdicts)[number]

/**
 * Returns the verdicts of a parcel: each fault of at least one indicator; without faults `within`, or
 * `unlimited` if no indicator has a limit.
 */
export function verdictsOfParcel(indicators: readonly Pick<Indicator, 'verdict'>[]): ParcelVerdict[] {
  const has = (verdict: IndicatorVerdict) => indicators.some((one) => one.verdict === verdict)
  const faults = parcelVerdicts.slice(0, 4).filter(has)
  if (faults.length > 0) return faults
  return [has('within') ? 'within' : 'unlimited']
}

/**
 * Returns a verdict as a bit, in the order of `parcelVerdicts`; sets of verdicts are numbers in the database.
 */
const bitOf = (verdict: ParcelVerdict): number => 1 << parcelVerdicts.indexOf(verdict)
const FAULTS = 0b1111

/** Returns the verdicts of a set of bits, the worst first. */
export function verdictsOfBits(bits: number): ParcelVerdict[] {
  const wanted = bits & FAULTS || bits & bitOf('within') || bitOf('unlimited')
  return parcelVerdicts.filter((verdict) => wanted & bitOf(verdict))
}

/** Returns the verdict of an indicator by its bit; undefined for 0 (no figure). */
export const verdictOfBit = (bit: number): ParcelVerdict | undefined =>
  parcelVerdicts.find((verdict) => bit === bitOf(verdict))
