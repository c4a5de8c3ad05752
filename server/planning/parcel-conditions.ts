/** The filter of parcels as SQL conditions: values of a client are bound, never part of the text. */
import { z } from 'zod'
import type { QueryConfig } from '../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import { crs84 } from '../../geodata/model/coordinate-systems.ts'
import { landUseClasses } from '../../geodata/model/land-use.ts'
import { type ParcelVerdict, parcelVerdicts } from '../../geodata/model/planning/indicators.ts'
import {
  isCodePart,
  isTownCode,
  type ParcelFilter,
  readAreaRange,
} from '../../geodata/model/planning/parcel-filter.ts'
import { bboxParameter, boxesOf, checkedBbox } from '../features/select/bbox.ts'
import { BoundValues } from '../features/select/bound-values.ts'
import { parameter } from '../http/parameters.ts'

const chosenSql = sqlFile(import.meta.url, 'chosen-parcels.sql')
const windowSql = sqlFile(import.meta.url, 'parcel-window.sql')
const judgedSql = sqlFile(import.meta.url, 'judged-parcels.sql')

const judgedOf = (chosen: string): string => `(${fillMarks(judgedSql, { chosen: `(${chosen})` })})`

/** Selects matching rows to judge, in order. */
export interface ParcelWindow {
  readonly order: string
  readonly offset: string
  readonly limit: string
}

/** Returns a comma-separated list of codes. */
function codes<T extends string>(isKnown: (one: string) => boolean, zh: string, en: string) {
  return parameter(
    z
      .string()
      .max(1000)
      .transform((text) => text.split(',') as T[])
      .refine((list) => list.every(isKnown))
      .default([]),
    { zh, en },
    { type: 'string', description: en },
  )
}

const verdicts = parcelVerdicts.join(', ')
const states = Object.keys(codeLists.parcelStates).join(', ')

/** Query parameters that filter parcels. */
export const parcelFilterQuery = {
  use: codes(
    (one) => landUseClasses.has(one),
    '以逗号分隔的用地用海分类代码，两位代码包含其下各类',
    'land use codes separated by commas; two digits include the classes below',
  ),
  state: codes(
    (one) => Object.hasOwn(codeLists.parcelStates, one),
    `以逗号分隔的状态：${states}`,
    `states separated by commas: ${states}`,
  ),
  verdict: codes<ParcelVerdict>(
    (one) => parcelVerdicts.some((verdict) => verdict === one),
    `以逗号分隔的判定：${verdicts}`,
    `verdicts separated by commas: ${verdicts}`,
  ),
  town: codes(isTownCode, '以逗号分隔的九位乡镇街道代码', 'town codes of nine digits, separated by commas'),
  area: parameter(
    z
      .string()
      .refine((text) => readAreaRange(text) !== undefined)
      .transform((text) => readAreaRange(text) ?? ([null, null] as const))
      .default([null, null]),
    { zh: '平方米范围，如 1000-5000、1000- 或 -5000', en: 'square metres as 1000-5000, 1000- or -5000' },
    { type: 'string', description: 'Square metres: `1000-5000`, `1000-` or `-5000`' },
  ),
  code: parameter(
    z
      .string()
      .transform((text) => text.toUpperCase())
      .refine(isCodePart)
      .default(''),
    {
      zh: '宗地代码的一部分（数字与字母，至多 19 位）',
      en: 'a part of a parcel code, at most 19 digits and letters',
    },
    { type: 'string', description: 'A part of the parcel code' },
  ),
  bbox: bboxParameter,
}
const querySchema = z.object(parcelFilterQuery)
export type AskedParcels = ParcelFilter & Pick<z.output<typeof querySchema>, 'bbox'>

/** Each fault counts; `within` and `unlimited` are verdicts of parcels without a fault. */
const bitsOf: Readonly<Record<ParcelVerdict, { readonly mask: number; readonly holds: string }>> = {
  over: { mask: 1, holds: '<> 0' },
  under: { mask: 2, holds: '<> 0' },
  contradictory: { mask: 4, holds: '<> 0' },
  check: { mask: 8, holds: '<> 0' },
  within: { mask: 31, holds: '= 16' },
  unlimited: { mask: 31, holds: '= 0' },
}

/** Returns land use classes with their sub-classes. */
export const classesOf = (use: readonly string[]): readonly string[] =>
  [...landUseClasses.keys()].filter((code) => use.some((one) => code.startsWith(one)))

/** A statement over the parcels that match, and its values. */
export class ParcelStatement {
  readonly #bound = new BoundValues()
  readonly #asked: AskedParcels

  constructor(asked: AskedParcels) {
    this.#asked = asked
  }

  /** Fills the marks of a statement. */
  query(sql: string, marks: Readonly<Record<string, string>>): QueryConfig {
    return { text: fillMarks(sql, marks), values: [...this.#bound.values] }
  }

  /** Returns `judged-parcels.sql` for the parcels with these ids only. */
  judgedOnly(ids: readonly string[]): string {
    const conditions = `t.id = any (${this.bind(ids, 'text[]')}::bigint[])`
    return judgedOf(fillMarks(chosenSql, { conditions }))
  }

  bind(value: unknown, cast: Parameters<BoundValues['bind']>[1]): string {
    return this.#bound.bind(value, cast)
  }

  /**
   * Returns `judged-parcels.sql` with the conditions on columns of the parcels, optionally with land use. A
   * window selects rows before they are judged.
   */
  judged({ withUse = true, window }: { withUse?: boolean; window?: ParcelWindow } = {}): string {
    const { state, town, area, code, bbox } = this.#asked
    const [least, most] = area
    const conditions = [
      withUse ? this.#use() : 'true',
      state.length > 0 ? `t.state = any (${this.bind(state, 'text[]')})` : 'true',
      town.length > 0 ? `t.town_code = any (${this.bind(town, 'text[]')})` : 'true',
      least === null ? 'true' : `t.area_m2 >= ${this.bind(least, 'float8')}`,
      most === null ? 'true' : `t.area_m2 <= ${this.bind(most, 'float8')}`,
      code === '' ? 'true' : `t.parcel_code like '%' || ${this.bind(code, 'text')} || '%'`,
      bbox === undefined ? 'true' : this.#within(bbox),
    ]
    const needed = conditions.filter((one) => one !== 'true').join(' and ')
    const chosen = fillMarks(chosenSql, { conditions: needed || 'true' })
    return judgedOf(window ? fillMarks(windowSql, { ...window, chosen: `(${chosen})` }) : chosen)
  }

  /**
   * Returns the condition on verdicts, over the bits `verdicts` of `judged-parcels.sql`; made of constants
   * only.
   */
  verdict(): string {
    const { verdict } = this.#asked
    if (verdict.length === 0) return 'true'
    const has = (one: ParcelVerdict) => `verdicts & ${bitsOf[one].mask} ${bitsOf[one].holds}`
    return `(${verdict.map(has).join(' or ')})`
  }

  #use(): string {
    const { use } = this.#asked
    if (use.length === 0) return 'true'
    return `t.land_use = any (${this.bind(classesOf(use), 'text[]')})`
  }

  #within(bbox: string): string {
    const boxes = boxesOf(checkedBbox(bbox, crs84)).flatMap((box) => {
      if (box === undefined) return []
      const [west, south, east, north] = box.map((degrees) => this.bind(degrees, 'float8'))
      return [`t.geom && ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`]
    })
    return `(${boxes.join(' or ')})`
  }
}
