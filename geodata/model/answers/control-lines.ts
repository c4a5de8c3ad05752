/** The control lines that a parcel intersects, and its indicators with their limits. Areas are plane areas in EPSG:4549. */
import { z } from 'zod'
import { coverageStates } from '../planning/coverage.ts'
import { indicatorIds, indicatorVerdicts } from '../planning/indicators.ts'
import { areaSchema } from './geometry.ts'
import { rowIdSchema } from './row-id.ts'
import { textSchema } from './text.ts'

const lineSchema = z.object({
  id: rowIdSchema,
  name: z.string().nullable(),
  name_en: z.string().nullable(),
  severity: z.string(),
  area_m2: z.number(),
  percent: z.number(),
  legal_status: z.string().nullable(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  in_force: z.boolean().describe('False if the line has expired or is not yet valid; it is then ignored'),
  office: z.string().nullable(),
  document: z.string().nullable(),
  height_limit_m: z.number().nullable(),
  source: z.string(),
  synthetic: z.boolean(),
  version_since: z.string().describe('When this version of the row began'),
  overlaps: z.array(areaSchema),
})
export type ConcernedLine = z.infer<typeof lineSchema>

const sliverSchema = z.object({
  id: rowIdSchema,
  name: z.string().nullable(),
  area_m2: z.number(),
  percent: z.number(),
  reason: z.enum(['area', 'width']),
  reason_text: textSchema,
  overlap: areaSchema,
})

const coverageSchema = z.object({
  id: rowIdSchema,
  name: z.string().nullable(),
  name_en: z.string().nullable(),
  surveyed_on: z.string().nullable(),
  surveyed_by: z.string().nullable(),
  document: z.string().nullable(),
  since: z.string().nullable(),
  until: z.string().nullable(),
  source: z.string(),
  synthetic: z.boolean(),
  version_since: z.string(),
  percent: z.number().describe('Share of the ground that it covers'),
})
export type KindCoverage = z.infer<typeof coverageSchema>

export const controlLineKindSchema = z.object({
  kind: z.string(),
  title: textSchema,
  result: z
    .enum(coverageStates)
    .describe('`partly_covered`: nothing lies on the covered part, and nothing is known of the rest'),
  rule: z
    .object({ article: textSchema, advice: textSchema })
    .nullable()
    .describe('What the control of a concerned kind rests on, from `control_rules`; null without a rule'),
  severity: z.string().nullable().describe('The highest severity of the lines in force'),
  area_m2: z.number(),
  percent: z.number(),
  covered_percent: z.number().describe('Share of the ground that the coverages of this kind cover'),
  coverages: z.array(coverageSchema).describe('Where lines of this kind were surveyed completely'),
  lines: z.array(lineSchema),
  slivers: z.array(sliverSchema),
})
export type ControlLineKindResult = z.infer<typeof controlLineKindSchema>

const heightLimitSchema = z.object({
  line_id: rowIdSchema,
  kind: z.string(),
  title: textSchema,
  name: z.string().nullable(),
  percent: z.number(),
  height_m: z.number(),
})

export const indicatorSchema = z.object({
  id: z.enum(indicatorIds),
  value: z.number(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  verdict: z
    .enum(indicatorVerdicts)
    .describe('`check`: a control line limits a part of the parcel, and the buildings there are unknown'),
  limited_by: heightLimitSchema
    .nullable()
    .describe('The control line whose limit is stricter than the parcel’s own; `max` is its height'),
})

export const controlLinesSchema = z.object({
  parcel_id: rowIdSchema,
  parcel_area_m2: z.number(),
  area_crs: z.literal('EPSG:4549'),
  kinds: z.array(controlLineKindSchema),
  indicators: z.array(indicatorSchema),
})
export type ControlLines = z.infer<typeof controlLinesSchema>
