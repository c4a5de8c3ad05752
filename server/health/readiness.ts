import type { Database } from '../../geodata/database/database.ts'
import { pendingMigrations } from '../../geodata/database/migrate.ts'
import type { Readiness } from '../../geodata/model/answers/health.ts'

/**
 * Asks the database; `prepared` tells whether the first start's work is done, `room` whether its disk has
 * room. A full disk leaves it ready, since most requests only read.
 */
export async function readReadiness(
  database: Database,
  prepared: boolean,
  room: () => Promise<boolean>,
): Promise<Readiness> {
  const sample = prepared ? 'done' : 'loading'
  try {
    const pending = await pendingMigrations(database)
    const migrations = pending.length === 0 ? 'done' : 'pending'
    const writing = (await room()) ? 'ready' : 'disk-full'
    return { ready: prepared && pending.length === 0, database: 'up', migrations, sample, writing }
  } catch {
    // Whatever the reason: a database that does not answer this is not one to send requests to.
    return { ready: false, database: 'down', migrations: 'unknown', sample, writing: 'unknown' }
  }
}
