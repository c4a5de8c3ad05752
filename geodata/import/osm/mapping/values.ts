/** Reads values of OpenStreetMap tags, which are free text; null if they are not understood. */
import type { Tags } from '../elements.ts'

/** Columns of one row by name. */
export type Properties = Record<string, unknown>

export const namesOf = (tags: Tags) => ({
  name: tags.name?.trim() || tags['name:zh']?.trim() || null,
  name_en: tags['name:en']?.trim() || null,
})

/** Returns the value of a table; `constructor` in a file finds nothing. */
export function lookUp<Found>(
  table: Readonly<Record<string, Found>>,
  value: string | undefined,
): Found | undefined {
  return value !== undefined && Object.hasOwn(table, value) ? table[value] : undefined
}

/** Reads `yes`, `no` and their synonyms; null for other text. */
export function booleanOf(value: string | undefined): boolean | null {
  if (value === undefined) return null
  if (['yes', 'true', '1', 'designated', '24/7', 'automatic'].includes(value)) return true
  return ['no', 'false', '0'].includes(value) ? false : null
}

/** Returns whether a tag exists and is not `no`. */
export const isSet = (value: string | undefined): boolean => value !== undefined && value !== 'no'

/** Reads metres from `12`, `12.5 m`, `40'` or `40 ft`. */
export function metresOf(value: string | undefined): number | null {
  const match = /^\s*(-?\d+(?:[.,]\d+)?)\s*(m|米|ft|feet|'|km)?\s*$/i.exec(value ?? '')
  if (!match?.[1]) return null
  const number = Number(match[1].replace(',', '.'))
  const unit = match[2]?.toLowerCase()
  if (unit === 'km') return number * 1000
  return unit === 'ft' || unit === 'feet' || unit === "'" ? number * 0.3048 : number
}

export function integerOf(value: string | undefined): number | null {
  return /^\s*-?\d{1,9}\s*$/.test(value ?? '') ? Number(value) : null
}

/** Reads kilometres per hour from `60`, `60 km/h` or `40 mph`. */
export function speedOf(value: string | undefined): number | null {
  const match = /^\s*(\d{1,3})\s*(km\/h|kmh|mph)?\s*$/i.exec(value ?? '')
  if (!match?.[1]) return null
  return Math.round(Number(match[1]) * (match[2]?.toLowerCase() === 'mph' ? 1.609344 : 1))
}
