/**
 * The audit log (审计日志): what was done, by whom, from where. Entries form a hash chain and cannot be
 * changed or deleted; see schema/0055_audit.sql. Triggers record changes of rows; `record` is for
 * actions without changed rows: sign-ins, reads of tracks and contacts, exports, imports.
 */
import type { Queryable } from '../database/database.ts'
import type { AuditAction } from '../model/audit-action.ts'

export interface AuditRecord {
  readonly action: AuditAction
  /** A table or resource, with an optional key after a slash: `accounts/7`, `parcels`. */
  readonly object: string
  /** JSON objects. The database masks members whose names mark them as secret. */
  readonly before?: object | null
  readonly after?: object | null
  /**
   * The actor, if the system writes for someone who is not yet the connection's viewer, as at a sign-in.
   * Without it, the connection's viewer.
   */
  readonly by?: { readonly account?: number | undefined; readonly address?: string | undefined }
}

const text = (value: object | null | undefined) => (value ? JSON.stringify(value) : null)

/**
 * Writes an entry. It is rolled back with its transaction, so record refused actions in a separate one.
 * Fails in a read-only transaction. `by` is for the system's connection only.
 */
export async function record(client: Queryable, entry: AuditRecord): Promise<void> {
  const { action, object, before, after, by } = entry
  const values = [action, object, text(before), text(after)]
  if (by === undefined) {
    await client.query('select audit($1, $2, $3::text::jsonb, $4::text::jsonb)', values)
    return
  }
  await client.query('select audit.write_as($5, $6, $1, $2, $3::text::jsonb, $4::text::jsonb)', [
    ...values,
    by.account ?? null,
    by.address ?? null,
  ])
}
