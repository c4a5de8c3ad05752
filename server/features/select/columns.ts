/** Types of a layer's columns in SQL, and the version of its rows. */
import { isWhole } from '../../../geodata/access/visible-layer.ts'
import { columnOf } from '../../../geodata/export/columns.ts'
import { layerProperties } from '../../../geodata/model/catalogue.ts'
import type { Layer, Property } from '../../../geodata/model/layer.ts'
import type { ValueCast } from './bound-values.ts'

/** Casts for values that are compared with a column. */
export const valueCasts: Readonly<Record<Property['type'], ValueCast>> = {
  string: 'text',
  integer: 'bigint',
  number: 'float8',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  strings: 'text',
}

/** Returns the property for time filters: the first one with date and time. */
export function timeProperty(layer: Layer): Property | undefined {
  return layer.properties.find((property) => property.type === 'datetime')
}

/**
 * Returns SQL for the version of a row: 32 hexadecimal digits that every change of the row changes, or every
 * change of the columns that a viewer reads.
 */
export function versionSql(layer: Layer): string {
  if (isWhole(layer)) return 'md5(t::text)'
  return `md5(row(${[...layerProperties(layer).map(columnOf), 't.geom'].join(', ')})::text)`
}
