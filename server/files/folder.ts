/** The folder with the bytes of files, each named by its id. */
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../settings.ts'

type FolderSettings = Pick<Settings, 'filesDir' | 'dataDir'>

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** Returns the folder of the settings, otherwise beside the embedded database. */
const folderOf = ({ filesDir, dataDir }: FolderSettings): string => filesDir ?? join(dataDir, 'files')

/** Returns the path of a file's bytes. Ids come from the database, so none leads out of the folder. */
export function pathOf(settings: FolderSettings, id: string): string {
  if (!ID.test(id)) throw new Error(`${id} is no id of a file`)
  return join(folderOf(settings), id)
}

/** Writes bytes at an offset; creates the file if it is missing. The bytes are on disk when it resolves. */
export async function writeBytes(
  settings: FolderSettings,
  id: string,
  offset: number,
  bytes: Uint8Array,
): Promise<void> {
  const path = pathOf(settings, id)
  await mkdir(folderOf(settings), { recursive: true })
  const file = await open(path, offset === 0 ? 'w' : 'r+')
  try {
    // On a disk that becomes full, a write may store only a part of the bytes.
    for (let done = 0; done < bytes.length; )
      done += (await file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** Deletes the bytes of a file, if there are any. */
export const removeBytes = (settings: FolderSettings, id: string): Promise<void> =>
  rm(pathOf(settings, id), { force: true })

/** Returns ids of files whose bytes were last written before a time, in milliseconds since 1970. */
export async function idsBefore(settings: FolderSettings, time: number): Promise<string[]> {
  const folder = folderOf(settings)
  const names = await readdir(folder).catch(() => [])
  const old: string[] = []
  for (const name of names.filter((one) => ID.test(one))) {
    const stats = await stat(join(folder, name)).catch(() => undefined)
    if (stats !== undefined && stats.mtimeMs < time) old.push(name)
  }
  return old
}
