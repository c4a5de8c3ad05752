/** Requests of the import panel: uploads in parts, jobs, previews. */
import type { FeatureCollection } from 'geojson'
import { deliveryReportSchema } from '../../geodata/model/answers/delivery.ts'
import { type FileAnswer, fileSchema, MAX_PART_BYTES } from '../../geodata/model/answers/file.ts'
import {
  importPreviewSchema,
  importReportSchema,
  previewFeaturesSchema,
} from '../../geodata/model/answers/imports.ts'
import { type JobAnswer, type JobProgress, jobSchema } from '../../geodata/model/answers/job.ts'
import { followEvents, isConnected } from '../server-events.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { sendJson, sendPart } from '../source/send.ts'
import { followUntilEnd } from './follow-job.ts'

const readFile = (body: unknown) => fileSchema.parse(body)
const readJob = (body: unknown) => jobSchema.parse(body)
export const readPreview = (body: unknown) => importPreviewSchema.parse(body)
export const readDelivery = (body: unknown) => deliveryReportSchema.parse(body)
export const readReport = (body: unknown) => importReportSchema.parse(body)

/** Uploads a file part by part. Throws RequestError, or the signal's reason. */
export async function upload(
  file: File,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<FileAnswer> {
  let known = readFile(await sendJson('POST', '/files', { name: file.name, bytes: file.size }))
  while (known.received < known.bytes) {
    signal.throwIfAborted()
    onShare(known.received / known.bytes)
    const part = file.slice(known.received, known.received + MAX_PART_BYTES)
    known = readFile(await sendPart(`/files/${known.id}?offset=${known.received}`, part, signal))
  }
  return known
}

/** Deletes an upload that is no longer needed; the server deletes it later anyway. */
export const forgetUpload = (id: string) => sendJson('DELETE', `/files/${id}`).catch(() => undefined)

export const startJob = async (
  path: '/imports' | '/imports/previews' | '/imports/checks',
  body: object,
): Promise<JobAnswer> => readJob(await sendJson('POST', path, body))

export const cancelJob = async (id: string): Promise<JobAnswer> =>
  readJob(await sendJson('POST', `/jobs/${id}/cancel`))

/** Follows a job to its end. Throws RequestError if the job does not exist, or the signal's reason. */
export const followJob = (
  first: JobAnswer,
  onProgress: (job: JobProgress) => void,
  signal: AbortSignal,
): Promise<JobAnswer> =>
  followUntilEnd(first.id, onProgress, signal, {
    ask: (given) => fetchJson(`/jobs/${first.id}`, readJob, given),
    listen: (onEvent) => followEvents('jobs', onEvent),
    isConnected,
  })

export async function fetchFeatures(id: string, signal: AbortSignal): Promise<FeatureCollection> {
  return fetchJson(`/files/${id}/content`, (body) => previewFeaturesSchema.parse(body), signal)
}
