import { matchColumns } from '../import/read/columns.ts'
import type { Layer } from '../model/layer.ts'
import type { DeliveryProfile } from '../model/planning/delivery/profile.ts'
import type { CheckedField } from './values.ts'

export interface MatchedFields {
  readonly fields: readonly CheckedField[]
  readonly unmatched: readonly string[]
  /** Required columns that no field fills. */
  readonly missing: readonly DeliveryProfile['fields'][number][]
}

/** Matches fields by the given map, the aliases of the rules, and then as an import does. */
export function matchFields(
  layer: Layer,
  profile: DeliveryProfile,
  fields: readonly string[],
  map: ReadonlyMap<string, string> = new Map(),
): MatchedFields {
  const whole = new Map(map)
  const columns = new Set(layer.properties.map(({ name }) => name))
  for (const { column, aliases } of profile.fields) {
    if (!columns.has(column) || [...whole.values()].includes(column)) continue
    const known = new Set(aliases.map((alias) => alias.toLowerCase()))
    const field = fields.find((name) => known.has(name.toLowerCase()) && !whole.has(name))
    if (field !== undefined) whole.set(field, column)
  }
  const { byField, unused } = matchColumns(layer, fields, whole)
  const ruleOf = (column: string) => profile.fields.find((rule) => rule.column === column)
  const matched = [...byField].map(([field, property]) => ({ field, property, rule: ruleOf(property.name) }))
  const filled = new Set(matched.map(({ property }) => property.name))
  return {
    fields: matched,
    unmatched: unused,
    missing: profile.fields.filter(({ required, column }) => required && !filled.has(column)),
  }
}
