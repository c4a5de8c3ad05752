/** All stored data of one person, and the numbers of erased rows. */
import { z } from 'zod'
import { rowIdSchema } from './row-id.ts'

const rows = z.array(z.looseObject({})).optional()

export const personExportSchema = z.object({
  id: z.string(),
  exported_at: z.string(),
  contacts: z
    .array(
      z.object({
        incident: z.object({
          id: rowIdSchema,
          number: z.string(),
          kind: z.string(),
          received_at: z.string(),
        }),
        contact: z
          .object({ name: z.string().nullable(), phone: z.string().nullable(), note: z.string().nullable() })
          .nullable(),
        synthetic: z.boolean(),
        written_at: z.string(),
      }),
    )
    .optional(),
  account: z.looseObject({ id: rowIdSchema, name: z.string() }).optional(),
  sessions: rows,
  tokens: rows,
  files: rows,
  jobs: rows,
  audit: rows,
  audit_entries: z.int().optional(),
})

/** Numbers of erased rows. */
export const erasedSchema = z.object({
  contacts: z.int(),
  accounts: z.int(),
  files: z.int(),
  jobs: z.int(),
})
export type Erased = z.infer<typeof erasedSchema>
