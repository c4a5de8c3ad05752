/** JSON of the ranking of units for an incident, of routes and of the time matrix. Degrees of WGS 84. */
import { z } from 'zod'
import { rowIdSchema } from './row-id.ts'

/** Ways of moving that the network knows. */
export const networkProfileSchema = z.enum(['vehicle', 'foot'])
export type NetworkProfileId = z.infer<typeof networkProfileSchema>

/**
 * Why a unit was chosen or not. `bars`: cannot be chosen; `passes_over`: could be, others serve better;
 * `notes`: worth knowing.
 */
const rankingReasonSchema = z.object({
  code: z.enum([
    'chosen',
    'assigned',
    'not_needed',
    'skill_lacking',
    'busy',
    'rest_due',
    'crew_below_minimum',
    'position_old',
    'position_missing',
    'position_late',
    'off_shift',
    'shift_ending',
    'other_zone',
    'unreachable',
    'far_from_network',
  ]),
  weight: z.enum(['bars', 'passes_over', 'notes', 'chooses']),
  params: z
    .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
    .describe('Values for the sentence: seconds, skills, counts, codes of zones'),
})
export type RankingReason = z.infer<typeof rankingReasonSchema>

const rankedUnitSchema = z.object({
  code: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  zone_code: z.string().nullable(),
  state: z.string(),
  skills: z.array(z.string()),
  lon: z.number(),
  lat: z.number(),
  position_age_s: z.number().nullable().describe('Age of the last position in seconds; null without one'),
  load: z.int().describe('Open incidents that the unit is sent to, without this one'),
  rank: z.int().nullable().describe('1 is there first; null if the unit cannot be sent'),
  seconds: z.number().nullable().describe('Turn-out and network time; null if unreachable'),
  turn_out_s: z.number(),
  network_s: z.number().nullable().describe('With the walk from the nearest way, where the place is off it'),
  metres: z.number().nullable(),
  chosen: z.boolean(),
  lead: z.boolean().describe('Leads the joint response'),
  reasons: z.array(rankingReasonSchema).describe('At least one for each unit, chosen or not'),
})
export type RankedUnit = z.infer<typeof rankedUnitSchema>

const demandSchema = z.object({
  count: z.int().min(1).max(50),
  skills: z
    .array(z.string().min(1).max(40))
    .max(10)
    .describe('Each unit needs all of them; empty is any unit'),
})
export type Demand = z.infer<typeof demandSchema>

const shortfallSchema = z.object({
  skills: z.array(z.string()),
  wanted: z.int(),
  found: z.int(),
  reasons: z
    .array(z.object({ code: rankingReasonSchema.shape.code, count: z.int() }))
    .describe('Why units with these skills are not there; empty if no unit has them'),
})
export type Shortfall = z.infer<typeof shortfallSchema>

/** Which network answered. */
const networkStampSchema = z.object({
  version: z.string().describe('Changes with each rebuilding'),
  built_at: z.string(),
  closures: z.int().describe('Closures in force'),
})

export const rankingSchema = z.object({
  incident: rowIdSchema,
  kind: z.string(),
  priority: z.int().nullable(),
  zone_code: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  as_of: z.string(),
  profile: networkProfileSchema,
  alarm_level: z.int(),
  card: z.object({
    id: rowIdSchema.nullable().describe('Run card; null where none fits, which asks for one unit'),
    demand: z.array(demandSchema),
    note_zh: z.string().nullable(),
    note_en: z.string().nullable(),
    synthetic: z.boolean(),
  }),
  units: z.array(rankedUnitSchema).describe('By rank, then those that cannot be sent'),
  shortfalls: z.array(shortfallSchema).describe('Empty if the chosen units fulfil the card'),
  network: networkStampSchema,
})
export type Ranking = z.infer<typeof rankingSchema>

export const unitRouteSchema = z.object({
  type: z.literal('Feature'),
  geometry: z.object({ type: z.literal('LineString'), coordinates: z.array(z.array(z.number())) }),
  properties: z.object({
    unit: z.string(),
    incident: rowIdSchema,
    profile: networkProfileSchema,
    seconds: z.number().describe('Turn-out and network time'),
    turn_out_s: z.number(),
    network_s: z.number(),
    metres: z.number(),
    network: networkStampSchema,
  }),
})

export const nearestUnitsSchema = z.object({
  units: z.array(
    rankedUnitSchema.pick({
      code: true,
      name: true,
      name_en: true,
      zone_code: true,
      state: true,
      lon: true,
      lat: true,
      position_age_s: true,
      seconds: true,
      turn_out_s: true,
      network_s: true,
      metres: true,
    }),
  ),
  network: networkStampSchema,
})

export const matrixSchema = z.object({
  seconds: z.array(z.array(z.number().nullable())).describe('A row for each source; null is unreachable'),
  metres: z.array(z.array(z.number().nullable())),
  source_gaps_m: z
    .array(z.number().nullable())
    .describe('From each source to its way; null is farther than 2 km'),
  target_gaps_m: z.array(z.number().nullable()),
  network: networkStampSchema,
})

export const runCardSchema = z.object({
  kind: z.string().nullable().describe('Kind of incident; null is any'),
  priority: z.int().min(1).max(9).nullable().describe('1 is the highest; null is any'),
  alarm_level: z.int().min(1).max(9),
  demand: z.array(demandSchema).min(1).max(20),
  profile: networkProfileSchema,
  note_zh: z.string().max(500).nullable(),
  note_en: z.string().max(500).nullable(),
  synthetic: z.boolean(),
})
export type RunCard = z.infer<typeof runCardSchema>

export const runCardsSchema = z.object({ cards: z.array(runCardSchema.extend({ id: rowIdSchema })) })
