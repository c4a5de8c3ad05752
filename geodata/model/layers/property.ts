import type { Property, PropertyType } from '../layer.ts'

type Extra = Partial<Omit<Property, 'name' | 'type' | 'title'>>

/** Writes one property on one line. */
export function property(
  name: string,
  type: PropertyType,
  zh: string,
  en: string,
  extra: Extra = {},
): Property {
  return { name, type, title: { zh, en }, ...extra }
}

/** The two names that most features have; tiles contain both for labels. */
export const names: readonly Property[] = [
  property('name', 'string', '名称', 'Name', { inTiles: true }),
  property('name_en', 'string', '英文名', 'English name', { inTiles: true }),
]
