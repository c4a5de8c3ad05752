/**
 * Decides which positions of a device are plausible. Positions arrive late, twice and out of order. So each is
 * compared with its neighbours in time on both sides, not with the position that arrived before it.
 */
import { metresBetween } from '../distance.ts'

/** Why a position is implausible. `no_fix`: the device reports no fix, or the position is 0, 0. */
export const doubts = ['accuracy', 'clock_ahead', 'clock_behind', 'no_fix', 'speed'] as const
type Doubt = (typeof doubts)[number]

export const judgeLimits = {
  /** Positions with a larger error radius in metres are too inexact. */
  accuracyM: 200,
  /** A device's clock may be ahead by this many milliseconds. */
  aheadMs: 300_000,
  /** Devices keep unsent positions for at most a week, so an older time means a wrong clock. */
  behindMs: 7 * 86_400_000,
  /** 216 km/h: few vehicles are faster. */
  speedMps: 60,
} as const

/** If this many implausible positions agree, they are right and the earlier position was wrong. */
const AGREEING = 3
/** Maximum error radius in metres that each position subtracts from a distance. */
const MAX_SLACK_M = 100

/** WGS 84 degrees; `at` in milliseconds since 1970. */
export interface Fix {
  readonly at: number
  readonly lon: number
  readonly lat: number
  readonly accuracyM: number | null
  /** False if the device reports no fix. */
  readonly isValid?: boolean
}

export interface Judged<F extends Fix = Fix> {
  readonly fix: F
  /** Null for a plausible position. */
  readonly doubt: Doubt | null
  /** Speed in m/s from the neighbour, if the doubt is `speed`; otherwise null. */
  readonly speedMps: number | null
}

/** Stored positions of a device: plausible ones around the new ones, and implausible ones after the last of these. */
export interface KnownFixes {
  readonly believed: readonly Fix[]
  readonly doubted?: readonly Fix[]
}

/** Returns the lowest speed in m/s between two positions, given their error radii. */
export function speedBetween(a: Fix, b: Fix): number {
  const slack = Math.min(a.accuracyM ?? 0, MAX_SLACK_M) + Math.min(b.accuracyM ?? 0, MAX_SLACK_M)
  const metres = Math.max(0, metresBetween([a.lon, a.lat], [b.lon, b.lat]) - slack)
  // Many devices round times to whole seconds.
  return metres / Math.max(1, Math.abs(b.at - a.at) / 1000)
}

/** Judges new positions in any order; returns them in order of time. `now` in milliseconds since 1970. */
export function judgeFixes<F extends Fix>(fixes: readonly F[], known: KnownFixes, now: number): Judged<F>[] {
  const before = known.believed.toSorted((a, b) => a.at - b.at)
  let suspects: Fix[] = (known.doubted ?? []).toSorted((a, b) => a.at - b.at)
  let [next, trusted]: [number, Fix | undefined] = [0, undefined]
  const judged: { fix: F; doubt: Doubt | null; speedMps: number | null }[] = []
  for (const fix of fixes.toSorted((a, b) => a.at - b.at)) {
    for (let one = before[next]; one && one.at <= fix.at; one = before[++next]) {
      if (!trusted || one.at >= trusted.at)
        [trusted, suspects] = [one, suspects.filter(({ at }) => at > one.at)]
    }
    const own = ownDoubt(fix, now)
    const verdict = { fix, doubt: own, speedMps: null as number | null }
    judged.push(verdict)
    if (own !== null) continue
    const speeds = [trusted, before[next]].map((one) => (one ? speedBetween(one, fix) : 0))
    const speed = Math.max(...speeds)
    if (speed <= judgeLimits.speedMps) {
      ;[trusted, suspects] = [fix, []]
      continue
    }
    const last = suspects.at(-1)
    suspects = last && speedBetween(last, fix) <= judgeLimits.speedMps ? [...suspects, fix] : [fix]
    Object.assign(verdict, { doubt: 'speed', speedMps: speed })
    // If the stored position after it disagrees too, the new positions are wrong, however many there are.
    if (suspects.length < AGREEING || (speeds[1] ?? 0) > judgeLimits.speedMps) continue
    const right = new Set(suspects)
    for (const one of judged) if (right.has(one.fix)) Object.assign(one, { doubt: null, speedMps: null })
    ;[trusted, suspects] = [fix, []]
  }
  return judged
}

/** Returns the doubt that follows from the position alone, or null. */
function ownDoubt({ at, lon, lat, accuracyM, isValid }: Fix, now: number): Doubt | null {
  if (isValid === false || (lon === 0 && lat === 0)) return 'no_fix'
  if (at > now + judgeLimits.aheadMs) return 'clock_ahead'
  if (at < now - judgeLimits.behindMs) return 'clock_behind'
  return accuracyM !== null && accuracyM > judgeLimits.accuracyM ? 'accuracy' : null
}
