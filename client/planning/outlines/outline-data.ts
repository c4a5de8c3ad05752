/** Requests of the outline check. */
import { type JobAnswer, type JobProgress, jobSchema } from '../../../geodata/model/answers/job.ts'
import {
  type OutlineCheck,
  type OutlineResults,
  type OutlineSetAnswer,
  outlineCheckSchema,
  outlineReadSchema,
  outlineResultsSchema,
  outlineSetSchema,
  outlineSetsSchema,
} from '../../../geodata/model/answers/planning-outlines.ts'
import { followJob, upload } from '../../import/import-data.ts'
import { messages as pageMessages } from '../../messages.ts'
import { fetchJson } from '../../source/fetch-json.ts'
import { RequestError } from '../../source/request.ts'
import { sendJson } from '../../source/send.ts'

const at = (id: string, rest = '') => `/planning/outlines/${id}${rest}`
const readSet = (body: unknown): OutlineSetAnswer => outlineSetSchema.parse(body)
export const readSets = (body: unknown) => outlineSetsSchema.parse(body).sets

type OnProgress = (job: Pick<JobProgress, 'step' | 'share'>) => void

/** Uploads a file and reads its outlines; returns the id of the set. Throws RequestError with the reason. */
export async function readFile(
  file: File,
  onProgress: OnProgress,
  signal: AbortSignal,
  uploading: JobProgress['step'],
) {
  const uploaded = await upload(file, (share) => onProgress({ step: uploading, share }), signal)
  const job = await finished('/planning/outlines', { file: uploaded.id }, onProgress, signal)
  return outlineReadSchema.parse(job.result).outlines
}

async function finished(
  path: string,
  body: object | undefined,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<JobAnswer> {
  const first = jobSchema.parse(await sendJson('POST', path, body))
  const job = await followJob(first, onProgress, signal)
  if (job.state !== 'done') throw new RequestError(job.problem ?? pageMessages.errorServer, null)
  return job
}

export const fetchSet = (id: string, signal: AbortSignal) => fetchJson(at(id), readSet, signal)
export const fetchResults = (id: string, signal: AbortSignal): Promise<OutlineResults> =>
  fetchJson(at(id, '/results'), (body) => outlineResultsSchema.parse(body), signal)
export const fetchCheck = (id: string, outline: number, signal: AbortSignal): Promise<OutlineCheck> =>
  fetchJson(at(id, `/results/${outline}`), (body) => outlineCheckSchema.parse(body), signal)

export const confirmSystem = async (id: string, choice: object) =>
  readSet(await sendJson('PUT', at(id, '/system'), choice))
export const repair = async (id: string) => readSet(await sendJson('POST', at(id, '/repair'), {}))
export const remove = (id: string) => sendJson('DELETE', at(id))
export const check = (id: string, onProgress: OnProgress, signal: AbortSignal) =>
  finished(at(id, '/check'), undefined, onProgress, signal)
export const storeDrawn = async (name: string, parts: [number, number][][][]) =>
  readSet(await sendJson('POST', '/planning/outlines/drawn', { name, outlines: [{ name, parts }] }))
