/** JSON of planned routes: `GET /routes/plan` and `GET /routes/loops`. Degrees of WGS 84, metres, seconds. */
import { z } from 'zod'
import { routeAvoids, routeProfiles } from '../routes/codes.ts'
import { rowIdSchema } from './row-id.ts'

export const routeProfileSchema = z.enum(routeProfiles)
export type RouteProfileId = z.infer<typeof routeProfileSchema>

export const routeAvoidSchema = z.enum(routeAvoids)
export type RouteAvoid = z.infer<typeof routeAvoidSchema>

/** At night, unlit and closed ways are avoided, or used and named in warnings. */
export const atNightSchema = z.enum(['avoid', 'name'])

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])

/** A request for a route, as both the server and the page's own engine take it. */
const routeRequestSchema = z.object({
  from: position,
  to: position,
  via: z.array(position).max(25).default([]).describe('Stops between, in order unless `reorder`'),
  profile: routeProfileSchema.default('walk'),
  depart: z.iso.datetime({ offset: true }).describe('RFC 3339'),
  avoid: z.array(routeAvoidSchema).max(3).default([]),
  at_night: atNightSchema.default('avoid'),
  alternatives: z.int().min(0).max(3).default(0).describe('How many other routes at most'),
  reorder: z.boolean().default(false).describe('Visits the stops in the order of the shortest trip'),
})
export type RouteRequest = z.infer<typeof routeRequestSchema>

export const partKinds = [
  'greenway',
  'path',
  'cycleway',
  'pedestrian',
  'square',
  'steps',
  'track',
  'street',
  'main_road',
  'link',
] as const

const partSchema = z.object({
  from_m: z.number().describe('From the beginning of the route'),
  to_m: z.number(),
  kind: z.enum(partKinds),
  name: z.string().nullable(),
  name_en: z.string().nullable(),
  surface: z.string().describe('A code of the surfaces'),
  width_m: z.number().nullable(),
  lit: z.boolean().nullable().describe('null where nobody has recorded it'),
  steps: z.boolean(),
  grade_percent: z.number().nullable().describe('Mean, positive upwards; null without heights'),
  arrive: z.string().describe('RFC 3339, at the beginning of this part'),
})
export type RoutePart = z.infer<typeof partSchema>

const warningKinds = [
  'steps',
  'gate',
  'unpaved',
  'unlit',
  'closed',
  'closing',
  'steep',
  'narrow',
  'push',
] as const

const warningSchema = z.object({
  kind: z
    .enum(warningKinds)
    .describe(
      '`closed`: closed by its hours at that time; `closing`: closes within 30 minutes of arriving; `push`: the bicycle has to be pushed',
    ),
  from_m: z.number(),
  to_m: z.number().describe('Equal to `from_m` for a gate'),
  reason: z.string().nullable().describe('Opening hours, percent of a slope, metres of width, kind of gate'),
  until: z.string().nullable().describe('RFC 3339: when it closes, opens or the sun rises'),
})
export type RouteWarning = z.infer<typeof warningSchema>

export const turnKinds = [
  'depart',
  'straight',
  'slight_left',
  'left',
  'sharp_left',
  'slight_right',
  'right',
  'sharp_right',
  'turn_back',
  'steps_up',
  'steps_down',
  'steps',
  'enter_greenway',
  'leave_greenway',
  'cross_square',
  'via',
  'arrive',
] as const

const turnSchema = z.object({
  at_m: z.number(),
  lon: z.number(),
  lat: z.number(),
  kind: z.enum(turnKinds).describe('`steps`: whether up or down is not known'),
  name: z.string().nullable().describe('Of the way that follows'),
  name_en: z.string().nullable(),
  metres: z.number().describe('To the next turn'),
})
export type RouteTurn = z.infer<typeof turnSchema>

const whySchema = z.object({
  kind: z.enum(['closure', 'night', 'avoid']),
  name: z.string().nullable().describe('Of the way that is left out'),
  name_en: z.string().nullable(),
  closure: rowIdSchema.nullable(),
  reason: z.string().nullable().describe('Of a closure in Chinese; what is avoided otherwise'),
  reason_en: z.string().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable().describe('null for a closure without an end'),
  extra_s: z.number().describe('Seconds longer than the route without this reason'),
})
export type RouteWhy = z.infer<typeof whySchema>

const nightSchema = z.object({
  dusk: z.string().nullable().describe('End of civil twilight of that day'),
  dawn: z.string().nullable().describe('Beginning of civil twilight of the next morning'),
  dark_m: z.number().describe('Metres walked in the dark'),
  unlit_m: z.number().describe('Of these, known to be without light'),
  unknown_m: z.number().describe('Of these, without a record of light'),
})

const routeSchema = z.object({
  geometry: z.object({
    type: z.literal('LineString'),
    coordinates: z
      .array(z.array(z.number()))
      .describe('Longitude, latitude and, where known everywhere, height in metres'),
  }),
  length_m: z.number(),
  duration_s: z.number(),
  arrive: z.string(),
  ascent_m: z.number().nullable(),
  descent_m: z.number().nullable(),
  ascent_method: z.string().describe('Of the heights: step of samples, least rise'),
  stops: z
    .array(
      z.object({
        lon: z.number(),
        lat: z.number(),
        at_m: z.number(),
        arrive: z.string(),
        gap_m: z.number().describe('From the asked place to its way'),
        asked: z.int().describe('Which place of the request: 0 is from, then via, last to'),
      }),
    )
    .describe('From, via in the order of the trip, to'),
  shared: z.number().describe('Share of its length that an earlier route of this answer also has'),
  parts: z.array(partSchema),
  warnings: z.array(warningSchema),
  turns: z.array(turnSchema),
  why: z.array(whySchema),
  night: nightSchema,
})
export type PlannedRoute = z.infer<typeof routeSchema>

const routeDataSchema = z.object({
  version: z.string().describe('Of the network: a digest of its content'),
  built_at: z.string(),
  closures: z.int().describe('Closures in force'),
  heights: z.array(z.string()).describe('Sources of heights; empty without any'),
  light_known_share: z.number().describe('Share of the length of all ways'),
})
export type RouteData = z.infer<typeof routeDataSchema>

export const routePlanSchema = z.object({
  profile: routeProfileSchema,
  depart: z.string(),
  order: z.enum(['given', 'shortest', 'short']).describe('`short`: more than 9 stops, not proven shortest'),
  routes: z.array(routeSchema).describe('The best first'),
  data: routeDataSchema,
})
export type RoutePlan = z.infer<typeof routePlanSchema>

const loopSchema = routeSchema.extend({
  asked_error: z.number().describe('(length − wished) / wished, or the same of the time'),
  repeated: z.number().describe('Share of the length that is walked twice'),
})
export const loopPlanSchema = z.object({
  profile: routeProfileSchema,
  depart: z.string(),
  length_m: z.number().nullable().describe('As wished'),
  duration_s: z.number().nullable(),
  loops: z.array(loopSchema).describe('Up to three of different shapes; none where the network allows none'),
  data: routeDataSchema,
})
export type LoopPlan = z.infer<typeof loopPlanSchema>
