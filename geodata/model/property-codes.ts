import { codeLists } from './codes.ts'
import { landUseClasses } from './land-use.ts'
import type { Property } from './layer.ts'

/** Returns the codes of a coded property, or undefined for free text. */
export function propertyCodes(property: Property): readonly string[] | undefined {
  if (property.codes === undefined) return undefined
  return property.codes === 'land_use' ? [...landUseClasses.keys()] : Object.keys(codeLists[property.codes])
}
