/** The folder in which the bytes of files lie, each under its id. */
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../settings.ts'

type FolderSettings = Pick<Settings, 'filesDir' | 'dataDir'>

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** Where the settings say, else beside the embedded database. */
const folderOf = ({ filesDir, dataDir }: FolderSettings): string => filesDir ?? join(dataDir, 'files')

/** The path of a file's bytes. Ids are the database's own, so that none leads out of the folder. */
export function pathOf(settings: FolderSettings, id: string): string {
  if (!ID.test(id)) throw new Error(`${id} is no id of a file`)
  return join(folderOf(settings), id)
}

/** Writes bytes at an offset, and makes the file where there is none. They are on the disk when it returns. */
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
    // A disk that becomes full takes a part first, and refuses the rest.
    for (let done = 0; done < bytes.length; )
      done += (await file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** Deletes the bytes of a file, where there are any. */
export const removeBytes = (settings: FolderSettings, id: string): Promise<void> =>
  rm(pathOf(settings, id), { force: true })

/** Ids of files whose bytes were last written before a time, in milliseconds since 1970. */
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
