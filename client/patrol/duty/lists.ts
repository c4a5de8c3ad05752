/** Reads typed lists and integers. */

/** Returns "公安、急救" or "police, medic" as a list, without empty parts and duplicates. */
export const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、,，;；]/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]

export const lineOf = (list: readonly string[], language: 'zh' | 'en'): string =>
  list.join(language === 'zh' ? '、' : ', ')

/** Returns the integer of a field; null if it is empty, NaN if it is no integer. */
export const integerOf = (text: string): number | null =>
  text.trim() === '' ? null : Number.isInteger(Number(text)) ? Number(text) : Number.NaN
