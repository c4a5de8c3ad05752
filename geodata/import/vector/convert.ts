/** Turns a file's value into a column's: by the column's type and, where it has one, its code list. */
import { codeLists } from '../../model/codes.ts'
import { landUseClasses } from '../../model/land-use.ts'
import type { Property, PropertyType } from '../../model/layer.ts'
import type { Text } from '../../model/text.ts'

export type Converted = { readonly value: unknown } | { readonly problem: 'bad_value' | 'unknown_code' }

const bad: Converted = { problem: 'bad_value' }

/** Null and empty text become null; a value that does not fit is a problem, never a guess. */
export function convertValue(property: Property, value: unknown): Converted {
  if (value === null || value === undefined || value === '') return { value: null }
  if (typeof value === 'string' && value.trim() === '') return { value: null }
  if (property.codes) return codeOf(property, textOf(value).trim())
  return byType[property.type](value)
}

/** A value as text; JSON of an object, whose own `toString` a file may have made useless. */
export const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

const byType: Readonly<Record<PropertyType, (value: unknown) => Converted>> = {
  string: (value) => ({ value: textOf(value).trim() }),
  number: (value) => numberOf(value),
  integer: (value) => {
    const converted = numberOf(value)
    if (!('value' in converted)) return converted
    const whole = Math.round(Number(converted.value))
    return Math.abs(whole - Number(converted.value)) < 1e-9 && Math.abs(whole) < 2 ** 31
      ? { value: whole }
      : bad
  },
  boolean: (value) => {
    const word = textOf(value).trim().toLowerCase()
    if (['true', 't', 'yes', 'y', '1', '是', '有'].includes(word)) return { value: true }
    return ['false', 'f', 'no', 'n', '0', '否', '无'].includes(word) ? { value: false } : bad
  },
  date: (value) => {
    const date = dateOf(textOf(value))
    return date === null ? bad : { value: date }
  },
  datetime: (value) => {
    const time = Date.parse(textOf(value).trim().replaceAll('/', '-'))
    return Number.isNaN(time) ? bad : { value: new Date(time).toISOString() }
  },
  strings: (value) => ({
    value: (Array.isArray(value) ? value.map(textOf) : textOf(value).split(/[;,，、；|]/))
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  }),
}

function numberOf(value: unknown): Converted {
  if (typeof value === 'boolean') return bad
  const number =
    typeof value === 'number'
      ? value
      : Number(
          textOf(value)
            .trim()
            .replaceAll(/[,，](?=\d{3}\b)/g, ''),
        )
  return Number.isFinite(number) ? { value: number } : bad
}

/** 2023-11-05, 2023/11/5, 20231105, 2023年11月5日, with or without a time behind it. */
function dateOf(text: string): string | null {
  const match =
    /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s].*)?$/.exec(text) ??
    /^\s*(\d{4})(\d{2})(\d{2})\s*$/.exec(text)
  const [, year = '', month = '', day = ''] = match ?? []
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (!match || date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day)) return null
  return date.toISOString().slice(0, 10)
}

const titles = new Map<string, ReadonlyMap<string, string>>()

/** Codes by themselves and by their titles in both languages, in lower case. */
function codesByWord(list: NonNullable<Property['codes']>): ReadonlyMap<string, string> {
  const known = titles.get(list)
  if (known) return known
  const entries: (readonly [string, Text])[] =
    list === 'land_use'
      ? [...landUseClasses].map(([code, { title }]) => [code, title])
      : Object.entries(codeLists[list]).map(([code, { title }]) => [code, title])
  const words = new Map(
    // Later entries win: the codes themselves are never hidden by a title.
    [
      ...entries.flatMap(([code, { zh, en }]) => [
        [en.toLowerCase(), code] as const,
        [zh.toLowerCase(), code] as const,
      ]),
      ...entries.map(([code]) => [code.toLowerCase(), code] as const),
    ],
  )
  titles.set(list, words)
  return words
}

function codeOf({ codes }: Property, value: string): Converted {
  const code = codes && codesByWord(codes).get(value.toLowerCase())
  return code === undefined ? { problem: 'unknown_code' } : { value: code }
}
