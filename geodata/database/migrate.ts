import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import type { ClientBase } from 'pg'
import type { Database } from './database.ts'
import { sqlFile } from './sql.ts'

const SCHEMA = fileURLToPath(new URL('../schema', import.meta.url))
const TABLE = 'migrations'
const afterRestoreSql = sqlFile(import.meta.url, 'after-restore.sql')

/**
 * Brings the database to the newest schema, in one transaction, and gives the names of the
 * migrations that ran. Starts at the same time wait for one another. A database that was restored from
 * a dump is given what the dump left out.
 */
export async function migrate(
  database: Database,
  log: (message: string) => void = () => undefined,
): Promise<string[]> {
  const client = await database.connect({ statementTimeoutMs: 0 })
  try {
    const done = await runner({
      // The runner asks of a client that it has been given no more than `query`.
      dbClient: client as unknown as ClientBase,
      dir: SCHEMA,
      migrationsTable: TABLE,
      direction: 'up',
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: { debug: () => undefined, info: log, warn: log, error: log },
    })
    await client.query(afterRestoreSql)
    return done.map(({ name }) => name)
  } finally {
    client.release()
  }
}

/** The migrations that the database has not run yet; all of them where it is empty. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const files = (await readdir(SCHEMA)).filter((file) => file.endsWith('.sql'))
  const names = files.map((file) => file.slice(0, -'.sql'.length)).sort()
  const { rows } = await database.query<{ known: boolean }>(
    "select to_regclass('public.migrations') is not null as known",
  )
  if (!rows[0]?.known) return names
  const done = await database.query<{ name: string }>('select name from public.migrations')
  const ran = new Set(done.rows.map(({ name }) => name))
  return names.filter((name) => !ran.has(name))
}
