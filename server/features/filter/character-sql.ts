/** SQL of texts and numbers: case and accent folding, patterns and arithmetic. Operands are SQL. */

/** Folds case. */
export const loweredSql = (text: string): string => `lower(${text})`

/** Removes accents: letters are decomposed and their marks (U+0300 to U+036F) dropped. */
export const unaccentedSql = (text: string): string =>
  `normalize(regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g'), NFC)`

/** `%` is any text, `_` any character, `\` escapes the next one, as in CQL2. */
export const likeSql = (text: string, pattern: string): string => `${text} like ${pattern}`

/**
 * Arithmetic in double precision. A division by zero is null, so that one row does not fail the whole
 * request.
 */
export function arithmeticSql(op: string, left: string, right: string): string {
  const [a, b] = [`(${left})::float8`, `(${right})::float8`]
  switch (op) {
    case '/':
      return `(${a} / nullif(${b}, 0))`
    case 'div':
      return `trunc(${a} / nullif(${b}, 0))`
    case '%':
      return `mod((${left})::numeric, nullif((${right})::numeric, 0))::float8`
    case '^':
      return `power(${a}, ${b})`
    default:
      return `(${a} ${op} ${b})`
  }
}
