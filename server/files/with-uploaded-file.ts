/** Gives work the bytes of an upload under its own name. */
import { constants } from 'node:fs'
import { access, copyFile, link, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../geodata/database/database.ts'
import { ImportError } from '../../geodata/import/error.ts'
import { findFile } from './file-rows.ts'
import { pathOf } from './folder.ts'
import type { FileSettings } from './uploads.ts'

/**
 * Runs work on an uploaded file under its own name, which determines the source and some formats. Throws
 * ImportError if the file is expired, or is on another machine.
 */
export async function withUploadedFile<T>(
  database: Database,
  settings: FileSettings,
  id: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const file = await findFile(database, id)
  const bytes = pathOf(settings, id)
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
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const gone = new ImportError({
  zh: '上传的文件已到期删除，请重新上传。',
  en: 'The uploaded file has expired: upload it again.',
})
