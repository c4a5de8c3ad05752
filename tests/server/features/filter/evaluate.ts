/** Evaluates a condition on one row in JavaScript, with SQL's three values: true, false and unknown. */
import type { Position } from 'geojson'
import {
  type Expression,
  isArray,
  isBox,
  isCall,
  isGeometry,
  isProperty,
} from '../../../../server/features/filter/tree.ts'

export type Row = Readonly<Record<string, unknown>>
type Value = string | number | boolean | null

export function evaluate(node: Expression, row: Row): Value {
  if (typeof node !== 'object') return node
  if (isProperty(node)) return (row[node.property] ?? null) as Value
  if (!isCall(node)) throw new Error('no value')
  const { op, args } = node
  if (op.startsWith('s_')) return spatial(op, args, row)
  if (op.startsWith('t_')) return temporal(op, args, row)
  if (op === 'a_overlaps') return overlaps(args, row)
  if (op === 'in') return isIn(args, row)
  const values = args.map((operand) => evaluate(operand, row))
  if (op === 'and') return values.includes(false) ? false : values.includes(null) ? null : true
  if (op === 'or') return values.includes(true) ? true : values.includes(null) ? null : false
  if (op === 'isNull') return values[0] === null
  if (op === 'between') return between(values)
  return values.includes(null) ? null : scalar(op, values)
}

function between([value, low, high]: readonly Value[]): Value {
  const tests = [compare('>=', value, low), compare('<=', value, high)]
  return tests.includes(false) ? false : tests.includes(null) ? null : true
}

function compare(op: string, left: Value | undefined, right: Value | undefined): boolean | null {
  if (left === null || right === null || left === undefined || right === undefined) return null
  return scalar(op, [left, right]) === true
}

function scalar(op: string, values: readonly Value[]): Value {
  const [left, right] = values
  if (typeof left === 'string') return textual(op, left, String(right))
  if (op === 'not') return !left
  if (op === '=') return left === right
  if (op === '<>') return left !== right
  return numeric(op, Number(left), Number(right))
}

function textual(op: string, left: string, right: string): Value {
  if (op === '=') return left === right
  if (op === '<>') return left !== right
  if (op === 'casei') return left.toLowerCase()
  if (op === 'accenti')
    return left
      .normalize('NFD')
      .replaceAll(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
  if (op === 'like') return likePattern(right).test(left)
  throw new Error(op)
}

function likePattern(pattern: string): RegExp {
  const source = pattern.replaceAll(/\\(.)|([%_])|([^\\%_])/gsu, (_, escaped, wild, plain) => {
    if (wild) return wild === '%' ? '.*' : '.'
    return (escaped ?? plain).replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  })
  return new RegExp(`^${source}$`, 'su')
}

function numeric(op: string, left: number, right: number): Value {
  switch (op) {
    case '<':
      return left < right
    case '>':
      return left > right
    case '<=':
      return left <= right
    case '>=':
      return left >= right
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? null : left / right
    default:
      throw new Error(op)
  }
}

function isIn([value, list]: readonly Expression[], row: Row): Value {
  if (value === undefined || list === undefined || !isArray(list)) throw new Error('in')
  const found = list.map((item) => compare('=', evaluate(value, row), evaluate(item, row)))
  return found.includes(true) ? true : found.includes(null) ? null : false
}

function overlaps([, list]: readonly Expression[], row: Row): Value {
  const skills = row.skills as readonly string[]
  return list !== undefined && isArray(list) && list.some((item) => skills.includes(String(item)))
}

function spatial(op: string, [, area]: readonly Expression[], row: Row): Value {
  const [x = 0, y = 0] = row.position as Position
  if (area === undefined) throw new Error(op)
  const positions = isBox(area)
    ? [area.bbox.slice(0, 2), area.bbox.slice(2)]
    : isGeometry(area) && area.type === 'Polygon'
      ? (area.coordinates[0] ?? [])
      : []
  const [xs, ys] = [positions.map(([one = 0]) => one), positions.map(([, one = 0]) => one)]
  const inside = x > Math.min(...xs) && x < Math.max(...xs) && y > Math.min(...ys) && y < Math.max(...ys)
  return op === 's_disjoint' ? !inside : inside
}

function temporal(op: string, [, other]: readonly Expression[], row: Row): Value {
  const at = row.position_at === null ? null : Date.parse(String(row.position_at))
  if (at === null || typeof other !== 'object') return null
  const ends =
    'interval' in other ? other.interval : 'timestamp' in other ? [other.timestamp, other.timestamp] : []
  const [from = 0, to = 0] = ends.map((end) =>
    end === '..' ? Number.POSITIVE_INFINITY : Date.parse(String(end)),
  )
  const relations: Readonly<Record<string, boolean>> = {
    t_after: at > to,
    t_before: at < from,
    t_equals: at === from && at === to,
    t_intersects: at >= from && at <= to,
    t_disjoint: at < from || at > to,
    t_during: at > from && at < to,
    t_starts: at === from && at < to,
  }
  return relations[op] ?? null
}
