/**
 * The extract of a parcel or of a drawn area: everything that the platform knows of its planning, with the
 * versions it rests on. Areas are plane areas in EPSG:4549.
 */
import { z } from 'zod'
import { coverageStates } from '../planning/coverage.ts'
import { controlLineKindSchema, indicatorSchema } from './control-lines.ts'
import { areaSchema } from './geometry.ts'
import { rowIdSchema } from './row-id.ts'
import { textSchema } from './text.ts'

const landUseSchema = z.object({
  code: z.string(),
  title: textSchema,
  detail: z.string().nullable(),
  detail_title: textSchema.nullable(),
})

const shareSchema = z.object({ area_m2: z.number(), percent: z.number() })

const parcelSchema = z.object({
  id: rowIdSchema,
  code: z.string(),
  land_use: landUseSchema,
  state: textSchema,
  tenure: textSchema,
  holder: z.string().nullable().describe('For planners only'),
  address: z.string().nullable(),
  town: textSchema.nullable(),
  registered_m2: z.number().describe('The area in its row'),
  supplied_on: z.string().nullable(),
  started_on: z.string().nullable(),
  completed_on: z.string().nullable(),
  source: z.string(),
  licence: z.string(),
  synthetic: z.boolean(),
  version_since: z.string(),
  version_for: z.string().nullable().describe('Why this version was made, such as the imported file'),
})

const planSchema = shareSchema.extend({
  id: rowIdSchema,
  code: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  state: z.string(),
  state_title: textSchema,
  land_use: landUseSchema,
  far: z.number().nullable(),
  height_max_m: z.number().nullable(),
  green_ratio_min: z.number().nullable(),
  office: z.string().nullable(),
  revised_on: z.string().nullable(),
  published_on: z.string().nullable(),
  source: z.string(),
  synthetic: z.boolean(),
  counts: z.boolean().describe('False for a sliver, which is within surveying error'),
  overlap: areaSchema,
  version_since: z.string(),
})

const usedSchema = shareSchema.extend({ land_use: landUseSchema })

const touchedParcelSchema = shareSchema.extend({
  id: rowIdSchema,
  code: z.string(),
  land_use: landUseSchema,
  counts: z.boolean(),
  version_since: z.string(),
})

const neighbourSchema = z.object({
  id: rowIdSchema,
  code: z.string(),
  land_use: landUseSchema,
  shared_m: z.number().describe('Length of the shared border in metres'),
})

const historySchema = z.object({
  id: rowIdSchema,
  own: z.boolean().describe('False for another parcel that lay on the ground'),
  code: z.string(),
  since: z.string(),
  until: z.string(),
  begun_for: z.string().nullable(),
  ended_for: z.string().nullable(),
  ending: z.enum(['update', 'delete']),
  changed: z.array(z.string()).describe('Columns that the following version changed'),
})

const subjectSchema = z.object({
  number: z.int(),
  parcel: parcelSchema.nullable().describe('Null for a drawn area'),
  notes: z.array(textSchema),
  outline: areaSchema,
  parts: z.int(),
  area_m2: z.number(),
  kinds: z.array(controlLineKindSchema),
  plans: z.object({
    result: z.enum(coverageStates),
    covered_percent: z.number(),
    area_m2: z.number(),
    percent: z.number(),
    list: z.array(planSchema),
  }),
  land_use: z.object({
    actual: z.array(usedSchema),
    actual_unknown_percent: z.number().describe('Share of the ground without parcels'),
    planned: z.array(usedSchema),
  }),
  parcels: z.array(touchedParcelSchema).describe('Parcels on the ground, slivers marked'),
  buildings: z.object({
    count: z.int(),
    footprint_m2: z.number().describe('The part on the ground'),
    highest_m: z.number().nullable(),
    synthetic: z.boolean(),
  }),
  indicators: z.array(indicatorSchema),
  neighbours: z.array(neighbourSchema),
  history: z.array(historySchema),
})
export type ExtractSubject = z.infer<typeof subjectSchema>

const faultSchema = z.object({ asked: z.string(), faults: z.array(textSchema) })

const contentSchema = z.object({
  kind: z.literal('planning-extract'),
  form: z.literal(1),
  question: z.record(z.string(), z.unknown()).describe('What was asked, as parameters of this address'),
  as_of: z.string().describe('The data as they were at this instant'),
  day: z.string().describe('The day in China that decides which lines are in force'),
  edition: z.object({
    readers: z.enum(['public', 'planner']),
    towns: z.array(z.string()).nullable().describe('Limits of the planner’s account'),
  }),
  area_crs: z.literal('EPSG:4549'),
  slivers: z.object({ area_m2: z.literal(1), width_m: z.literal(1) }),
  index: z.array(
    z.object({
      number: z.int(),
      code: z.string().nullable(),
      area_m2: z.number(),
      concerned: z.array(z.string()),
      unknown: z.array(z.string()).describe('Kinds without data on all or a part of the ground'),
    }),
  ),
  not_found: z.array(faultSchema),
  subjects: z.array(subjectSchema),
  synthetic: z.boolean().describe('Whether any of the data are synthetic'),
  disclaimer: textSchema,
})
export type ExtractContent = z.infer<typeof contentSchema>

const reachSchema = z.object({
  kind: z.string(),
  title: textSchema,
  name: z.string().nullable(),
  seconds: z.number(),
  metres: z.number(),
  within_15_minutes: z.int(),
})

const surroundingsSchema = z.object({
  number: z.int(),
  terrain: z
    .object({
      source: z.string(),
      synthetic: z.boolean(),
      samples: z.int(),
      lowest_m: z.number(),
      highest_m: z.number(),
      mean_m: z.number(),
      mean_slope_percent: z.number().nullable(),
      steepest_percent: z.number().nullable(),
      aspect: z.enum(['flat', 'N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW']).nullable(),
    })
    .nullable(),
  walking: z
    .object({ network: z.string(), reach: z.array(reachSchema) })
    .nullable()
    .describe('Facilities within 15 minutes’ walk by the network'),
})
export type Surroundings = z.infer<typeof surroundingsSchema>

export const extractSchema = z.object({
  content: contentSchema,
  sha256: z.string().describe('SHA-256 of `content` as canonical JSON (RFC 8785), in hexadecimal digits'),
  canonical: z.literal('RFC 8785'),
  surroundings: z
    .array(surroundingsSchema)
    .nullable()
    .describe('Terrain and facilities of today, of which no versions are kept; null with `as-of`'),
  links: z.object({
    self: z.string(),
    pdf: z.string(),
    page: z.string(),
    check: z.string(),
  }),
})
export type Extract = z.infer<typeof extractSchema>

export const extractCheckSchema = z.object({
  fits: z.boolean().describe('Whether the hash fits the data of that moment today'),
  sha256: z.string(),
  as_of: z.string(),
  unchanged: z.boolean().describe('Whether the answer would be the same today, apart from its date'),
  edition: z.enum(['public', 'planner']),
})
