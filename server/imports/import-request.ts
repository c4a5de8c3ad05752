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
  body: PreviewRequestBody & Partial<Pick<ImportRequestBody, 'coverage' | 'surveyed_on' | 'surveyed_by'>>,
  job: RunningJob,
  surveyFile: string | undefined,
): ImportRequest {
  const { as, source, licence, layer, crs, towgs84, encoding, timezone, where, priority, synthetic } = body
  return {
    ...{ file, as, source, licence, layer, crs, towgs84, encoding, timezone, where, priority, synthetic },
    ...{ coverage: body.coverage, surveyFile },
    ...{ surveyedOn: body.surveyed_on, surveyedBy: body.surveyed_by },
    swapAxes: body.swap_axes,
    map: mapOf(body.map),
    set: mapOf(body.set),
    by: { account: job.account === 0 ? undefined : job.account, address: job.address ?? undefined },
    signal: job.signal,
    onProgress: job.onProgress,
  }
}

/** Runs an import's work on its uploads. Throws ImportError if a file is expired, or is on another machine. */
export async function withUpload<T>(
  database: Database,
  settings: FileSettings,
  body: PreviewRequestBody,
  job: RunningJob,
  work: (request: ImportRequest) => Promise<T>,
): Promise<T> {
  const { file, survey_file: survey } = body
  return withUploadedFile(database, settings, file, (path) => {
    const workWith = (surveyFile?: string) => work(requestOf(path, body, job, surveyFile))
    return survey === undefined ? workWith() : withUploadedFile(database, settings, survey, workWith)
  })
}
