/** The `sortby` parameter. Ids break ties, so that every order is total. */
import { z } from 'zod'
import { columnOf } from '../../../geodata/export/columns.ts'
import { layerProperties } from '../../../geodata/model/catalogue.ts'
import type { Layer, Property } from '../../../geodata/model/layer.ts'
import { badParameter } from '../../errors.ts'
import { parameter } from '../../http/parameters.ts'
import type { ValueCast } from './bound-values.ts'
import { valueCasts } from './columns.ts'

type Direction = 'asc' | 'desc'

export interface SortKey {
  readonly name: string
  readonly type: Property['type']
  readonly column: string
  readonly cast: ValueCast
  readonly direction: Direction
}

const MAX_KEYS = 8

const byId: SortKey = { name: 'id', type: 'integer', column: 't.id', cast: 'bigint', direction: 'asc' }

export const sortbyParameter = parameter(
  z.string().max(400).optional(),
  {
    zh: '以逗号分隔的属性名，前加“-”为降序',
    en: 'properties, separated by commas, with "-" before one for descending order',
  },
  {
    type: 'array',
    minItems: 1,
    items: { type: 'string', pattern: '[+|-]?[A-Za-z_].*' },
    description:
      'Properties to sort by, with a leading "-" for descending order. Missing values are last, or first in descending order.',
  },
)

/** Lists have no obvious order. */
export const isSortable = ({ type }: Property): boolean => type !== 'strings'

/**
 * Returns the keys of an order; the last one is always the id. Throws a ProblemError for properties that
 * cannot be sorted by.
 */
export function sortKeys(layer: Layer, sortby: string | undefined): readonly SortKey[] {
  const parts = sortby === undefined ? [] : sortby.split(',')
  const sortable = layerProperties(layer).filter(isSortable)
  const keys = parts.map((part) => sortKey(part, sortable))
  const names = new Set(keys.map(({ name }) => name))
  if (names.size !== keys.length || keys.length > MAX_KEYS) throw unsortable(sortable, sortby)
  const id = keys.findIndex(({ name }) => name === 'id')
  // Keys after the id have no effect.
  return id === -1 ? [...keys, byId] : keys.slice(0, id + 1)
}

function sortKey(part: string, sortable: readonly Property[]): SortKey {
  // An unescaped plus arrives as a space.
  const [, sign, name] = /^\s*([+-]?)(\w+)\s*$/.exec(part) ?? []
  const direction: Direction = sign === '-' ? 'desc' : 'asc'
  if (name === 'id') return { ...byId, direction }
  const property = sortable.find((candidate) => candidate.name === name)
  if (property === undefined) throw unsortable(sortable, part)
  const { type } = property
  return { name: property.name, type, column: columnOf(property), cast: valueCasts[type], direction }
}

function unsortable(sortable: readonly Property[], came: unknown) {
  const names = ['id', ...sortable.map(({ name }) => name)]
  return badParameter(
    'sortby',
    {
      zh: `以逗号分隔、各不相同的至多 ${MAX_KEYS} 个属性（可用的有：${names.join('、')}）`,
      en: `at most ${MAX_KEYS} different properties of ${names.join(', ')}, separated by commas`,
    },
    came,
  )
}

/** Returns `order by` for an order or its reverse. */
export function orderSql(keys: readonly SortKey[], backwards: boolean): string {
  return keys
    .map(({ column, direction }) => `${column} ${backwards ? opposite[direction] : direction}`)
    .join(', ')
}

export const opposite: Readonly<Record<Direction, Direction>> = { asc: 'desc', desc: 'asc' }

/** Returns the column names of a row's sort keys as text, for cursors: `key_0` and so on. */
export const keyName = (index: number): string => `key_${index}`

/** Returns the columns to select for a row's cursor. */
export const keyColumns = (order: readonly SortKey[]): readonly string[] =>
  order.map(({ column }, index) => `${column}::text as ${keyName(index)}`)
