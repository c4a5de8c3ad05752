/** JSON of outlines: the upload, coordinate systems, faults, repairs. Areas are plane areas in EPSG:4549. */
import { z } from 'zod'
import { coverageStates } from '../planning/coverage.ts'
import { type FaultCode, outlineFaults } from '../planning/outline/outline.ts'
import { findingSubjects, outlineVerdicts } from '../planning/outline/verdict.ts'
import { areaSchema, boundsSchema } from './geometry.ts'
import { textSchema } from './text.ts'

export const OUTLINE_READ_JOB = 'outline-read'
export const OUTLINE_CHECK_JOB = 'outline-check'

const position = z.tuple([z.number(), z.number()])
const partsSchema = z
  .array(z.array(z.array(position)))
  .describe('Parts: a shell and its holes, as longitude and latitude in WGS 84')

export const outlineUploadSchema = z.strictObject({
  file: z.uuid().describe('The uploaded file (POST /files)'),
  layer: z.string().min(1).max(200).optional().describe('Layer of the file, if it has several'),
  encoding: z.string().min(1).max(40).optional().describe('If the detected text encoding is wrong'),
})

export const drawnOutlinesSchema = z.strictObject({
  name: z.string().min(1).max(200),
  outlines: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        parts: z
          .array(z.array(z.array(position).max(20_000)).min(1).max(500))
          .min(1)
          .max(500),
      }),
    )
    .min(1)
    .max(200),
})

export const outlineReadSchema = z.object({ outlines: z.uuid().describe('Id of the set of outlines') })

export const systemChoiceSchema = z.strictObject({
  crs: z.string().min(1).max(20).describe('One of the candidates: EPSG:…, GCJ-02, BD-09 or `file`'),
  swapped: z.boolean().default(false).describe('North comes before east in the file'),
  towgs84: z
    .array(z.number().min(-5000).max(5000))
    .refine((list) => list.length === 3 || list.length === 7)
    .optional()
    .describe('dx,dy,dz in metres, or with rotations in arc seconds and the scale in ppm (EPSG:9606)'),
})

export const outlineRepairRequestSchema = z.strictObject({
  outlines: z.array(z.int().min(0)).min(1).max(5000).optional().describe('All with a repair, if missing'),
})

const candidateSchema = z.object({
  crs: z.string(),
  swapped: z.boolean(),
  title: textSchema,
  is_certain: z.boolean().describe('False if the datum needs local parameters (towgs84)'),
  is_declared: z.boolean().describe('The file itself declares it'),
  is_on_ground: z.boolean().describe('The outlines would be in the area that the platform knows'),
  at: position.describe('Where the middle of the file would be'),
  matches: z.number().nullable().describe('Share of corners within 1 m of parcels and control lines'),
  metres: z.number().describe('Distance from the place by the first candidate'),
  shape: partsSchema.describe('Some of the outlines in this system, for the map'),
})

const codes = Object.keys(outlineFaults) as [FaultCode, ...FaultCode[]]

const faultSchema = z.object({
  code: z.enum(codes),
  outline: z.int().describe('Position of the outline in the set, from 0'),
  part: z.int().nullable(),
  ring: z.int().nullable(),
  at: position,
  text: textSchema,
  blocks: z.boolean().describe('The outline cannot be checked before this is repaired'),
  area_m2: z.number().nullable(),
  shape: partsSchema,
})

const repairSchema = z.object({
  outline: z.int(),
  codes: z.array(z.enum(codes)),
  before_m2: z.number().describe('Of the rings as they are: shells minus holes'),
  after_m2: z.number(),
  change_m2: z.number(),
  parts_before: z.int(),
  parts_after: z.int(),
  parts: partsSchema,
})

export const outlineSetSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  encoding: z.string().nullable(),
  layer: z.string().nullable(),
  notes: z.array(textSchema),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  count: z.int(),
  candidates: z.array(candidateSchema).describe('The most probable first; confirm one of them'),
  system: z
    .object({
      crs: z.string(),
      swapped: z.boolean(),
      title: textSchema,
      towgs84: z.array(z.number()).nullable(),
    })
    .nullable()
    .describe('The confirmed system; null until then'),
  bounds: boundsSchema.nullable(),
  outlines: z.array(
    z.object({ name: z.string(), parts: partsSchema, area_m2: z.number(), is_checkable: z.boolean() }),
  ),
  area_crs: z.literal('EPSG:4549'),
  fault_count: z.int(),
  faults: z.array(faultSchema).describe('At most 1,000'),
  repairs: z.array(repairSchema),
})
export type OutlineSetAnswer = z.infer<typeof outlineSetSchema>
export type OutlineFaultAnswer = z.infer<typeof faultSchema>
export type OutlineRepairAnswer = z.infer<typeof repairSchema>

export const outlineSetsSchema = z.object({
  sets: z.array(
    outlineSetSchema.pick({ id: true, name: true, created_at: true, expires_at: true, count: true }),
  ),
})

const lineSchema = z.object({
  id: z.string().describe('The row of the layer, or the set and the number of another outline'),
  name: z.string().nullable(),
  name_en: z.string().nullable(),
  area_m2: z.number(),
  share: z.number(),
  in_force: z.boolean().describe('False for lines that are expired or not yet valid: they do not count'),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  legal_status: z.string().nullable(),
  office: z.string().nullable(),
  document: z.string().nullable(),
  height_limit_m: z.number().nullable(),
  synthetic: z.boolean(),
  overlap: z.array(areaSchema),
})

const findingSchema = z.object({
  subject: z.enum(findingSubjects),
  kind: z.string(),
  title: textSchema,
  verdict: z.enum(outlineVerdicts),
  state: z
    .enum([...coverageStates, 'not_computed'])
    .describe('`no_data` and `partly_covered` are never clear; `not_computed`: the geometry engine failed'),
  area_m2: z.number(),
  share: z.number(),
  covered: z.number().describe('Share of the outline with data'),
  sliver_m2: z.number().describe('Overlaps narrower than 1 m or smaller than 1 m², which do not count'),
  article: textSchema.nullable().describe('What the verdict rests on'),
  advice: textSchema.nullable(),
  lines: z.array(lineSchema),
})
export type OutlineFinding = z.infer<typeof findingSchema>

const parcelShareSchema = z.object({
  id: z.string(),
  parcel_code: z.string(),
  land_use: z.string(),
  title: textSchema,
  area_m2: z.number(),
  share: z.number(),
  parcel_share: z.number().describe('Share of the parcel inside the outline'),
})

export const outlineCheckSchema = z.object({
  set: z.uuid(),
  outline: z.int(),
  name: z.string(),
  area_m2: z.number(),
  area_crs: z.literal('EPSG:4549'),
  checked_on: z.string().describe('Day in China on which lines had to be in force'),
  verdict: z.enum(outlineVerdicts).describe('Never an approval'),
  verdict_text: textSchema,
  findings: z.array(findingSchema).describe('The worst first'),
  parcels: z.array(parcelShareSchema),
  slivers: z.array(faultSchema).describe('Slivers against parcels'),
})
export type OutlineCheck = z.infer<typeof outlineCheckSchema>

/** Whether a printed result still is what is stored. */
export const outlineReportCheckSchema = z.object({
  fits: z.boolean(),
  sha256: z.string().describe('Hash of what is stored'),
})

export const outlineResultsSchema = z.object({
  set: z.uuid(),
  total: z.int().describe('Outlines of the set'),
  checked: z.int(),
  counts: z.record(z.enum(outlineVerdicts), z.int()),
  results: z
    .array(
      z.object({
        outline: z.int(),
        name: z.string(),
        verdict: z.enum(outlineVerdicts),
        area_m2: z.number(),
        reasons: z.array(textSchema).describe('Titles of what gave the verdict'),
      }),
    )
    .describe('The worst first'),
  unchecked: z.array(z.int()).describe('Outlines with faults that block their check'),
})
export type OutlineResults = z.infer<typeof outlineResultsSchema>

export const outlineCheckRequestSchema = z.strictObject({ set: z.uuid() })
export const outlineCheckDoneSchema = z.object({ set: z.uuid(), checked: z.int() })
