/** What the desk asks the server for. */
import { z } from 'zod'

const text = z.object({ zh: z.string(), en: z.string() })

const summarySchema = z.object({
  count: z.number(),
  area_m2: z.number(),
  synthetic: z.boolean(),
  classes: z.array(
    z.object({
      code: z.string(),
      first_level: z.string().nullable(),
      title: text,
      colour: z.string(),
      count: z.number(),
      area_m2: z.number(),
      percent: z.number(),
    }),
  ),
})

const polygon = z.custom<GeoJSON.Polygon | GeoJSON.MultiPolygon>(
  (value) => typeof value === 'object' && value !== null && 'coordinates' in value,
)
const lineSchema = z.object({
  id: z.number(),
  name: z.string().nullable(),
  name_en: z.string().nullable(),
  severity: z.string(),
  area_m2: z.number(),
  percent: z.number(),
  legal_status: z.string().nullable(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  in_force: z.boolean(),
  office: z.string().nullable(),
  document: z.string().nullable(),
  height_limit_m: z.number().nullable(),
  overlaps: z.array(polygon),
})
const controlLinesSchema = z.object({
  parcel_area_m2: z.number(),
  area_crs: z.string(),
  kinds: z.array(
    z.object({
      kind: z.string(),
      title: text,
      result: z.enum(['concerned', 'not_concerned', 'no_data']),
      severity: z.string().nullable(),
      area_m2: z.number(),
      percent: z.number(),
      lines: z.array(lineSchema),
      slivers: z.array(
        z.object({ id: z.number(), name: z.string().nullable(), area_m2: z.number(), reason_text: text }),
      ),
    }),
  ),
})

const extentSchema = z.object({
  extent: z
    .object({
      spatial: z
        .object({ bbox: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])) })
        .optional(),
    })
    .optional(),
})

/** Where a collection's features are: west, south, east, north; undefined for one without features. */
export const readExtent = (body: unknown) => extentSchema.parse(body).extent?.spatial?.bbox[0]
export const readSummary = (body: unknown) => summarySchema.parse(body)
export const readControlLines = (body: unknown) => controlLinesSchema.parse(body)

export type Summary = ReturnType<typeof readSummary>
export type ControlLines = ReturnType<typeof readControlLines>
export type KindResult = ControlLines['kinds'][number]
export type ConcernedLine = KindResult['lines'][number]
