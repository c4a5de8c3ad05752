/** Entries of the audit log, checked on arrival, and what is asked of them. */
import {
  type AuditPage,
  type AuditVerification,
  auditPageSchema,
  auditVerificationSchema,
} from '../../geodata/model/answers/audit.ts'

export const readPage = (body: unknown): AuditPage => auditPageSchema.parse(body)
export const readVerification = (body: unknown): AuditVerification => auditVerificationSchema.parse(body)

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
