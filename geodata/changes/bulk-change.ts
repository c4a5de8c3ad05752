/**
 * Changes of many rows: silent while they run, told once a layer at the commit. Changes of single
 * rows are told by the database itself (schema/0025_changes.sql).
 */
import type { DatabaseClient } from '../database/database.ts'

/** Silences the triggers until the end of the client's transaction. */
export async function beginBulkChange(client: DatabaseClient): Promise<void> {
  await client.query("select set_config('shuangxi.bulk', 'on', true)")
}

/**
 * Says at the commit that these layers may have changed anywhere: one notification each. `terrain`
 * may be among them. Call it in the transaction that changed them, once, at its end.
 */
export async function announceBulkChange(client: DatabaseClient, layerIds: Iterable<string>): Promise<void> {
  await client.query('select announce_bulk_change($1::text[])', [[...new Set(layerIds)]])
}
