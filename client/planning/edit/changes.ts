/** What a planner may change of a feature, and the merge patch (RFC 7396) of what was changed. */
import { layerProperties } from '../../../geodata/model/catalogue.ts'
import { codeLists } from '../../../geodata/model/codes.ts'
import { landUseClasses } from '../../../geodata/model/land-use.ts'
import type { Layer, Property } from '../../../geodata/model/layer.ts'
import { propertyCodes } from '../../../geodata/model/property-codes.ts'
import type { Language } from '../../../geodata/model/text.ts'

/** The text of each field, by property; empty for no value. */
export type Drafts = Readonly<Record<string, string>>

const provenance = new Set(['source', 'licence', 'synthetic'])

/** Returns the properties that the form has: not what is measured, derived or for machines. */
export const editableProperties = (layer: Layer): readonly Property[] =>
  layerProperties(layer).filter(
    ({ name, type, measured, derived, hidden, internal }) =>
      !provenance.has(name) &&
      type !== 'strings' &&
      type !== 'boolean' &&
      !measured &&
      !derived &&
      !hidden &&
      !internal,
  )

export function draftsOf(layer: Layer, values: Readonly<Record<string, unknown>>): Drafts {
  const text = (value: unknown) => (value === null || value === undefined ? '' : String(value))
  return Object.fromEntries(editableProperties(layer).map(({ name }) => [name, text(values[name])]))
}

/** Returns the values that differ, for a PATCH; null removes a value. */
export function changesOf(layer: Layer, before: Drafts, after: Drafts): Record<string, unknown> {
  return Object.fromEntries(
    editableProperties(layer).flatMap((property) => {
      const text = (after[property.name] ?? '').trim()
      return text === (before[property.name] ?? '').trim() ? [] : [[property.name, asValue(property, text)]]
    }),
  )
}

function asValue({ type }: Property, text: string): unknown {
  if (text === '') return null
  if (type === 'number' || type === 'integer') return Number(text)
  return text
}

/** Keeps what the reader changed, on the values that someone else has stored meanwhile. */
export function rebased(before: Drafts, after: Drafts, now: Drafts): Drafts {
  return Object.fromEntries(
    Object.entries(now).map(([name, text]) => [
      name,
      after[name] === undefined || after[name] === before[name] ? text : after[name],
    ]),
  )
}

/** Returns the codes of a property with their titles; null for free values. */
export function codeOptions(property: Property, language: Language): [code: string, title: string][] | null {
  const codes = propertyCodes(property)
  if (codes === undefined || property.codes === undefined) return null
  if (property.codes === 'land_use')
    return codes.map((code) => [code, `${code} ${landUseClasses.get(code)?.title[language] ?? ''}`])
  const list: Readonly<Record<string, { readonly title: Readonly<Record<Language, string>> }>> =
    codeLists[property.codes]
  return codes.map((code) => [code, list[code]?.title[language] ?? code])
}
