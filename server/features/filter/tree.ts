/**
 * The tree of a CQL2 expression (OGC 21-065r2), shared by text and JSON. It has the structure of the JSON
 * encoding, with one spelling for each operator.
 */
import type { Geometry } from 'geojson'

export interface PropertyReference {
  readonly property: string
}

/** An operator or a function with its operands. */
export interface Call {
  readonly op: string
  readonly args: readonly Expression[]
}

/** An end of an interval: `..` (open), a date, a timestamp, or a property. */
export type IntervalEnd = string | PropertyReference

export interface Interval {
  readonly interval: readonly [IntervalEnd, IntervalEnd]
}

interface DateLiteral {
  readonly date: string
}

interface TimestampLiteral {
  readonly timestamp: string
}

/** Four numbers, or six with heights, in the axis order of the filter's coordinate system. */
export interface BoxLiteral {
  readonly bbox: readonly number[]
}

export type ArrayLiteral = readonly Expression[]

export type Expression =
  | string
  | number
  | boolean
  | PropertyReference
  | DateLiteral
  | TimestampLiteral
  | Interval
  | BoxLiteral
  | Geometry
  | ArrayLiteral
  | Call

/** Limits of a filter; 16,000 characters fit into a URL. */
export const limits = { characters: 16_000, depth: 32, nodes: 2_000, vertices: 3_000 } as const

export const comparisonOperators = ['=', '<>', '<=', '>=', '<', '>'] as const
export const arithmeticOperators = ['+', '-', '*', '/', '%', 'div', '^'] as const

/** Minimum and maximum number of operands of each operator; other functions may have any number. */
const operandCounts: ReadonlyMap<string, readonly [number, number]> = new Map<
  string,
  readonly [number, number]
>([
  ['and', [2, limits.nodes]],
  ['or', [2, limits.nodes]],
  ['not', [1, 1]],
  ['isNull', [1, 1]],
  ['like', [2, 2]],
  ['in', [2, 2]],
  ['between', [3, 3]],
  ['casei', [1, 1]],
  ['accenti', [1, 1]],
])

/** Returns the canonical spelling of an operator, or a function's name unchanged. */
export function operatorNamed(name: string): string {
  const lower = name.toLowerCase()
  if (lower === 'isnull') return 'isNull'
  const known = operandCounts.has(lower) || /^[sta]_/.test(lower) || lower === 'div'
  return known ? lower : name
}

/** Returns the minimum and maximum number of operands of an operator. */
export function operandCount(op: string): readonly [number, number] {
  const isBinary =
    [...comparisonOperators, ...arithmeticOperators].some((one) => one === op) || /^[sta]_/.test(op)
  return isBinary ? [2, 2] : (operandCounts.get(op) ?? [0, limits.nodes])
}

export const isCall = (node: Expression): node is Call => typeof node === 'object' && 'op' in node
export const isProperty = (node: Expression): node is PropertyReference =>
  typeof node === 'object' && 'property' in node
export const isArray = (node: Expression): node is ArrayLiteral => Array.isArray(node)
export const isGeometry = (node: Expression): node is Geometry => typeof node === 'object' && 'type' in node
export const isBox = (node: Expression): node is BoxLiteral =>
  typeof node === 'object' && 'bbox' in node && !isGeometry(node)
