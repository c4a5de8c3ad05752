/**
 * Compiles a filter's tree to a SQL condition, from operators of this folder, columns of the catalogue and
 * `$n`; every word and number of the client is a bound value. Type errors (a number and a text, an unknown
 * property) are refused before the database sees them.
 */

import type { Crs } from '../../../geodata/model/coordinate-systems.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import type { Text } from '../../../geodata/model/text.ts'
import type { BoundValues } from '../select/bound-values.ts'
import { arithmeticSql, likeSql, loweredSql, unaccentedSql } from './character-sql.ts'
import { filterProblem, type ParsedFilter } from './filter-problem.ts'
import { type FilterContext, propertySql, type Sql, type SqlType } from './queryable.ts'
import { isSpatialOperator, spatialSql } from './spatial-sql.ts'
import { isTemporalOperator, temporalSql } from './temporal-sql.ts'
import {
  arithmeticOperators,
  type Call,
  comparisonOperators,
  type Expression,
  isArray,
  isCall,
  isProperty,
} from './tree.ts'

const typeNames: Readonly<Record<SqlType, Text>> = {
  text: { zh: '文本', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  boolean: { zh: '条件或真假值', en: 'a condition' },
  date: { zh: 'DATE 日期', en: 'a DATE' },
  timestamp: { zh: 'TIMESTAMP 时刻', en: 'a TIMESTAMP' },
  'text[]': { zh: '文本列表', en: 'a list of texts' },
  geometry: { zh: '几何', en: 'a geometry' },
}

/** Returns the condition of a filter on a layer and adds its values to `bound`. */
export function filterSql(filter: ParsedFilter, layer: Layer, crs: Crs, bound: BoundValues): string {
  const context: FilterContext = {
    layer,
    crs,
    bound,
    refuse: (node, expected, came) => filterProblem(filter.placeOf(node), expected, came),
  }
  return typed(context, filter.tree, 'boolean').text
}

/** Returns the SQL of a node, which must have the given type. */
function typed(context: FilterContext, node: Expression, type: SqlType, parent = node): Sql {
  const sql = sqlOf(context, node)
  if (sql.type === type) return sql
  throw context.refuse(
    typeof node === 'object' ? node : parent,
    typeNames[type],
    `${nameOf(node)} (${typeNames[sql.type].en})`,
  )
}

const nameOf = (node: Expression): string => {
  if (typeof node !== 'object') return String(node)
  if (isProperty(node)) return node.property
  return isCall(node) ? node.op : JSON.stringify(node)
}

function sqlOf(context: FilterContext, node: Expression): Sql {
  const { bound } = context
  if (typeof node === 'string')
    return { text: bound.bind(textWithoutNul(context, node), 'text'), type: 'text' }
  if (typeof node === 'number') return { text: bound.bind(node, 'float8'), type: 'number' }
  if (typeof node === 'boolean') return { text: bound.bind(node, 'boolean'), type: 'boolean' }
  if (isArray(node)) return arraySql(context, node)
  if (isProperty(node)) return propertySql(context, node.property, node)
  if ('date' in node) return { text: bound.bind(node.date, 'date'), type: 'date' }
  if ('timestamp' in node) return { text: bound.bind(node.timestamp, 'timestamptz'), type: 'timestamp' }
  if (isCall(node)) return callSql(context, node)
  throw context.refuse(node, { zh: '可比较的值', en: 'a value that can be compared' }, nameOf(node))
}

function textWithoutNul(context: FilterContext, text: string): string {
  if (!text.includes('\0')) return text
  throw context.refuse(text, { zh: '不含空字符的文本', en: 'a text without NUL' }, text)
}

function arraySql(context: FilterContext, node: readonly Expression[]): Sql {
  const items = node.map((item) => typed(context, item, 'text', node).text)
  return { text: `array[${items.join(', ')}]::text[]`, type: 'text[]' }
}

const condition = (text: string): Sql => ({ text: `(${text})`, type: 'boolean' })

function callSql(context: FilterContext, call: Call): Sql {
  const { op } = call
  if (op === 'and' || op === 'or') {
    return condition(call.args.map((part) => typed(context, part, 'boolean', call).text).join(` ${op} `))
  }
  const read = Object.hasOwn(operators, op) ? operators[op] : undefined
  if (read !== undefined) return read(context, call)
  if (comparisonOperators.some((one) => one === op)) return comparisonSql(context, call)
  if (arithmeticOperators.some((one) => one === op)) {
    const [left, right] = operands(call).map((part) => typed(context, part, 'number', call).text)
    return { text: arithmeticSql(op, left ?? '', right ?? ''), type: 'number' }
  }
  if (isSpatialOperator(op)) return condition(spatialSql(context, call))
  if (isTemporalOperator(op)) return condition(temporalSql(context, call))
  const known = `${Object.keys(operators).join(', ')}, s_intersects, t_after …`
  throw context.refuse(call, { zh: `运算或函数 ${known}`, en: `an operator or function as ${known}` }, op)
}

const operands = (call: Call): readonly [Expression, Expression] => {
  const [left, right] = call.args
  if (left === undefined || right === undefined) throw new Error(`${call.op} was read with too few operands`)
  return [left, right]
}

const onlyOperand = (call: Call): Expression => {
  const [operand] = call.args
  if (operand === undefined) throw new Error(`${call.op} was read without an operand`)
  return operand
}

const arrayOperator =
  (operator: '@>' | '<@' | '&&') =>
  (context: FilterContext, call: Call): Sql => {
    const [left, right] = operands(call).map((part) => typed(context, part, 'text[]', call).text)
    return condition(`${left} ${operator} ${right}`)
  }

const operators: Readonly<Record<string, (context: FilterContext, call: Call) => Sql>> = {
  not: (context, call) => condition(`not ${typed(context, onlyOperand(call), 'boolean', call).text}`),
  isNull: (context, call) => condition(`${sqlOf(context, onlyOperand(call)).text} is null`),
  between: betweenSql,
  in: inSql,
  like: (context, call) => {
    const [value, pattern] = operands(call)
    refuseOpenEscape(context, pattern, call)
    return condition(
      likeSql(typed(context, value, 'text', call).text, typed(context, pattern, 'text', call).text),
    )
  },
  casei: (context, call) => ({
    text: loweredSql(typed(context, onlyOperand(call), 'text', call).text),
    type: 'text',
  }),
  accenti: (context, call) => ({
    text: unaccentedSql(typed(context, onlyOperand(call), 'text', call).text),
    type: 'text',
  }),
  a_contains: arrayOperator('@>'),
  a_containedby: arrayOperator('<@'),
  a_overlaps: arrayOperator('&&'),
  a_equals: (context, call) => {
    const [left, right] = operands(call).map((part) => typed(context, part, 'text[]', call).text)
    return condition(`${left} @> ${right} and ${left} <@ ${right}`)
  },
}

/**
 * Refuses a pattern (a text, perhaps in CASEI or ACCENTI) that ends with an open escape, on which PostgreSQL
 * fails.
 */
function refuseOpenEscape(context: FilterContext, pattern: Expression, call: Call): void {
  if (
    typeof pattern === 'object' &&
    isCall(pattern) &&
    (pattern.op === 'casei' || pattern.op === 'accenti')
  ) {
    refuseOpenEscape(context, onlyOperand(pattern), call)
    return
  }
  const isPattern = typeof pattern === 'string' && (/\\*$/.exec(pattern)?.[0].length ?? 0) % 2 === 0
  if (isPattern) return
  const expected = {
    zh: '文本形式的模式，“\\”之后要有字符',
    en: 'a pattern in quotes, with a character behind each "\\"',
  }
  throw context.refuse(call, expected, nameOf(pattern))
}

/**
 * Returns two values of one type. A whole number is bound as such, so that an index on whole numbers serves.
 */
function alike(context: FilterContext, call: Call, left: Expression, right: Expression): readonly [Sql, Sql] {
  if (typeof left === 'number' && typeof right !== 'number') {
    const other = sqlOf(context, right)
    return [numberBeside(context, left, other, call), other]
  }
  const first = sqlOf(context, left)
  if (typeof right === 'number') return [first, numberBeside(context, right, first, call)]
  if (first.type === 'geometry') {
    throw context.refuse(
      call,
      { zh: '空间运算如 S_INTERSECTS', en: 'a spatial operator as S_INTERSECTS' },
      call.op,
    )
  }
  return [first, typed(context, right, first.type, call)]
}

function numberBeside(context: FilterContext, value: number, other: Sql, call: Call): Sql {
  if (other.type !== 'number') return typed(context, value, other.type, call)
  const cast = other.integer && Number.isSafeInteger(value) ? 'bigint' : 'float8'
  return { text: context.bound.bind(value, cast), type: 'number' }
}

function comparisonSql(context: FilterContext, call: Call): Sql {
  const [left, right] = alike(context, call, ...operands(call))
  const ordered = left.type !== 'boolean' && left.type !== 'text[]'
  if (ordered || call.op === '=' || call.op === '<>')
    return condition(`${left.text} ${call.op} ${right.text}`)
  throw context.refuse(call, { zh: '= 或 <>', en: '= or <>' }, call.op)
}

function betweenSql(context: FilterContext, call: Call): Sql {
  const [value, low, high] = call.args
  if (value === undefined || low === undefined || high === undefined)
    throw new Error('between has three operands')
  const [from, least] = alike(context, call, value, low)
  const [to, most] = alike(context, call, value, high)
  return condition(`${from.text} >= ${least.text} and ${to.text} <= ${most.text}`)
}

function inSql(context: FilterContext, call: Call): Sql {
  const [value, list] = operands(call)
  if (!isArray(list)) throw context.refuse(call, { zh: '一列值', en: 'a list of values' }, nameOf(list))
  // IN with an empty list is false, but null for a null value.
  if (list.length === 0) return condition(`${sqlOf(context, value).text} is null and null::boolean`)
  const first = sqlOf(context, value)
  const items = list.map((item) =>
    typeof item === 'number'
      ? numberBeside(context, item, first, call)
      : typed(context, item, first.type, call),
  )
  return condition(`${first.text} in (${items.map(({ text }) => text).join(', ')})`)
}
