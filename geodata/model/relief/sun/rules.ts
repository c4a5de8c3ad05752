/**
 * Rules of sunlight as data, each with its source. Their values have not been compared with the text of the norm
 * yet. Local rules are added as settings, none is assumed.
 */
import type { Text } from '../../text.ts'
import type { SolarTerm } from './solar-term.ts'
import type { SpellRule } from './spells.ts'

export interface SunRule extends SpellRule {
  readonly id: string
  readonly title: Text
  readonly source: Text
  readonly term: SolarTerm
  /** Minutes of true solar time after midnight. */
  readonly from: number
  readonly to: number
  /** Minutes that a dwelling needs. */
  readonly needed: number
  /** Metres of the window sill above the floor of its storey. */
  readonly sill: number
  /** Degrees; 0 because the national norm sets none. */
  readonly minAltitude: number
}

const national = { sill: 0.9, minAltitude: 0, minSpell: 0, maxSpells: null } as const
const source: Text = {
  zh: 'GB 50180-2018《城市居住区规划设计标准》4.0.9',
  en: 'GB 50180-2018, Standard for urban residential area planning and design, 4.0.9',
}
const greatCold = { term: 'great-cold', from: 480, to: 960 } as const
const solstice = { term: 'winter-solstice', from: 540, to: 900 } as const

export const sunRules: readonly SunRule[] = [
  {
    ...{ ...national, ...greatCold, source, id: 'great-cold-2h', needed: 120 },
    title: { zh: '住宅：大寒日 2 小时', en: 'Dwellings: 2 h on the day of great cold' },
  },
  {
    ...{ ...national, ...greatCold, source, id: 'great-cold-3h', needed: 180 },
    title: { zh: '住宅：大寒日 3 小时', en: 'Dwellings: 3 h on the day of great cold' },
  },
  {
    ...{ ...national, ...solstice, source, id: 'solstice-1h', needed: 60 },
    title: { zh: '住宅：冬至日 1 小时', en: 'Dwellings: 1 h at the winter solstice' },
  },
  {
    ...{ ...national, ...solstice, source, id: 'solstice-2h', needed: 120 },
    title: { zh: '老年人居住建筑：冬至日 2 小时', en: 'Housing of the elderly: 2 h at the winter solstice' },
  },
  {
    ...{ ...national, ...greatCold, source, id: 'great-cold-1h', needed: 60 },
    title: {
      zh: '旧区改建的新建住宅：大寒日 1 小时',
      en: 'New dwellings in renewal: 1 h on the day of great cold',
    },
  },
]

/** The rule of Hangzhou's climate zone and size: zone III, more than 500,000 people. */
export const DEFAULT_SUN_RULE = 'great-cold-2h'
