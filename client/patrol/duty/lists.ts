/** Reads and writes typed lists and integers. */
import { forceName } from '../../../geodata/model/patrol/force-names.ts'
import type { Language } from '../../../geodata/model/text.ts'

/** Returns "公安、急救" or "police, medic" as a list, without empty parts and duplicates. */
export const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、,，;；]/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]

export const lineOf = (list: readonly string[], language: Language): string =>
  list.join(language === 'zh' ? '、' : ', ')

/** Returns forces or skills as a line to read. */
export const forcesLine = (forces: readonly string[], language: Language): string =>
  lineOf(
    forces.map((force) => forceName(force, language)),
    language,
  )

/** Returns the integer of a field; null if it is empty, NaN if it is no integer. */
export const integerOf = (text: string): number | null =>
  text.trim() === '' ? null : Number.isInteger(Number(text)) ? Number(text) : Number.NaN
