/** Entries of the audit log, as the server sends them. */
import { z } from 'zod'

const entrySchema = z.object({
  id: z.number(),
  at: z.string(),
  account: z.number().nullable(),
  account_name: z.string().nullable(),
  role: z.string(),
  address: z.string().nullable(),
  action: z.string(),
  object: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type AuditEntry = z.infer<typeof entrySchema>

const pageSchema = z.object({ entries: z.array(entrySchema), next: z.string().nullable() })
export type AuditPage = z.infer<typeof pageSchema>

export const readPage = (body: unknown): AuditPage => pageSchema.parse(body)

const verificationSchema = z.object({
  sound: z.boolean(),
  head: z.object({ id: z.number(), hash: z.string() }).nullable(),
  fault: z.object({ id: z.number(), detail: z.object({ zh: z.string(), en: z.string() }) }).nullable(),
})
export type Verification = z.infer<typeof verificationSchema>

export const readVerification = (body: unknown): Verification => verificationSchema.parse(body)

/** What the log is asked for; empty strings ask for all. */
export interface AuditFilter {
  readonly account: string
  readonly action: string
  readonly object: string
  /** Days, `YYYY-MM-DD`, of the reader's own time zone; `to` is the last of them. */
  readonly from: string
  readonly to: string
}

export const everything: AuditFilter = { account: '', action: '', object: '', from: '', to: '' }

const DAY_MS = 86_400_000

/** The filter as a query, in moments; `?` is not included. */
export function queryOf({ from, to, ...rest }: AuditFilter): URLSearchParams {
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value.trim() !== ''))
  if (from) query.set('from', new Date(`${from}T00:00:00`).toISOString())
  if (to) query.set('to', new Date(new Date(`${to}T00:00:00`).getTime() + DAY_MS).toISOString())
  return query
}
