/** The database of a run: on the PostgreSQL of DATABASE_URL, or on a cluster for the run. */
import type { Database } from '../../../geodata/database/database.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { startCluster } from '../../environment/cluster.ts'
import { seedBenchmark } from '../seed/seed.ts'
import { postmasterOf } from './processes.ts'
import { countsSqlCalls } from './sql-calls.ts'

export interface Benchmark {
  readonly url: string
  readonly database: Database
  /** The first process of PostgreSQL, if it runs on this machine. */
  readonly postmaster: number | undefined
  /** Whether PostgreSQL counts statements, with pg_stat_statements. */
  readonly countsSql: boolean
  close(): Promise<void>
}

async function ownCluster() {
  const cluster = await startCluster()
  const server = await openDatabase({ url: cluster.url })
  await server.query("alter system set shared_preload_libraries = 'pg_stat_statements'")
  await server.close()
  await cluster.restart()
  return cluster
}

/** Starts a cluster if necessary, seeds missing rows and opens the database. */
export async function openBenchmark(log: (message: string) => void): Promise<Benchmark> {
  const { DATABASE_URL: given } = process.env
  const cluster = given ? undefined : await ownCluster()
  try {
    const url = await seedBenchmark(given ?? cluster?.url ?? '', log)
    const database = await openDatabase({ url, statementTimeoutMs: 0 })
    const close = async () => {
      await database.close()
      await cluster?.stop()
    }
    const [postmaster, countsSql] = [await postmasterOf(database), await countsSqlCalls(database)]
    return { url, database, postmaster, countsSql, close }
  } catch (error) {
    await cluster?.stop()
    throw error
  }
}
