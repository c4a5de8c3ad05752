/** The columns of a layer as they stand in SQL. Names come from the catalogue, never from a client. */
import type { Layer, Property } from '../../../geodata/model/layer.ts'
import type { ValueCast } from './bound-values.ts'

/** A name of the catalogue in quotes. Throws where it is none. */
export const identifier = (name: string): string => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is no identifier of the catalogue`)
  return `"${name}"`
}

export const columnOf = (property: Property): string => `t.${identifier(property.name)}`

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
