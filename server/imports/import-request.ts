/** Converts the page's request to an import request. */
import { constants } from 'node:fs'
import { access, copyFile, link, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../geodata/database/database.ts'
import { ImportError } from '../../geodata/import/error.ts'
import type { ImportRequest } from '../../geodata/import/request.ts'
import type { PreviewRequestBody } from '../../geodata/model/answers/imports.ts'
import { findFile } from '../files/file-rows.ts'
import { pathOf } from '../files/folder.ts'
import type { FileSettings } from '../files/uploads.ts'
import type { RunningJob } from '../jobs/worker.ts'

const mapOf = (record: Readonly<Record<string, string>> | undefined) => new Map(Object.entries(record ?? {}))

/** Returns the part shared by preview and import. */
function requestOf(file: string, body: PreviewRequestBody, job: RunningJob): ImportRequest {
  const { as, source, licence, layer, crs, towgs84, encoding, timezone, where, priority, synthetic } = body
  return {
    ...{ file, as, source, licence, layer, crs, towgs84, encoding, timezone, where, priority, synthetic },
    swapAxes: body.swap_axes,
    map: mapOf(body.map),
    set: mapOf(body.set),
    by: { account: job.account === 0 ? undefined : job.account, address: job.address ?? undefined },
    signal: job.signal,
    onProgress: job.onProgress,
  }
}

/**
 * Runs work on an uploaded file under its own name, which determines the source and some formats. Throws
 * ImportError if the file is expired, or is on another machine.
 */
export async function withUpload<T>(
  database: Database,
  settings: FileSettings,
  body: PreviewRequestBody,
  job: RunningJob,
  work: (request: ImportRequest) => Promise<T>,
): Promise<T> {
  const file = await findFile(database, body.file)
  const bytes = pathOf(settings, body.file)
  const isThere =
    file !== undefined &&
    (await access(bytes).then(
      () => true,
      () => false,
    ))
  if (!isThere) throw gone
  const folder = await mkdtemp(join(tmpdir(), 'shuangxi-upload-'))
  try {
    const path = join(folder, file.name)
    // Another disk cannot be linked.
    await link(bytes, path).catch(() => copyFile(bytes, path, constants.COPYFILE_FICLONE))
    return await work(requestOf(path, body, job))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const gone = new ImportError({
  zh: '上传的文件已到期删除，请重新上传。',
  en: 'The uploaded file has expired: upload it again.',
})
