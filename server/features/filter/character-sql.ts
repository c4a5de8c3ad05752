/** SQL of texts and numbers: folding, patterns and arithmetic. Operands are SQL already. */

/** Without regard to case. */
export const loweredSql = (text: string): string => `lower(${text})`

/** Without accents: letters are taken apart and the marks (U+0300 to U+036F) dropped. */
export const unaccentedSql = (text: string): string =>
  `normalize(regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g'), NFC)`

/** `%` is any text, `_` any character, `\` takes the next one as it is: the same as CQL2's. */
export const likeSql = (text: string, pattern: string): string => `${text} like ${pattern}`

/**
 * Arithmetic in double precision. What divides by nothing has no value, as in a null, instead of an
 * error that one row would bring on all others.
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
