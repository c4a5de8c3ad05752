/** What is known of a layer's columns beside their names. */
import type { Layer, Property } from '../../../geodata/model/layer.ts'
import type { ValueCast } from './bound-values.ts'

/** How a value is read that is compared with a column. */
export const valueCasts: Readonly<Record<Property['type'], ValueCast>> = {
  string: 'text',
  integer: 'bigint',
  number: 'float8',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  strings: 'text',
}

/** The property that places a layer's features in time: its first one with date and time. */
export function timeProperty(layer: Layer): Property | undefined {
  return layer.properties.find((property) => property.type === 'datetime')
}
