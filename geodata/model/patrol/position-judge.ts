/**
 * Which positions of a device are believed. Positions come late, twice and out of order, so that each is judged
 * by its neighbours in time on both sides, and not by the order in which it came.
 */
import { metresBetween } from '../distance.ts'

/** Why a position is not believed. `no_fix`: the device itself says so, or it lies at 0, 0. */
export const doubts = ['accuracy', 'clock_ahead', 'clock_behind', 'no_fix', 'speed'] as const
type Doubt = (typeof doubts)[number]

export const judgeLimits = {
  /** Radius in metres from which a position says no more than the part of town. */
  accuracyM: 200,
  /** A device's clock may be ahead by this much. */
  aheadMs: 300_000,
  /** What a device has kept for longer is not sent any more; an older time is a wrong clock. */
  behindMs: 7 * 86_400_000,
  /** 216 km/h: nothing on a greenway and few vehicles on a road. */
  speedMps: 60,
} as const

/** So many implausible positions that agree with one another are right, and the one before was wrong. */
const AGREEING = 3
/** Accuracy that is taken off a distance, each way. */
const MAX_SLACK_M = 100

/** WGS 84 degrees; `at` in milliseconds since 1970. */
export interface Fix {
  readonly at: number
  readonly lon: number
  readonly lat: number
  readonly accuracyM: number | null
  /** False where the device says that it has no fix. */
  readonly isValid?: boolean
}

export interface Judged<F extends Fix = Fix> {
  readonly fix: F
  /** Null: believed. */
  readonly doubt: Doubt | null
  /** Metres per second from the neighbour that it disagrees with; null for other doubts. */
  readonly speedMps: number | null
}

/** What is known of a device already: believed positions around the new ones, and doubtful ones since the last. */
export interface KnownFixes {
  readonly believed: readonly Fix[]
  readonly doubted?: readonly Fix[]
}

/** The least speed in m/s that brings someone from one position to the other, given how exact both are. */
export function speedBetween(a: Fix, b: Fix): number {
  const slack = Math.min(a.accuracyM ?? 0, MAX_SLACK_M) + Math.min(b.accuracyM ?? 0, MAX_SLACK_M)
  const metres = Math.max(0, metresBetween([a.lon, a.lat], [b.lon, b.lat]) - slack)
  // Times are of whole seconds with many devices.
  return metres / Math.max(1, Math.abs(b.at - a.at) / 1000)
}

/** Judges new positions, in any order; the result is in the order of time. */
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
    // What is known after it disagrees too: then the new ones are wrong, however many they are.
    if (suspects.length < AGREEING || (speeds[1] ?? 0) > judgeLimits.speedMps) continue
    const right = new Set(suspects)
    for (const one of judged) if (right.has(one.fix)) Object.assign(one, { doubt: null, speedMps: null })
    ;[trusted, suspects] = [fix, []]
  }
  return judged
}

/** A doubt for which no neighbour is needed. */
function ownDoubt({ at, lon, lat, accuracyM, isValid }: Fix, now: number): Doubt | null {
  if (isValid === false || (lon === 0 && lat === 0)) return 'no_fix'
  if (at > now + judgeLimits.aheadMs) return 'clock_ahead'
  if (at < now - judgeLimits.behindMs) return 'clock_behind'
  return accuracyM !== null && accuracyM > judgeLimits.accuracyM ? 'accuracy' : null
}
