/** Numbers as people write them in text columns. What is not clearly one number is none. */

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
/** 12,345,678.9: groups of three behind a first of one to three. */
const GROUPED = /^[+-]?\d{1,3}(?:[,' ]\d{3})+(?:\.\d*)?$/
/** Digits that a floating-point number keeps whatever they are. */
const SAFE_DIGITS = 15

/** Reads `1234.5`, `1,234.5`, `１２３４`, `1.2e3`; with `percent`, also `35%`. Null for all else. */
export function readNumber(text: string, percent = false): number | null {
  let plain = text.normalize('NFKC').trim().replace(/^−/, '-')
  if (percent) plain = plain.replace(/\s*%$/, '')
  if (GROUPED.test(plain)) plain = plain.replaceAll(/[,' ]/g, '')
  if (!PLAIN.test(plain)) return null
  const number = Number(plain)
  return Number.isFinite(number) && keepsDigits(plain, number) ? number : null
}

/** Whole numbers must be kept to the last digit; of decimals, the last digits say nothing. */
function keepsDigits(text: string, number: number): boolean {
  if (text.length <= SAFE_DIGITS || !/^[+-]?\d+$/.test(text)) return true
  return BigInt(text) === BigInt(number)
}

/** A number as text, or null if its digits may not be those of the file any more. */
export function digitsOf(number: number): string | null {
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? null : String(number)
}
