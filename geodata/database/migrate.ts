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
 * Migrates the database to the newest schema in one transaction; returns the names of the migrations that
 * ran. Concurrent starts wait for each other. Also sets what the dump of a restored database left out.
 */
export async function migrate(
  database: Database,
  log: (message: string) => void = () => undefined,
): Promise<string[]> {
  const client = await database.connect({ statementTimeoutMs: 0 })
  try {
    const done = await runner({
      // The runner uses only `query` of a client passed to it.
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

/** Returns the pending migrations; all of them for an empty database. */
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
