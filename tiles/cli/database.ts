import { availableParallelism } from 'node:os'
import type { Database } from '../../geodata/database/database.ts'
import { migrate } from '../../geodata/database/migrate.ts'
import { openDatabase } from '../../geodata/database/open.ts'

const connections = Number(process.env.POOL_SIZE) || Math.max(4, availableParallelism() + 2)

/** Statements that are worth running at a time: the embedded database does one after the other. */
export function concurrencyOf(database: Database): number {
  return database.kind === 'embedded' ? 1 : connections
}

/**
 * Opens the database that DATABASE_URL and DATA_DIR name, at this code's schema, lends it to `work`
 * and closes it. Statements have no time limit: a command may take what it takes.
 */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({
    url: process.env.DATABASE_URL || undefined,
    dataDir: process.env.DATA_DIR || 'var',
    statementTimeoutMs: 0,
    poolSize: connections,
  })
  try {
    await migrate(database)
    return await work(database)
  } finally {
    await database.close()
  }
}
