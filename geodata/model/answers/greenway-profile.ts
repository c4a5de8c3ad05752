/** JSON of the profile of a named greenway: its ordered line with heights, parts, gaps and warnings. */
import { z } from 'zod'
import { textSchema } from './text.ts'

const warningKinds = ['closed', 'closing', 'steps', 'gate', 'steep', 'narrow', 'unpaved', 'unlit'] as const
export type WarningKind = (typeof warningKinds)[number]

const range = { from_m: z.number(), to_m: z.number() }

/** What `GET /greenway/greenways/{fid}/profile` answers. Distances are metres along the line without gaps. */
export const greenwayProfileSchema = z.object({
  length_m: z.number(),
  ascent_m: z.number().nullable().describe('Sum of the rises; null without heights'),
  descent_m: z.number().nullable(),
  ascent_method: z.object({
    step_m: z.number().describe('Longest distance between two heights'),
    dead_band_m: z.number().describe('Smaller rises are noise of the elevation model'),
    sources: z.array(z.string()).describe('Sources of the heights'),
  }),
  geometry: z.object({
    type: z.literal('LineString'),
    coordinates: z
      .array(z.array(z.number()).min(2).max(3))
      .describe('Longitude, latitude, and metres above the datum of the source where it is known'),
  }),
  parts: z.array(
    z.object({
      ...range,
      name: z.string().nullable(),
      kind: z.string(),
      surface: z.string(),
      width_m: z.number().nullable(),
      lit: z.boolean().nullable(),
      steps: z.boolean(),
    }),
  ),
  gaps: z
    .array(
      z.object({
        at_m: z.number(),
        vertex: z.int().describe('Index of the first coordinate behind the gap'),
        length_m: z.number().describe('As the crow flies'),
      }),
    )
    .describe('Places where the line is interrupted'),
  warnings: z.array(
    z.object({
      ...range,
      kind: z.enum(warningKinds),
      reason: textSchema.nullable(),
      from: z.string().nullable().describe('When a closure begins'),
      until: z.string().nullable().describe('When a closure ends, if known'),
    }),
  ),
})
export type GreenwayProfile = z.infer<typeof greenwayProfileSchema>
