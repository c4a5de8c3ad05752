/** Writes audit log entries for requests. */
import type { Request } from 'express'
import { type AuditRecord, record } from '../../geodata/audit/record.ts'
import type { DataContext } from '../context.ts'
import { viewerOf } from './viewer.ts'

/**
 * Writes an entry in the name of a request's viewer, with the address that it came from, of people
 * who have not signed in too. Await it before anything is given away, so that nothing goes unwritten.
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
