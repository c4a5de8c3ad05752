/** The selection of ranked units to send, and the lead among them. */
import type { RankedUnit } from '../../../geodata/model/answers/patrol-ranking.ts'

/** Steps that send units. */
export const sendings = ['routed', 'rerouted', 'units_added'] as const
export type Sending = (typeof sendings)[number]

export interface Choice {
  /** Codes in the order of the ranking. */
  readonly codes: readonly string[]
  readonly lead: string | null
}

const reasonsOf = ({ reasons }: RankedUnit) => new Set(reasons.map(({ code }) => code))

/** Returns true if a reason forbids sending a unit. A lead may still send it. */
export const isBarred = ({ reasons }: RankedUnit): boolean => reasons.some(({ weight }) => weight === 'bars')

/** Returns true if a unit is already assigned to the incident. */
export const isAssigned = (unit: RankedUnit): boolean => reasonsOf(unit).has('assigned')

/** Returns the proposal: the units that the ranking chose; for `units_added` only those not yet assigned. */
export function proposed(units: readonly RankedUnit[], sending: Sending): Choice {
  const chosen = units.filter((unit) => unit.chosen && !isBarred(unit))
  const fresh = sending === 'units_added' ? chosen.filter((unit) => !isAssigned(unit)) : chosen
  const lead = fresh.find((unit) => unit.lead) ?? fresh[0]
  return {
    codes: fresh.map(({ code }) => code),
    lead: sending === 'units_added' ? null : (lead?.code ?? null),
  }
}

/** Returns the selection with a unit added or removed. One selected unit is the lead, except for `units_added`. */
export function toggled({ codes, lead }: Choice, code: string, sending: Sending): Choice {
  const next = codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]
  if (sending === 'units_added') return { codes: next, lead: null }
  return { codes: next, lead: lead !== null && next.includes(lead) ? lead : (next[0] ?? null) }
}

/** Returns the units for an event. */
export const unitsOf = ({ codes, lead }: Choice) => codes.map((code) => ({ code, lead: code === lead }))
