/**
 * One embedded database for all test files of a worker: a start costs 3 s and 1 GB, emptying it a tenth of a
 * second. After a test that changes the schema, the next file needs a new start.
 */
import { readFileSync } from 'node:fs'
import type { Database } from '../../geodata/database/database.ts'
import { openEmbedded } from '../../geodata/database/embedded/embedded.ts'
import { embeddedSnapshot } from './embedded-snapshot.ts'

const sql = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const keepSeedSql = sql('keep-seed.sql')
const resetSql = sql('reset.sql')
const schemaSql = sql('schema-fingerprint.sql')

const statementTimeoutMs = 60_000

interface Shared {
  readonly database: Database
  readonly schema: string
}

let idle: Shared | undefined

async function start(): Promise<Shared> {
  const database = await openEmbedded({
    directory: undefined,
    snapshot: embeddedSnapshot(),
    statementTimeoutMs,
    turnTimeoutMs: statementTimeoutMs,
    onWarning: (message, error) => console.warn(message, error),
  })
  await database.query(keepSeedSql)
  return { database, schema: await schemaOf(database) }
}

/** Returns a text that changes with tables, functions, policies or roles. */
async function schemaOf(database: Database): Promise<string> {
  const { rows } = await database.query<{ fingerprint: string }>(schemaSql)
  return rows[0]?.fingerprint ?? ''
}

/** Returns a migrated database without rows of an earlier test; `close` passes it to the next file. */
export async function borrowEmbedded(): Promise<{ database: Database; close(): Promise<void> }> {
  const shared = idle ?? (await start())
  idle = undefined
  const close = async () => {
    if (await isReset(shared)) idle = shared
    else await shared.database.close()
  }
  return { database: shared.database, close }
}

/** Empties it. Throws if it cannot be emptied although no test changed or closed it. */
async function isReset({ database, schema }: Shared): Promise<boolean> {
  const now = await schemaOf(database).catch(() => 'closed')
  if (now !== schema) return false
  await database.query(resetSql)
  return true
}
