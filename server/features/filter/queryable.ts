/** The queryables of a layer, which a filter may name, and their types. */

import { columnOf } from '../../../geodata/export/columns.ts'
import { layerProperties } from '../../../geodata/model/catalogue.ts'
import type { Crs } from '../../../geodata/model/coordinate-systems.ts'
import type { Layer, Property } from '../../../geodata/model/layer.ts'
import type { Text } from '../../../geodata/model/text.ts'
import type { BoundValues } from '../select/bound-values.ts'
import type { Expression } from './tree.ts'

/** `text[]` is a list of texts. Only spatial operators compare geometries. */
export type SqlType = 'text' | 'number' | 'boolean' | 'date' | 'timestamp' | 'text[]' | 'geometry'

export interface Sql {
  readonly text: string
  readonly type: SqlType
  /** A column of whole numbers, whose index serves whole numbers only. */
  readonly integer?: true
}

export interface FilterContext {
  readonly layer: Layer
  readonly crs: Crs
  readonly bound: BoundValues
  /** Creates the 400 for a node with its position and what was expected there. */
  refuse(node: Expression, expected: Text, came: string): Error
}

const columnTypes: Readonly<Record<Property['type'], SqlType>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
  strings: 'text[]',
}

/** Returns the column of a queryable: a property of the catalogue, `id` or `geometry`. */
export function propertySql({ layer, refuse }: FilterContext, name: string, node: Expression): Sql {
  if (name === 'id') return { text: 't."id"', type: 'number', integer: true }
  if (name === 'geometry') return { text: 't."geom"', type: 'geometry' }
  const property = layerProperties(layer).find((candidate) => candidate.name === name)
  if (property !== undefined) {
    const sql = { text: columnOf(property), type: columnTypes[property.type] }
    return property.type === 'integer' ? { ...sql, integer: true } : sql
  }
  const known = ['id', 'geometry', ...layerProperties(layer).map((candidate) => candidate.name)].join(', ')
  throw refuse(node, { zh: `属性 ${known} 之一`, en: `one of the properties ${known}` }, name)
}
