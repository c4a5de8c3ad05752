/** Files that the server creates for an account, such as the features of a preview. */
import type { Database } from '../../geodata/database/database.ts'
import { addFile } from './file-rows.ts'
import { writeBytes } from './folder.ts'
import type { FileSettings } from './uploads.ts'

/** Stores a complete file for the viewer of `database`, and returns its id. */
export async function storeResult(
  database: Database,
  settings: FileSettings,
  { name, media_type, bytes }: { name: string; media_type: string; bytes: Buffer },
): Promise<string> {
  const file = { kind: 'result', name, media_type, bytes: bytes.length } as const
  const id = await addFile(database, { ...file, keptDays: settings.filesKeptDays })
  await writeBytes(settings, id, 0, bytes)
  await database.query('update files set received = bytes where id = $1', [id])
  return id
}
