/**
 * Row ids: safe integers from 0. In URLs an id has one spelling, the same as in answers, so that a row has
 * one URL.
 */

/** Returns whether a number or a text is a valid row id. */
export const isRowId = (value: number | string): boolean =>
  typeof value === 'string' ? rowIdOf(value) !== undefined : Number.isSafeInteger(value) && value >= 0

/** Parses a row id; undefined for leading zeros, signs and other texts. */
export function rowIdOf(text: string): number | undefined {
  const id = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : -1
  return isRowId(id) ? id : undefined
}
