/** Deletes expired files, and bytes without a row. */
import type { Database } from '../../geodata/database/database.ts'
import type { ServerContext } from '../context.ts'
import { idsBefore, removeBytes } from './folder.ts'
import type { FileSettings } from './uploads.ts'

const HOUR_MS = 3_600_000

/** Returns the number of deleted files. */
export async function sweepFiles(
  database: Database,
  settings: FileSettings,
  now: number = Date.now(),
): Promise<number> {
  const { rows } = await database.query<{ id: string }>(
    `delete from files
     where expires_at <= $1
       -- Made for an account that was being erased.
       or (account <> 0 and created_at <= $2 and not exists (select from accounts where id = files.account))
     returning id`,
    [new Date(now), new Date(now - HOUR_MS)],
  )
  for (const { id } of rows) await removeBytes(settings, id)
  // Bytes of a new upload may exist before its row is visible; an hour is long enough.
  const old = await idsBefore(settings, now - HOUR_MS)
  const known = await database.query<{ id: string }>(
    'select id from files where id = any ($1::text[]::uuid[])',
    [old],
  )
  const kept = new Set(known.rows.map(({ id }) => id))
  const strays = old.filter((id) => !kept.has(id))
  for (const id of strays) await removeBytes(settings, id)
  return rows.length + strays.length
}

/** Sweeps now and each hour. Returns stop(). */
export function startSweeper({
  systemDatabase,
  settings,
  log,
}: Pick<ServerContext, 'systemDatabase' | 'settings' | 'log'>): () => Promise<void> {
  let sweeping = Promise.resolve()
  const sweep = () => {
    sweeping = sweeping
      .then(() => sweepFiles(systemDatabase, settings))
      .then((files) => log.debug({ files }, 'expired files are deleted'))
      .catch((error: unknown) => log.warn({ err: error }, 'expired files could not be deleted; trying again'))
  }
  const timer = setInterval(sweep, HOUR_MS)
  timer.unref()
  sweep()
  return async () => {
    clearInterval(timer)
    await sweeping
  }
}
