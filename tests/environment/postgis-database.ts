import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { startCluster } from './cluster.ts'

/** Environment variable with the run's cluster, set by global-setup.ts. */
export const CLUSTER_URL = 'SHUANGXI_TEST_CLUSTER'
/** The cluster's migrated database, from which others are copied. */
export const TEMPLATE = 'shuangxi_template'

export interface PostgisTestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** Returns the address of another database of the same server. */
export function siblingUrl(url: string, database: string): string {
  const sibling = new URL(url)
  sibling.pathname = `/${database}`
  return sibling.href
}

async function onServer(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

/**
 * Copying files is faster here than the log, the default since PostgreSQL 15; before, it was the only way.
 */
async function copyStrategy(server: string): Promise<string> {
  const { rows } = await onServer(
    server,
    "select current_setting('server_version_num')::int >= 150000 as offered",
  )
  return rows[0]?.offered ? ' strategy file_copy' : ''
}

/**
 * Creates a database, empty or copied from `template`, on the run's cluster, or on its own cluster if there
 * is none. `drop` deletes all of it.
 */
export async function createPostgisDatabase(template?: string): Promise<PostgisTestDatabase> {
  const shared = process.env[CLUSTER_URL]
  const own = shared === undefined ? await startCluster() : undefined
  const server = shared ?? own?.url ?? ''
  const name = pg.escapeIdentifier(`test_${randomUUID()}`)
  const from = template ? ` template ${pg.escapeIdentifier(template)}${await copyStrategy(server)}` : ''
  await onServer(server, `create database ${name}${from}`)
  return {
    url: siblingUrl(server, name.slice(1, -1)),
    drop: async () => {
      await onServer(server, `drop database ${name} with (force)`)
      await own?.stop()
    },
  }
}
