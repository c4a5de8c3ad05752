/**
 * The audit log (审计日志): what was done, by whom, from where. Entries are chained by a hash and cannot
 * be changed or taken away; schema/0055_audit.sql says how. Changes of rows are written by triggers;
 * `record` is for what leaves no row changed: sign-ins, reads of tracks and contacts, exports, imports.
 */
import type { Queryable } from '../database/database.ts'
import type { AuditAction } from '../model/audit-action.ts'

export interface AuditRecord {
  readonly action: AuditAction
  /** A table or resource, and its key after a slash where there is one: `accounts/7`, `parcels`. */
  readonly object: string
  /** JSON objects. Members whose names say that they are secret are blotted out by the database. */
  readonly before?: object | null
  readonly after?: object | null
  /**
   * Who did it, where the system writes for someone who is not the viewer of the connection yet, as
   * at a sign-in. Without it, the connection's viewer.
   */
  readonly by?: { readonly account?: number | undefined; readonly address?: string | undefined }
}

const text = (value: object | null | undefined) => (value ? JSON.stringify(value) : null)

/**
 * Writes an entry. In a transaction it stands or falls with it: record what is refused in one of its
 * own. It cannot be written in a read-only transaction. `by` is for the system's connection only.
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
