/** Receives uploads: first their name and size, then their parts in order. */
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { FileAnswer } from '../../geodata/model/answers/file.ts'
import { notFound } from '../errors.ts'
import type { Settings } from '../settings.ts'
import { addFile, findFile, lockFile, noteReceived } from './file-rows.ts'
import { writeBytes } from './folder.ts'
import { notYourUpload, overQuota, pastEnd, tooLarge, wrongOffset } from './problems.ts'

const quotaSql = sqlFile(import.meta.url, 'quota.sql')

const MIB = 1024 ** 2
/** Limits of an account: the number of files, and bytes as a number of largest uploads. */
const MAX_FILES = 200
const MAX_LARGEST = 4

export type FileSettings = Pick<Settings, 'filesDir' | 'dataDir' | 'uploadMb' | 'filesKeptDays'>

export const noFile = (id: string) => notFound({ zh: '文件', en: 'file' }, id)

/** Begins an upload of the viewer. Throws ProblemErrors of status 409 and 413. */
export async function beginUpload(
  database: Database,
  settings: FileSettings,
  file: { readonly name: string; readonly bytes: number; readonly media_type: string },
): Promise<FileAnswer> {
  if (file.bytes > settings.uploadMb * MIB) throw tooLarge(settings.uploadMb)
  const { rows } = await database.query<{ files: number; bytes: number }>(quotaSql)
  const { files = 0, bytes = 0 } = rows[0] ?? {}
  const most = settings.uploadMb * MAX_LARGEST
  if (files >= MAX_FILES || bytes + file.bytes > most * MIB) throw overQuota(MAX_FILES, most)
  const id = await addFile(database, { ...file, kind: 'upload', keptDays: settings.filesKeptDays })
  return knownFile(database, id)
}

/** Throws a ProblemError of status 404 if the viewer sees no such file. */
export async function knownFile(database: Database, id: string): Promise<FileAnswer> {
  const file = await findFile(database, id)
  if (file === undefined) throw noFile(id)
  return file
}

/**
 * Only the account that began an upload may continue it; administrators see all files, but may not write
 * into them. Throws ProblemErrors: 404, 403 for an upload of another account.
 */
export async function requireOwnUpload(database: Database, id: string): Promise<void> {
  const { rows } = await database.query<{ own: boolean }>(
    'select account = coalesce(viewer_account(), 0) as own from files where id = $1',
    [id],
  )
  if (rows[0] === undefined) throw noFile(id)
  if (!rows[0].own) throw notYourUpload
}

/**
 * Stores the next part. Concurrent parts of one upload wait for one another, so that a refused part never
 * overwrites bytes of an accepted one. Throws ProblemErrors: 404, 403 for another account's upload, 409 at
 * another offset, 400 beyond the end.
 */
export async function storePart(
  database: Database,
  settings: FileSettings,
  id: string,
  part: { readonly offset: number; readonly bytes: Buffer },
): Promise<FileAnswer> {
  await requireOwnUpload(database, id)
  await database.transaction(async (client) => {
    const file = await lockFile(client, id)
    if (file === undefined) throw noFile(id)
    if (file.kind !== 'upload' || file.received !== part.offset) throw wrongOffset(file.received)
    if (part.offset + part.bytes.length > file.bytes) throw pastEnd(file.bytes)
    await writeBytes(settings, id, part.offset, part.bytes)
    await noteReceived(client, id, part.bytes.length)
  })
  return knownFile(database, id)
}
