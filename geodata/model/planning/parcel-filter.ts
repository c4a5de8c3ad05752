/**
 * The filter of parcels, with the same names in the page's address and in the server's API, so that a link, a
 * table, a map and a file select the same parcels.
 */
import { codeLists } from '../codes.ts'
import { landUseClasses } from '../land-use.ts'
import { type ParcelVerdict, parcelVerdicts } from './indicators.ts'

export interface ParcelFilter {
  /** Land use classes; two digits include the sub-classes. */
  readonly use: readonly string[]
  readonly state: readonly string[]
  readonly verdict: readonly ParcelVerdict[]
  /** Nine digits each. */
  readonly town: readonly string[]
  /** Square metres; null for no limit. */
  readonly area: readonly [least: number | null, most: number | null]
  /** A part of the parcel code; empty for any. */
  readonly code: string
}

export const anyParcel: ParcelFilter = {
  use: [],
  state: [],
  verdict: [],
  town: [],
  area: [null, null],
  code: '',
}

/** Characters of parcel codes. */
const CODE = /^[0-9A-Z]{1,19}$/
const TOWN = /^\d{9}$/
const AREA = /^(\d{1,12}(?:\.\d{1,3})?)?-(\d{1,12}(?:\.\d{1,3})?)?$/

/** Parses a range `1000-5000`, `1000-` or `-5000`; undefined if it is invalid. */
export function readAreaRange(text: string): ParcelFilter['area'] | undefined {
  const [, least, most] = AREA.exec(text) ?? []
  if (least === undefined && most === undefined) return undefined
  return [least === undefined ? null : Number(least), most === undefined ? null : Number(most)]
}

/** Returns whether a text can be a part of a parcel code. */
export const isCodePart = (text: string): boolean => CODE.test(text)

export const isTownCode = (text: string): boolean => TOWN.test(text)

/** Returns the known values of a list; invalid ones are ignored. */
const listed = <T extends string>(text: string | null, isKnown: (one: string) => one is T): readonly T[] => [
  ...new Set((text ?? '').split(',').filter(isKnown)),
]

const isUse = (one: string): one is string => landUseClasses.has(one)
const isState = (one: string): one is string => Object.hasOwn(codeLists.parcelStates, one)
const isVerdict = (one: string): one is ParcelVerdict => parcelVerdicts.some((verdict) => verdict === one)
const isTown = (one: string): one is string => isTownCode(one)

/** Reads a filter from a query; invalid parts are ignored. */
export function readParcelFilter(query: URLSearchParams): ParcelFilter {
  const code = (query.get('code') ?? '').toUpperCase()
  return {
    use: listed(query.get('use'), isUse),
    state: listed(query.get('state'), isState),
    verdict: listed(query.get('verdict'), isVerdict),
    town: listed(query.get('town'), isTown),
    area: readAreaRange(query.get('area') ?? '') ?? anyParcel.area,
    code: isCodePart(code) ? code : '',
  }
}

/** Returns the parameters of a filter, without those that allow everything. */
export function writeParcelFilter(filter: ParcelFilter): readonly (readonly [name: string, value: string])[] {
  const [least, most] = filter.area
  const parts = [
    ['use', filter.use.join(',')],
    ['state', filter.state.join(',')],
    ['verdict', filter.verdict.join(',')],
    ['town', filter.town.join(',')],
    ['area', least === null && most === null ? '' : `${least ?? ''}-${most ?? ''}`],
    ['code', filter.code],
  ] as const
  return parts.filter(([, value]) => value !== '')
}

/** Columns by which a table of parcels can be sorted; a leading minus means descending. */
const parcelSortKeys = ['code', 'use', 'town', 'state', 'area', 'far', 'height'] as const
export type ParcelSortKey = (typeof parcelSortKeys)[number]
export type ParcelSort = ParcelSortKey | `-${ParcelSortKey}`
export const parcelSorts: readonly ParcelSort[] = parcelSortKeys.flatMap((key) => [key, `-${key}`] as const)
