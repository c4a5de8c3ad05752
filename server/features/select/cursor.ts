/**
 * Keyset paging: a cursor holds the sort keys of a row, and a page is what follows or precedes them. Pages
 * neither repeat nor skip a row while others are added and deleted, and the last page costs no more than the
 * first. Only a row whose own sort key changes may appear again.
 */
import { z } from 'zod'
import { badParameter } from '../../errors.ts'
import { parameter } from '../../http/parameters.ts'
import type { BoundValues } from './bound-values.ts'
import { opposite, type SortKey } from './sorting.ts'

export interface Cursor {
  /** The sort keys of a row in PostgreSQL's text form, in order; null for no value. */
  readonly keys: readonly (string | null)[]
  /** Whether the row itself belongs to the page. */
  readonly inclusive: boolean
}

/** Position of a page: after or before a cursor; the first page has none. */
export interface PagePosition {
  readonly side: 'after' | 'before'
  readonly cursor: Cursor
}

const expected = { zh: '上一页或下一页链接给出的值', en: 'a value from a prev or next link' }

export const cursorParameter = () =>
  parameter(
    z
      .string()
      .max(8_000)
      .regex(/^[\w-]+$/)
      .optional(),
    expected,
    { type: 'string', description: 'Opaque value from a prev or next link' },
  )

const number = /^(-?\d+(\.\d+)?(e[+-]?\d+)?|-?Infinity|NaN)$/
const moment = /^(\d{4,6}-\d\d-\d\d[\d:.+\- ]{0,30}( BC)?|-?infinity)$/

const forms: Readonly<Record<SortKey['type'], RegExp>> = {
  string: /^[^\0]*$/u,
  strings: /^[^\0]*$/u,
  integer: /^-?\d{1,18}$/,
  number,
  boolean: /^(true|false)$/,
  date: moment,
  datetime: moment,
}

/** Identifies the order that a cursor belongs to; it is invalid for another order. */
const signature = (order: readonly SortKey[]): string =>
  order.map(({ name, direction }) => `${direction} ${name}`).join()

const payload = z.tuple([z.string(), z.boolean(), z.array(z.string().nullable())])

/** Returns the cursor as text for links. */
export function cursorText(order: readonly SortKey[], { keys, inclusive }: Cursor): string {
  return Buffer.from(JSON.stringify([signature(order), inclusive, keys])).toString('base64url')
}

/** Parses the text of `cursorText` for the same order. Throws a ProblemError for anything else. */
export function readCursor(name: string, text: string, order: readonly SortKey[]): Cursor {
  const read = payload.safeParse(parsed(Buffer.from(text, 'base64url').toString()))
  if (!read.success) throw badParameter(name, expected, text)
  const [sortedBy, inclusive, keys] = read.data
  if (sortedBy !== signature(order)) {
    const same = { zh: '同一排序的链接给出的值', en: 'a value from a link with the same sort order' }
    throw badParameter(name, same, text)
  }
  const fits = order.every((key, index) => {
    const value = keys[index]
    return value === null ? key.name !== 'id' : value !== undefined && forms[key.type].test(value)
  })
  if (!fits || keys.length !== order.length) throw badParameter(name, expected, text)
  return { keys, inclusive }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns the condition of a page's position. */
export function positionSql(
  { side, cursor }: PagePosition,
  order: readonly SortKey[],
  bound: BoundValues,
): string {
  return behindSql(order, cursor, side === 'before', bound, 0)
}

/** Rows are compared by their first different key. Nulls are last in ascending order. */
function behindSql(
  order: readonly SortKey[],
  cursor: Cursor,
  backwards: boolean,
  bound: BoundValues,
  index: number,
): string {
  const key = order[index]
  const value = cursor.keys[index]
  if (key === undefined || value === undefined) return cursor.inclusive ? 'true' : 'false'
  const ascends = (backwards ? opposite[key.direction] : key.direction) === 'asc'
  const isLast = index === order.length - 1
  if (value === null) {
    const rest = behindSql(order, cursor, backwards, bound, index + 1)
    const same = `(${key.column} is null and ${rest})`
    return ascends ? same : `(${key.column} is not null or ${same})`
  }
  const text = bound.bind(value, key.cast)
  const sign = ascends ? '>' : '<'
  // The id is never null.
  if (isLast) return `${key.column} ${sign}${cursor.inclusive ? '=' : ''} ${text}`
  const beyond = ascends ? `${key.column} > ${text} or ${key.column} is null` : `${key.column} < ${text}`
  const rest = behindSql(order, cursor, backwards, bound, index + 1)
  return `(${beyond} or (${key.column} = ${text} and ${rest}))`
}
