import type { Database } from '../../geodata/database/database.ts'
import { pendingMigrations } from '../../geodata/database/migrate.ts'
import type { Readiness } from '../../geodata/model/answers/health.ts'
import type { NetworkStatus } from '../../geodata/model/answers/network.ts'

/**
 * Checks the database; `prepared` returns whether the work of the first start is complete, `room` whether the
 * disk has space. A server with a full disk is ready, because most requests only read.
 */
export async function readReadiness(
  database: Database,
  prepared: boolean,
  room: () => Promise<boolean>,
  network: NetworkStatus,
): Promise<Readiness> {
  const sample = prepared ? 'done' : 'loading'
  try {
    const pending = await pendingMigrations(database)
    const migrations = pending.length === 0 ? 'done' : 'pending'
    const writing = (await room()) ? 'ready' : 'disk-full'
    return { ready: prepared && pending.length === 0, database: 'up', migrations, sample, writing, network }
  } catch {
    // Whatever the reason, a database that does not answer this cannot serve requests.
    return { ready: false, database: 'down', migrations: 'unknown', sample, writing: 'unknown', network }
  }
}
