/** Which ranked units are sent, and which of them leads. */
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

/** True if something speaks against sending a unit at all; a lead who knows better may send it. */
export const isBarred = ({ reasons }: RankedUnit): boolean => reasons.some(({ weight }) => weight === 'bars')

/** True if a unit has been sent to the incident already. */
export const isAssigned = (unit: RankedUnit): boolean => reasonsOf(unit).has('assigned')

/** What is proposed: the units that the ranking chose; in addition to others, those not there yet. */
export function proposed(units: readonly RankedUnit[], sending: Sending): Choice {
  const chosen = units.filter((unit) => unit.chosen && !isBarred(unit))
  const fresh = sending === 'units_added' ? chosen.filter((unit) => !isAssigned(unit)) : chosen
  const lead = fresh.find((unit) => unit.lead) ?? fresh[0]
  return {
    codes: fresh.map(({ code }) => code),
    lead: sending === 'units_added' ? null : (lead?.code ?? null),
  }
}

/** A choice with a unit added or taken out; somebody leads as long as somebody is chosen. */
export function toggled({ codes, lead }: Choice, code: string, sending: Sending): Choice {
  const next = codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]
  if (sending === 'units_added') return { codes: next, lead: null }
  return { codes: next, lead: lead !== null && next.includes(lead) ? lead : (next[0] ?? null) }
}

/** The units of an event. */
export const unitsOf = ({ codes, lead }: Choice) => codes.map((code) => ({ code, lead: code === lead }))
