/** The columns of a layer in SQL, with the table alias `t`. Names come from the catalogue, never from a client. */
import type { Property } from '../model/layer.ts'

/** Quotes a name of the catalogue. Throws for other names. */
export const identifier = (name: string): string => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is no identifier of the catalogue`)
  return `"${name}"`
}

export const columnOf = (property: Property): string => `t.${identifier(property.name)}`
