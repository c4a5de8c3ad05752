/** Reads entries of the audit log by a filter. */
import {
  type AuditPage,
  type AuditVerification,
  auditPageSchema,
  auditVerificationSchema,
} from '../../geodata/model/answers/audit.ts'
import { objectOf } from './audit-words.ts'

export const readPage = (body: unknown): AuditPage => auditPageSchema.parse(body)
export const readVerification = (body: unknown): AuditVerification => auditVerificationSchema.parse(body)

/** Filter of the log; empty strings match everything. */
export interface AuditFilter {
  readonly account: string
  readonly action: string
  readonly object: string
  /** Days, `YYYY-MM-DD`, in the reader's time zone; `to` is included. */
  readonly from: string
  readonly to: string
}

export const everything: AuditFilter = { account: '', action: '', object: '', from: '', to: '' }

const DAY_MS = 86_400_000

/** Returns the filter as a query string with ISO times, without `?`. */
export function queryOf({ from, to, ...rest }: AuditFilter): URLSearchParams {
  const named = { ...rest, object: objectOf(rest.object) }
  const query = new URLSearchParams(Object.entries(named).filter(([, value]) => value.trim() !== ''))
  if (from) query.set('from', new Date(`${from}T00:00:00`).toISOString())
  if (to) query.set('to', new Date(new Date(`${to}T00:00:00`).getTime() + DAY_MS).toISOString())
  return query
}
