import type { ImportJob, ImportRequest } from '../job.ts'
export async function vectorJob(_request: ImportRequest): Promise<ImportJob> {
  throw new Error('x')
}
