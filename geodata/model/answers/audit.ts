/** JSON of the audit log. */
import { z } from 'zod'
import { rowIdSchema } from './row-id.ts'
import { textSchema } from './text.ts'

const values = z.record(z.string(), z.unknown()).nullable()

const entrySchema = z.object({
  id: rowIdSchema,
  at: z.string().describe('In UTC, to the microsecond'),
  account: z.int().nullable().describe('Null: not signed in'),
  account_name: z.string().nullable().describe('Current name of the account'),
  role: z.string().describe('`system`: the platform itself or one of its commands'),
  address: z.string().nullable(),
  action: z.string(),
  object: z.string(),
  before: values.describe('For a changed row, only the columns that differ'),
  after: values,
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof entrySchema>

export const auditPageSchema = z.object({
  entries: z.array(entrySchema),
  next: z.string().nullable().describe('URL of the next page, with earlier entries'),
})
export type AuditPage = z.infer<typeof auditPageSchema>

export const auditVerificationSchema = z.object({
  sound: z.boolean(),
  head: z
    .object({ id: rowIdSchema, hash: z.string() })
    .nullable()
    .describe('Last entry of an intact log; keep a copy elsewhere'),
  fault: z
    .object({
      id: rowIdSchema.describe('Number of the first bad entry'),
      kind: z.enum(['altered', 'missing', 'extra', 'head']),
      detail: textSchema,
    })
    .nullable(),
})
export type AuditVerification = z.infer<typeof auditVerificationSchema>
