/** Query and path parameters shared by several capabilities, and notes that describe them. */
import { z } from 'zod'
import { isRowId } from '../../geodata/model/row-id.ts'
import type { Text } from '../../geodata/model/text.ts'

export interface ParameterNote {
  /** Completes "Parameter x should be …" in an error. */
  readonly expected: Text
  /** Used in the OpenAPI document instead of zod's schema of a text. */
  readonly openapi?: Readonly<Record<string, unknown>>
}

/** Notes on parameters, by their zod schema. */
export const parameterNotes = z.registry<ParameterNote>()

/** Attaches a note to a parameter's schema; the note belongs to exactly this schema object. */
export function parameter<S extends z.ZodType>(
  schema: S,
  expected: Text,
  openapi?: Readonly<Record<string, unknown>>,
): S {
  parameterNotes.add(schema, openapi === undefined ? { expected } : { expected, openapi })
  return schema
}

const number = z
  .string()
  .regex(/^[+-]?(\d{1,15}(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?$/i)
  .transform(Number)

/** Returns a decimal number from `minimum` to `maximum` as text. */
export function numberText(minimum: number, maximum: number) {
  return number.pipe(z.number().min(minimum).max(maximum))
}

/** Returns an integer from `minimum` to `maximum` as text. */
export function integerText(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum))
}

/**
 * Returns an integer from `minimum` (at least 0) to `maximum` in canonical form: without sign and leading
 * zeros.
 */
export function plainInteger(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^(0|[1-9]\d{0,14})$/)
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum))
}

/** Returns the id of a row as text. */
export function rowIdText() {
  return z.string().refine(isRowId).transform(Number)
}

/** `limit`: at least 1; a value above `maximum` is reduced to `maximum`, as OGC API – Features requires. */
export function limitParameter(maximum: number, fallback: number) {
  return parameter(
    integerText(1, Number.MAX_SAFE_INTEGER)
      .transform((limit) => Math.min(limit, maximum))
      .default(fallback),
    { zh: `1 到 ${maximum} 的整数`, en: `an integer from 1 to ${maximum}` },
    { type: 'integer', minimum: 1, maximum, default: fallback },
  )
}

/** Returns an integer from `minimum` to `maximum`, which may be left out. */
export const integerParameter = (minimum: number, maximum: number) =>
  parameter(
    integerText(minimum, maximum).optional(),
    { zh: `${minimum} 到 ${maximum} 的整数`, en: `an integer from ${minimum} to ${maximum}` },
    { type: 'integer', minimum, maximum },
  )

/** Returns WGS 84 longitude in degrees. */
export const longitudeParameter = () =>
  parameter(
    numberText(-180, 180).optional(),
    { zh: '−180 到 180 的经度', en: 'a longitude from -180 to 180' },
    { type: 'number', minimum: -180, maximum: 180 },
  )

/** Returns WGS 84 latitude in degrees. */
export const latitudeParameter = () =>
  parameter(
    numberText(-90, 90).optional(),
    { zh: '−90 到 90 的纬度', en: 'a latitude from -90 to 90' },
    { type: 'number', minimum: -90, maximum: 90 },
  )

/** `f=json`: returns JSON whatever the Accept header is. */
export const formatParameter = parameter(
  z.enum(['json']).optional(),
  { zh: 'json', en: 'json' },
  { type: 'string', enum: ['json'] },
)

/** `lang=zh|en`; without it the Accept-Language header decides. */
export const languageParameter = parameter(
  z.enum(['zh', 'en']).optional(),
  { zh: 'zh 或 en', en: 'zh or en' },
  { type: 'string', enum: ['zh', 'en'] },
)

/** The id of a row in the path. */
export const featureIdParams = z.object({
  fid: parameter(
    z.string().max(40),
    { zh: '要素编号', en: 'the id of a feature' },
    { type: 'string', description: 'Id of the feature' },
  ),
})
