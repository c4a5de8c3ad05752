/** The columns of a layer as they stand in SQL, its table called `t`. Names come from the catalogue, never from a client. */
import type { Property } from '../model/layer.ts'

/** A name of the catalogue in quotes. Throws where it is none. */
export const identifier = (name: string): string => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is no identifier of the catalogue`)
  return `"${name}"`
}

export const columnOf = (property: Property): string => `t.${identifier(property.name)}`
