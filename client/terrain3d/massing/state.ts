/** State of the tool, kept while other tools are open. */
import { computed, signal } from '@preact/signals'
import {
  type Massing,
  type MassingWish,
  massingOf,
  PERSON_M2,
} from '../../../geodata/model/massing/proposal.ts'
import { DEFAULT_SUN_RULE, sunRules } from '../../../geodata/model/relief/sun/rules.ts'
import type { WindowResult } from '../../../geodata/model/relief/sun/study.ts'
import type { TallestBlock } from '../../../geodata/model/relief/sun/tallest.ts'
import type { Parcel } from './parcel.ts'
import type { SunQuestion } from './question.ts'

export const parcel = signal<Parcel | null>(null)
export const wish = signal<MassingWish>({
  ...{ form: 'block', far: 2, density: 30, height: 24, setback: 5, storey_height: 3 },
  ...{ bar_depth: 14, bar_gap: 20, turn: 0, person_m2: PERSON_M2 },
})
export const ruleId = signal(DEFAULT_SUN_RULE)
export const rule = computed(() => sunRules.find(({ id }) => id === ruleId.value) ?? sunRules[0])
export const massing = computed(() =>
  parcel.value === null ? null : massingOf(parcel.value.area, parcel.value.limits, wish.value),
)
/** The proposal that others are compared with. */
export const kept = signal<Massing | null>(null)

export interface Study {
  readonly question: SunQuestion
  readonly results: readonly WindowResult[]
}
/** Null until the study of the present proposal has come. */
export const study = signal<Study | null>(null)
export const allowed = signal<TallestBlock | null>(null)
