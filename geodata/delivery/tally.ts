/** Counts faults, and keeps the first of each check. */
import type { DeliveryCheck, DeliveryFault } from '../model/answers/delivery.ts'
import { type CheckCode, checkCodes, deliveryChecks } from '../model/planning/delivery/checks.ts'

/** Faults kept of each check. */
const MAX_LISTED = 200

export type Fault = Omit<DeliveryFault, 'check' | 'shape' | 'area_m2' | 'field'> &
  Partial<Pick<DeliveryFault, 'shape' | 'area_m2' | 'field'>>

interface Count {
  faults: number
  /** Ordinals of features, each once. */
  readonly features: Set<number>
  readonly listed: DeliveryFault[]
}

export class Tally {
  readonly #counts = new Map<CheckCode, Count>()

  /** Notes that a check applies, even if nothing is found. */
  applies(...codes: readonly CheckCode[]): void {
    for (const code of codes) {
      if (!this.#counts.has(code)) this.#counts.set(code, { faults: 0, features: new Set(), listed: [] })
    }
  }

  /** `concerned`: ordinals of the features with the fault; none for a fault of the whole delivery. */
  add(code: CheckCode, fault: Fault, concerned: readonly number[]): void {
    this.applies(code)
    const count = this.#counts.get(code)
    if (count === undefined) return
    count.faults++
    for (const ordinal of concerned) count.features.add(ordinal)
    if (count.listed.length >= MAX_LISTED) return
    count.listed.push({ check: code, shape: [], area_m2: null, field: null, ...fault })
  }

  /** Returns the checks that apply, in order; `total` is the number of features. */
  checks(total: number): DeliveryCheck[] {
    return checkCodes.flatMap((code) => {
      const count = this.#counts.get(code)
      if (count === undefined) return []
      const { group, severity, title, weight } = deliveryChecks[code]
      const score = 100 * (1 - shareOf(count, total))
      return [
        { code, group, severity, title, weight, faults: count.faults, features: count.features.size, score },
      ]
    })
  }

  listed(): DeliveryFault[] {
    return checkCodes.flatMap((code) => this.#counts.get(code)?.listed ?? [])
  }
}

/** The share of features with a fault; all of them for a fault of the whole delivery. */
function shareOf({ faults, features }: Count, total: number): number {
  if (faults === 0) return 0
  return features.size === 0 || total === 0 ? 1 : Math.min(1, features.size / total)
}

/** Returns the mean of the checks' scores by weight, rounded down to a tenth, so that 100 means no fault. */
export function totalScore(checks: readonly DeliveryCheck[]): number {
  const weights = checks.reduce((sum, { weight }) => sum + weight, 0)
  if (weights === 0) return 100
  const score = checks.reduce((sum, check) => sum + check.weight * check.score, 0) / weights
  const isWhole = checks.every(({ faults }) => faults === 0)
  return isWhole ? 100 : Math.min(99.9, Math.floor(score * 10) / 10)
}
