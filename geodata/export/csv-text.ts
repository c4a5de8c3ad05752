/** CSV (RFC 4180) that spreadsheets open correctly. */

/** Byte order mark: without it, Excel reads Chinese in the machine's code page. */
export const BYTE_ORDER_MARK = '\ufeff'

const LINE_END = '\r\n'
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i

/**
 * Returns a text as a cell. Spreadsheets run text that begins like a formula, so an apostrophe marks it as
 * text, against CSV injection. Signed numbers stay numbers.
 */
export function textCell(text: string): string {
  return quotedCell(notFormula(text))
}

/** Returns a text with an apostrophe before what a spreadsheet would run as a formula. */
export const notFormula = (text: string): string =>
  FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text

/** Returns a text that is certainly not a formula. */
export function quotedCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Returns a code as a cell. Spreadsheets read digits as a number, quoted or not, so that 0701 becomes 701;
 * Excel and LibreOffice keep the text of a formula `="0701"`. Only digits are written so, which no formula
 * can hide in.
 */
export function codeCell(code: string): string {
  return /^\d+$/.test(code) ? quotedCell(`="${code}"`) : textCell(code)
}

/** Returns cells as a line of the file. */
export const csvLine = (cells: readonly string[]): string => cells.join(',') + LINE_END
