/** Validates the feature of a client by the catalogue: types, codes, and read-only properties. */
import type { Geometry } from 'geojson'
import { z } from 'zod'
import { layerProperties } from '../../../geodata/model/catalogue.ts'
import { type Layer, type Property, provenanceProperties } from '../../../geodata/model/layer.ts'
import { propertyCodes } from '../../../geodata/model/property-codes.ts'
import type { Text } from '../../../geodata/model/text.ts'
import type { ProblemError } from '../../errors.ts'
import { bodyProblem } from './body-problem.ts'
import { geometryInput } from './geometry-input.ts'
import type { Preferences } from './preferences.ts'
import { expectedReason, whySchema } from './reason.ts'

export interface FeatureInput {
  readonly geometry: Geometry | undefined
  /** Values by property; null removes the value. */
  readonly values: ReadonlyMap<Property, unknown>
}

const provenance = new Set(provenanceProperties.map(({ name }) => name))

/** Returns the properties that a client may set: all but provenance, measured and derived ones. */
export const writableProperties = (layer: Layer): readonly Property[] =>
  layer.properties.filter(({ measured, derived }) => measured === undefined && derived === undefined)

const text = z
  .string()
  .max(4_000)
  .refine((value) => !value.includes('\0'))

const valueSchemas: Readonly<Record<Property['type'], z.ZodType>> = {
  string: text,
  integer: z.int(),
  number: z.number(),
  boolean: z.boolean(),
  date: z.iso.date(),
  datetime: z.iso.datetime({ offset: true }),
  strings: z.array(text).max(100),
}

const valueNames: Readonly<Record<Property['type'], Text>> = {
  string: { zh: '文本（至多 4000 字）', en: 'a text of at most 4,000 characters' },
  integer: { zh: '整数', en: 'an integer' },
  number: { zh: '数字', en: 'a number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  date: { zh: 'YYYY-MM-DD', en: 'a date YYYY-MM-DD' },
  datetime: { zh: 'RFC 3339 的时刻', en: 'a time of RFC 3339' },
  strings: { zh: '文本数组', en: 'an array of texts' },
}

function valueSchema(property: Property): z.ZodType {
  const codes = propertyCodes(property)
  return (codes === undefined ? valueSchemas[property.type] : z.enum(codes)).nullable().optional()
}

function expectedValue(property: Property): Text {
  const codes = propertyCodes(property)
  if (codes === undefined) return valueNames[property.type]
  const list = codes.length > 40 ? [...codes.slice(0, 40), '…'] : codes
  return { zh: `代码 ${list.join('、')} 之一`, en: `one of the codes ${list.join(', ')}` }
}

const WHY = 'Why the feature is changed; its versions keep it'

/** Returns the schema of the feature in a POST or PUT, for validation and for the OpenAPI document. */
export function newFeatureSchema(layer: Layer) {
  return z.looseObject({
    type: z.literal('Feature'),
    geometry: geometryInput(layer),
    properties: writtenProperties(layer).nullable(),
    why: whySchema.nullish().describe(WHY),
  })
}

/** Returns the schema of the merge patch (RFC 7396) in a PATCH. */
export function patchSchema(layer: Layer) {
  return z.looseObject({
    type: z.literal('Feature').optional(),
    geometry: geometryInput(layer).optional(),
    properties: writtenProperties(layer).optional(),
    why: whySchema.nullish().describe(WHY),
  })
}

function writtenProperties(layer: Layer) {
  const writable = writableProperties(layer).map((property) => [property.name, valueSchema(property)])
  return z.looseObject(Object.fromEntries(writable))
}

/**
 * Validates a body by `newFeatureSchema` or `patchSchema`. Throws a ProblemError of status 400 that names the
 * first invalid member.
 */
export function readInput(
  layer: Layer,
  schema: ReturnType<typeof newFeatureSchema> | ReturnType<typeof patchSchema>,
  body: unknown,
  { handling }: Preferences,
  isPatch = false,
): FeatureInput {
  const result = schema.safeParse(body)
  if (!result.success) throw wrongMember(layer, result.error)
  const { geometry, properties } = result.data
  const given: Readonly<Record<string, unknown>> = properties ?? {}
  const writable = writableProperties(layer)
  if (isPatch) refuseDerived(layer, given)
  refuseOthers(layer, given, handling)
  const values = writable.flatMap((property) => {
    const value = Object.hasOwn(given, property.name) ? given[property.name] : undefined
    return value === undefined ? [] : [[property, value] as const]
  })
  return { geometry: geometry as Geometry | undefined, values: new Map(values) }
}

/** Refuses derived properties in a patch, because ignoring them would lose the change silently. */
function refuseDerived(layer: Layer, given: Readonly<Record<string, unknown>>): void {
  const derived = layer.properties.find(({ name, derived }) => derived && Object.hasOwn(given, name))
  if (derived === undefined) return
  throw bodyProblem(`properties.${derived.name}`, {
    zh: '留空：其值由事件日志得出，请用 POST /patrol/incidents/{id}/events',
    en: 'omitted: it follows from the log, to which POST /patrol/incidents/{id}/events adds',
  })
}

/**
 * Ignores read-only properties, because a client that read the feature sends them back; refuses unknown ones.
 */
function refuseOthers(
  layer: Layer,
  given: Readonly<Record<string, unknown>>,
  handling: Preferences['handling'],
): void {
  if (handling === 'lenient') return
  const writable = new Set(writableProperties(layer).map(({ name }) => name))
  const known = new Set(layerProperties(layer).map(({ name }) => name))
  for (const name of Object.keys(given)) {
    if (writable.has(name) || (known.has(name) && handling !== 'strict')) continue
    const list = [...writable]
    throw bodyProblem(`properties.${name}`, {
      zh: known.has(name)
        ? `留空：${provenance.has(name) ? '来源由平台记录' : '数值由几何量算'}`
        : `下列属性之一：${list.join('、')}`,
      en: known.has(name) ? 'omitted: it is read-only' : `one of the properties ${list.join(', ')}`,
    })
  }
}

function wrongMember(layer: Layer, error: z.ZodError): ProblemError {
  const path = error.issues[0]?.path.map(String) ?? []
  const property = layer.properties.find(({ name }) => path[0] === 'properties' && name === path[1])
  if (property !== undefined) return bodyProblem(`properties.${property.name}`, expectedValue(property))
  if (path[0] === 'geometry') {
    const kind = layer.geometry
    const single = kind.startsWith('Multi') ? ` / ${kind.slice('Multi'.length)}` : ''
    return bodyProblem('geometry', {
      zh: `${kind}${single} 类型的 GeoJSON 几何（环首尾相同、至少四个点）`,
      en: `a GeoJSON geometry of type ${kind}${single} (closed rings of at least four positions)`,
    })
  }
  if (path[0] === 'why') return bodyProblem('why', expectedReason)
  return bodyProblem(path.join('.') || 'body', {
    zh: '{"type":"Feature","geometry":…,"properties":…}',
    en: '{"type":"Feature","geometry":…,"properties":…}',
  })
}
