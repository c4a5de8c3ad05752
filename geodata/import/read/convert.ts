/** Converts a file's value to a column's type and, if the column has one, its code list. */
import { codeLists } from '../../model/codes.ts'
import { landUseClasses } from '../../model/land-use.ts'
import { landUseDetails } from '../../model/land-use-details.ts'
import type { Property, PropertyType } from '../../model/layer.ts'
import { memo } from '../../model/memo.ts'
import type { Text } from '../../model/text.ts'
import { digitsOf, readNumber } from './numbers.ts'
import type { Read, TimeReading } from './times.ts'
import { chinaTime, readDate, readDateTime } from './times.ts'

export type Converted =
  | { readonly value: unknown }
  | { readonly problem: 'bad_value' | 'unknown_code' | 'undecoded' }

const bad: Converted = { problem: 'bad_value' }

/**
 * Converts null, empty text and blank dates to null. A value that does not fit is a problem, never a guess.
 * `times` says how to read times without a zone.
 */
export function convertValue(property: Property, value: unknown, times: TimeReading = chinaTime): Converted {
  if (value === null || value === undefined || value === '') return { value: null }
  if (typeof value === 'string' && value.trim() === '') return { value: null }
  if (property.codes) return codeOf(property, textOf(value).trim())
  return byType[property.type](value, property, times)
}

/** Returns a value as text; objects as JSON, because a file may have replaced their `toString`. */
export const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

type Convert = (value: unknown, property: Property, times: TimeReading) => Converted

const byType: Readonly<Record<PropertyType, Convert>> = {
  string: (value, property) => {
    if (typeof value !== 'number') return textValue(property, textOf(value).trim())
    const digits = digitsOf(value)
    return digits === null ? bad : textValue(property, digits)
  },
  number: (value, property) => numberOf(value, property),
  integer: (value, property) => {
    const converted = numberOf(value, property)
    if (!('value' in converted)) return converted
    const whole = Math.round(Number(converted.value))
    return Math.abs(whole - Number(converted.value)) < 1e-9 && Math.abs(whole) < 2 ** 31
      ? { value: whole }
      : bad
  },
  boolean: (value) => {
    const word = textOf(value).normalize('NFKC').trim().toLowerCase()
    if (yes.has(word)) return { value: true }
    return no.has(word) ? { value: false } : bad
  },
  date: (value, _property, times) => timeValue(readDate(textOf(value), times)),
  datetime: (value, _property, times) => timeValue(readDateTime(textOf(value), times)),
  strings: (value) => ({
    value: (Array.isArray(value) ? value.map(textOf) : textOf(value).split(/[;,，、；|]/))
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  }),
}

const yes: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y', '1', '是', '有', '真', '√'])
const no: ReadonlySet<string> = new Set(['false', 'f', 'no', 'n', '0', '否', '无', '假', '×'])

/** Columns of codes. If a spreadsheet wrote 3.30112E+17, digits of the code are lost. */
const codes: ReadonlySet<string> = new Set(['parcel_code', 'plan_code', 'code', 'number', 'source_id'])
const textValue = ({ name }: Property, text: string): Converted => {
  if (text.includes('\uFFFD')) return { problem: 'undecoded' }
  return codes.has(name) && /^\d(?:\.\d+)?e\+?\d{2,}$/i.test(text) ? bad : { value: text }
}

const timeValue = (read: Read): Converted => (read === null ? bad : { value: read === 'blank' ? null : read })

function numberOf(value: unknown, { unit }: Property): Converted {
  if (typeof value === 'number') return Number.isFinite(value) ? { value } : bad
  const number = typeof value === 'string' ? readNumber(value, unit === 'percent') : null
  return number === null ? bad : { value: number }
}

/** Maps codes, and their titles in both languages, in lower case, to codes. */
const codesByWord = memo((list: NonNullable<Property['codes']>): ReadonlyMap<string, string> => {
  // A column of land use may hold classes of level 3, which are then stored in their own column.
  const listed: (readonly [string, { readonly title: Text }])[] =
    list === 'land_use'
      ? [...Object.entries(landUseDetails), ...landUseClasses]
      : Object.entries(codeLists[list])
  const entries = listed.map(([code, { title }]) => [code, title] as const)
  return new Map(
    // Later entries win, so that no title hides a code.
    [
      ...entries.flatMap(([code, { zh, en }]) => [
        [en.toLowerCase(), code] as const,
        [zh.toLowerCase(), code] as const,
      ]),
      ...entries.map(([code]) => [code.toLowerCase(), code] as const),
    ],
  )
})

function codeOf({ codes }: Property, value: string): Converted {
  const words = codes && codesByWord(codes)
  // 0701 城镇住宅用地: code and title together.
  const [, first = '', second = ''] = /^(\d{2,6})[\s　-]*(\D+)$/.exec(value) ?? []
  const isPair = first !== '' && words?.get(first) === words?.get(second.toLowerCase())
  const code = words?.get(isPair ? first : value.toLowerCase())
  return code === undefined ? { problem: 'unknown_code' } : { value: code }
}
