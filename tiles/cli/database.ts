import { availableParallelism } from 'node:os'
import { withDatabase } from '../../geodata/command-line/database.ts'
import type { Database } from '../../geodata/database/database.ts'

const connections = Number(process.env.POOL_SIZE) || Math.max(4, availableParallelism() + 2)

/** Useful number of concurrent statements; the embedded database runs one at a time. */
export function concurrencyOf(database: Database): number {
  return database.kind === 'embedded' ? 1 : connections
}

/**
 * Opens the database of the command's environment, passes it to `work` and closes it. Statements of
 * commands have no time limit.
 */
export const onDatabase = <T>(work: (database: Database) => Promise<T>): Promise<T> =>
  withDatabase(work, { statementTimeoutMs: 0, poolSize: connections })
