/** Types of a layer's columns in SQL. */
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
