/** Converts the page's request to an import request. */
import type { Database } from '../../geodata/database/database.ts'
import type { ImportRequest } from '../../geodata/import/request.ts'
import type { ImportRequestBody, PreviewRequestBody } from '../../geodata/model/answers/imports.ts'
import type { FileSettings } from '../files/uploads.ts'
import { withUploadedFile } from '../files/with-uploaded-file.ts'
import type { RunningJob } from '../jobs/worker.ts'

const mapOf = (record: Readonly<Record<string, string>> | undefined) => new Map(Object.entries(record ?? {}))

/** Returns the part shared by preview and import. */
function requestOf(
  file: string,
  body: PreviewRequestBody & Pick<Partial<ImportRequestBody>, 'coverage'>,
  job: RunningJob,
): ImportRequest {
  const { as, source, licence, layer, crs, towgs84, encoding, timezone, where, priority, synthetic } = body
  return {
    ...{ file, as, source, licence, layer, crs, towgs84, encoding, timezone, where, priority, synthetic },
    coverage: body.coverage,
    swapAxes: body.swap_axes,
    map: mapOf(body.map),
    set: mapOf(body.set),
    by: { account: job.account === 0 ? undefined : job.account, address: job.address ?? undefined },
    signal: job.signal,
    onProgress: job.onProgress,
  }
}

/** Runs an import's work on its upload. Throws ImportError if the file is expired, or is on another machine. */
export const withUpload = <T>(
  database: Database,
  settings: FileSettings,
  body: PreviewRequestBody,
  job: RunningJob,
  work: (request: ImportRequest) => Promise<T>,
): Promise<T> => withUploadedFile(database, settings, body.file, (path) => work(requestOf(path, body, job)))
