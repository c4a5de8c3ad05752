/** Previews any file before its import, without storing anything. */
import type { Queryable } from '../database/database.ts'
import { jobOf, refuseSampleSource } from './import.ts'
import type { ImportRequest } from './request.ts'
import { previewVector, type VectorPreview } from './vector-preview.ts'

/** OpenStreetMap and elevations are not drawn in a preview; it has the name of the source only. */
export type ImportPreview = VectorPreview | { readonly source: string }

/** Throws ImportError if the import would, and the reason of `request.signal` if cancelled. */
export async function previewImport(database: Queryable, request: ImportRequest): Promise<ImportPreview> {
  refuseSampleSource(request)
  if (request.as !== 'dem' && !/\.pbf$/i.test(request.file)) return previewVector(database, request)
  const job = await jobOf(request)
  await job.close?.()
  return { source: job.identity.source.name }
}
