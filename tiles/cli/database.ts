import { availableParallelism } from 'node:os'
import { withDatabase } from '../../geodata/command-line/database.ts'
import type { Database } from '../../geodata/database/database.ts'

const connections = Number(process.env.POOL_SIZE) || Math.max(4, availableParallelism() + 2)

/** Statements that are worth running at a time: the embedded database does one after the other. */
export function concurrencyOf(database: Database): number {
  return database.kind === 'embedded' ? 1 : connections
}

/**
 * Opens the database of the command's environment, lends it to `work` and closes it. Statements have no
 * time limit: a command may take what it takes.
 */
export const onDatabase = <T>(work: (database: Database) => Promise<T>): Promise<T> =>
  withDatabase(work, { statementTimeoutMs: 0, poolSize: connections })
