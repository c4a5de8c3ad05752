/** Texts of CSV (RFC 4180) that spreadsheets open as they are meant. */

/** Goes first: without it, Excel reads Chinese as the machine's own code page. */
export const BYTE_ORDER_MARK = '\ufeff'

const LINE_END = '\r\n'
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i

/**
 * A text as a cell. A spreadsheet takes a text that begins like a formula for one, and would run what
 * somebody put into a name: an apostrophe before it says that it is text. A signed number stays one.
 */
export function textCell(text: string): string {
  return quotedCell(FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text)
}

/** A text that is known to be no formula. */
export function quotedCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Cells as a line of the file. */
export const csvLine = (cells: readonly string[]): string => cells.join(',') + LINE_END
