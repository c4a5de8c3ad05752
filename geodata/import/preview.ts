/** Looks at any file before its import, without storing anything. */
import type { Queryable } from '../database/database.ts'
import { jobOf, refuseSampleSource } from './import.ts'
import type { ImportRequest } from './request.ts'
import { previewVector, type VectorPreview } from './vector-preview.ts'

/** Of OpenStreetMap and of elevations, which are not drawn beforehand, the name of the source alone. */
export type ImportPreview = VectorPreview | { readonly source: string }

/** Throws ImportError for what the import would refuse, and the reason of `request.signal` when cancelled. */
export async function previewImport(database: Queryable, request: ImportRequest): Promise<ImportPreview> {
  refuseSampleSource(request)
  if (request.as !== 'dem' && !/\.pbf$/i.test(request.file)) return previewVector(database, request)
  const job = await jobOf(request)
  await job.close?.()
  return { source: job.identity.source.name }
}
