/** Reads numbers in text columns. Ambiguous text is not a number. */

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
/** 12,345,678.9: groups of three digits after a first group of one to three. */
const GROUPED = /^[+-]?\d{1,3}(?:[,' ]\d{3})+(?:\.\d*)?$/
/** A floating-point number keeps this many digits exactly. */
const SAFE_DIGITS = 15

/**
 * Reads `1234.5`, `1,234.5`, `１２３４`, `1.2e3`; with `percent`, also `35%`. Returns null for any other text.
 */
export function readNumber(text: string, percent = false): number | null {
  let plain = text.normalize('NFKC').trim().replace(/^−/, '-')
  if (percent) plain = plain.replace(/\s*%$/, '')
  if (GROUPED.test(plain)) plain = plain.replaceAll(/[,' ]/g, '')
  if (!PLAIN.test(plain)) return null
  const number = Number(plain)
  return Number.isFinite(number) && keepsDigits(plain, number) ? number : null
}

/** Whole numbers must keep every digit; of decimals, the last digits do not matter. */
function keepsDigits(text: string, number: number): boolean {
  if (text.length <= SAFE_DIGITS || !/^[+-]?\d+$/.test(text)) return true
  return BigInt(text) === BigInt(number)
}

/** Returns a number as text, or null if its digits may differ from those in the file. */
export function digitsOf(number: number): string | null {
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? null : String(number)
}
