import type { Database } from '../../geodata/database/database.ts'
import { pendingMigrations } from '../../geodata/database/migrate.ts'

export interface Readiness {
  readonly ready: boolean
  readonly database: 'up' | 'down'
  readonly migrations: 'done' | 'pending' | 'unknown'
  readonly sample: 'done' | 'loading'
}

/** Asks the database; `prepared` tells whether the first start's work is done. */
export async function readReadiness(database: Database, prepared: boolean): Promise<Readiness> {
  const sample = prepared ? 'done' : 'loading'
  try {
    const pending = await pendingMigrations(database)
    const migrations = pending.length === 0 ? 'done' : 'pending'
    return { ready: prepared && pending.length === 0, database: 'up', migrations, sample }
  } catch {
    // Whatever the reason: a database that does not answer this is not one to send requests to.
    return { ready: false, database: 'down', migrations: 'unknown', sample }
  }
}
