/** Writes audit log entries for requests. */
import type { Request } from 'express'
import { type AuditRecord, record } from '../../geodata/audit/record.ts'
import type { DataContext } from '../context.ts'
import { viewerOf } from './viewer.ts'

/**
 * Writes an entry with the request's viewer and address, also for viewers who have not signed in. Await it
 * before sending data, so that nothing is sent without an entry.
 */
export async function recordRequest(
  { databaseAs }: Pick<DataContext, 'databaseAs'>,
  request: Request,
  entry: Omit<AuditRecord, 'by'>,
): Promise<void> {
  const viewer = viewerOf(request)
  const address = viewer.address ?? request.ip?.replace(/^::ffff:(?=\d)/i, '')
  await record(databaseAs(address === undefined ? viewer : { ...viewer, address }), entry)
}
