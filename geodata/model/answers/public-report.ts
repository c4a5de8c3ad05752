/** JSON of reports by the public, without an account. Times in ISO 8601, positions in WGS 84 degrees. */
import { z } from 'zod'
import { clocks } from '../patrol/clocks.ts'
import { incidentStates } from '../patrol/incident-machine.ts'
import { publicKinds } from '../patrol/public-kinds.ts'
import { rowIdSchema } from './row-id.ts'

const kinds = publicKinds as readonly string[] as [string, ...string[]]
const moment = z.iso.datetime({ offset: true })
const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes('\0'))

/** A report; photos are files beside it. */
export const publicReportSchema = z.strictObject({
  key: z.uuid().describe('Made by the sender: sent again, the report is taken once'),
  at: moment.describe("When it was written, by the sender's clock"),
  sent_at: moment.optional().describe("When it was sent, by the sender's clock"),
  kind: z.enum(kinds),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  words: text(1_000).optional(),
  phone: text(40)
    .regex(/^\+?[\d\s().-]{5,24}$/)
    .optional()
    .describe('Stored encrypted; only for questions'),
  same_as: rowIdSchema.optional().describe('A report near, which this one is about too'),
  work: text(200).describe(
    'Proof of work: eight parts, separated by points; SHA-256 of `<key>:<0 to 7>:<part>` begins with 14 zero bits',
  ),
})
export type PublicReport = z.infer<typeof publicReportSchema>

export const takenReportSchema = z.object({
  replayed: z.boolean().describe('It was taken before with this key'),
  number: z.string(),
  url: z.string().describe('Private page that shows how the report stands'),
})

/** How a report stands, for who has its link. */
export const reportStatusSchema = z.object({
  number: z.string(),
  kind: z.string(),
  state: z.enum(incidentStates),
  reported_at: z.string(),
  due: z
    .object({ clock: z.enum(clocks), at: z.string() })
    .nullable()
    .describe('The running clock, and when it runs out'),
})

export const nearReportsSchema = z.object({
  reports: z
    .array(
      z.object({
        id: rowIdSchema,
        kind: z.enum(kinds),
        metres: z.int().describe('Rounded to 10 m'),
        reported_on: z.iso.date().describe('In China'),
        state: z.enum(incidentStates),
        synthetic: z.boolean(),
      }),
    )
    .describe('Open ones within 100 m about the state of the place, the nearest first, at most 5'),
})
export type NearReport = z.infer<typeof nearReportsSchema>['reports'][number]

/** Reports that a browser remembers; `url` is null while one waits to be sent. */
export const ownReportsSchema = z.array(
  z.object({
    key: z.string(),
    kind: z.string(),
    at: z.string(),
    number: z.string().nullable(),
    url: z.string().nullable(),
  }),
)
export type OwnReport = z.infer<typeof ownReportsSchema>[number]
