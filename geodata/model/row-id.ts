/**
 * Ids of rows: whole numbers from 0 that JavaScript holds exactly. In addresses an id has one spelling, the
 * one that answers write, so that one row has one address.
 */

/** Whether a number is the id of a row, or a text spells one. */
export const isRowId = (value: number | string): boolean =>
  typeof value === 'string' ? rowIdOf(value) !== undefined : Number.isSafeInteger(value) && value >= 0

/** The id that a text spells; undefined for leading zeros, signs, and whatever is none. */
export function rowIdOf(text: string): number | undefined {
  const id = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : -1
  return isRowId(id) ? id : undefined
}
