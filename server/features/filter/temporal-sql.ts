/**
 * SQL of temporal predicates. Each operand is a span of time. If all are dates, the unit is a day; otherwise
 * a date is the whole day in China Standard Time.
 */

import { type FilterContext, propertySql } from './queryable.ts'
import { isDate } from './temporal-text.ts'
import { type Call, type Expression, type Interval, type IntervalEnd, isProperty } from './tree.ts'

interface End {
  readonly text: string
  readonly type: 'date' | 'timestamp' | 'open'
}

interface Span {
  readonly from: End
  readonly to: End
}

/** Allen's relations of the spans a (a1 to a2) and b (b1 to b2), as the standard defines them. */
const relations: Readonly<Record<string, string>> = {
  t_after: 'a1 > b2',
  t_before: 'a2 < b1',
  t_contains: 'a1 < b1 and a2 > b2',
  t_disjoint: 'a2 < b1 or a1 > b2',
  t_during: 'a1 > b1 and a2 < b2',
  t_equals: 'a1 = b1 and a2 = b2',
  t_finishedby: 'a1 < b1 and a2 = b2',
  t_finishes: 'a1 > b1 and a2 = b2',
  t_intersects: 'a1 <= b2 and a2 >= b1',
  t_meets: 'a2 = b1',
  t_metby: 'a1 = b2',
  t_overlappedby: 'a1 > b1 and a1 < b2 and a2 > b2',
  t_overlaps: 'a1 < b1 and a2 > b1 and a2 < b2',
  t_startedby: 'a1 = b1 and a2 > b2',
  t_starts: 'a1 = b1 and a2 < b2',
}

export const isTemporalOperator = (op: string): boolean => Object.hasOwn(relations, op)

export function temporalSql(context: FilterContext, call: Call): string {
  const [a, b] = call.args.map((operand) => spanOf(context, operand, call))
  const relation = relations[call.op]
  if (a === undefined || b === undefined || relation === undefined)
    throw new Error('a relation is of two spans')
  const inDays = [a.from, a.to, b.from, b.to].every(({ type }) => type !== 'timestamp')
  const ends: Readonly<Record<string, string>> = {
    a1: endSql(a.from, 'from', inDays),
    a2: endSql(a.to, 'to', inDays),
    b1: endSql(b.from, 'from', inDays),
    b2: endSql(b.to, 'to', inDays),
  }
  return relation.replace(/[ab][12]/g, (end) => ends[end] ?? '')
}

function endSql({ text, type }: End, edge: 'from' | 'to', inDays: boolean): string {
  const unit = inDays ? 'date' : 'timestamptz'
  if (type === 'open') return edge === 'from' ? `'-infinity'::${unit}` : `'infinity'::${unit}`
  if (inDays || type === 'timestamp') return text
  const midnight = (day: string) => `(${day})::timestamp at time zone interval '08:00'`
  return edge === 'from' ? midnight(text) : `(${midnight(`${text} + 1`)} - interval '1 microsecond')`
}

const expected = { zh: '日期、时刻或 INTERVAL', en: 'a date, a time or an INTERVAL' }

function spanOf(context: FilterContext, node: Expression, call: Call): Span {
  if (typeof node === 'object' && 'interval' in node) return intervalSpan(context, node)
  const end = instantOf(context, node)
  if (end !== undefined) return { from: end, to: end }
  throw context.refuse(typeof node === 'object' ? node : call, expected, JSON.stringify(node))
}

function instantOf(context: FilterContext, node: Expression): End | undefined {
  if (typeof node !== 'object') return undefined
  if ('date' in node) return { text: context.bound.bind(node.date, 'date'), type: 'date' }
  if ('timestamp' in node) {
    return { text: context.bound.bind(node.timestamp, 'timestamptz'), type: 'timestamp' }
  }
  if (!isProperty(node)) return undefined
  const { text, type } = propertySql(context, node.property, node)
  return type === 'date' || type === 'timestamp' ? { text, type } : undefined
}

function intervalSpan(context: FilterContext, node: Interval): Span {
  const [from, to] = node.interval
  const backwards =
    typeof from === 'string' &&
    typeof to === 'string' &&
    from !== '..' &&
    to !== '..' &&
    moment(from) > moment(to)
  if (backwards) {
    const order = { zh: '起点不晚于终点的 INTERVAL', en: 'an INTERVAL that does not end before it begins' }
    throw context.refuse(node, order, `${from}/${to}`)
  }
  return { from: endOf(context, from, node), to: endOf(context, to, node) }
}

const moment = (text: string): number => Date.parse(isDate(text) ? `${text}T00:00:00+08:00` : text)

function endOf(context: FilterContext, end: IntervalEnd, node: Interval): End {
  if (typeof end !== 'string') {
    const instant = instantOf(context, end)
    if (instant !== undefined) return instant
    throw context.refuse(node, expected, end.property)
  }
  if (end === '..') return { text: '', type: 'open' }
  const instant = instantOf(context, isDate(end) ? { date: end } : { timestamp: end })
  if (instant !== undefined) return instant
  throw context.refuse(node, expected, end)
}
