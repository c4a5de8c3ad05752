import type { Database } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { type OpenOptions, openDatabase } from '../database/open.ts'

export interface WithDatabaseOptions extends OpenOptions {
  /** Does not migrate, for commands that only read. */
  readonly withoutMigration?: true
}

/**
 * Opens the database of DATABASE_URL and DATA_DIR, or of the options, migrates it, passes it to `work` and
 * closes it.
 */
export async function withDatabase<T>(
  work: (database: Database) => Promise<T>,
  { withoutMigration, ...options }: WithDatabaseOptions = {},
): Promise<T> {
  const database = await openDatabase({
    url: process.env.DATABASE_URL || undefined,
    dataDir: process.env.DATA_DIR || 'var',
    ...options,
  })
  try {
    if (!withoutMigration) await migrate(database)
    return await work(database)
  } finally {
    await database.close()
  }
}
