/** Deletes all files of an account. */
import type { Queryable } from '../../geodata/database/database.ts'
import { removeBytes } from './folder.ts'
import type { FileSettings } from './uploads.ts'

/** Deletes the rows of an account's files in the caller's transaction, and returns their ids. */
export async function eraseFileRows(client: Queryable, account: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>('delete from files where account = $1 returning id', [
    account,
  ])
  return rows.map(({ id }) => id)
}

/** Deletes the bytes of files whose rows were deleted; call it after the commit. If it fails, the sweeper deletes them later. */
export async function eraseBytes(
  settings: Pick<FileSettings, 'filesDir' | 'dataDir'>,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) await removeBytes(settings, id)
}
