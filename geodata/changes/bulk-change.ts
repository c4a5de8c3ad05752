/**
 * Bulk changes: no notifications while they run, one per layer at commit. Triggers announce changes of
 * single rows (schema/0025_changes.sql).
 */
import type { DatabaseClient } from '../database/database.ts'

/** Silences the triggers until the end of the client's transaction. */
export async function beginBulkChange(client: DatabaseClient): Promise<void> {
  await client.query("select set_config('shuangxi.bulk', 'on', true)")
}

/**
 * Announces at commit that these layers (or `terrain`) may have changed anywhere. Call it once, at the
 * end of the transaction that changed them.
 */
export async function announceBulkChange(client: DatabaseClient, layerIds: Iterable<string>): Promise<void> {
  await client.query('select announce_bulk_change($1::text[])', [[...new Set(layerIds)]])
}

/** Says why the transaction changes rows; their versions keep it (schema/0110_versions.sql). */
export async function giveReason(client: DatabaseClient, reason: string): Promise<void> {
  await client.query("select set_config('shuangxi.reason', $1, true)", [reason])
}
