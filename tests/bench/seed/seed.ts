/**
 * A database for the benchmarks: the synthetic sample, whose parcels, buildings and incidents are replaced by
 * 200,000, 20,000 and 300,000 generated ones. Every row is marked as synthetic.
 */
import { announceBulkChange, beginBulkChange } from '../../../geodata/changes/bulk-change.ts'
import type { Database, DatabaseClient } from '../../../geodata/database/database.ts'
import { migrate } from '../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { generateInThread } from '../../../geodata/sample/generate.ts'
import { loadSample } from '../../../geodata/sample/index.ts'
import { siblingUrl } from '../../environment/postgis-database.ts'
import { runToEnd } from '../../environment/server-process.ts'
import { buildingLines, columns, incidentLines, parcelLines, SOURCE } from './rows.ts'

export interface SeedCounts {
  readonly parcels: number
  readonly buildings: number
  readonly incidents: number
}

const fullCounts: SeedCounts = { parcels: 200_000, buildings: 20_000, incidents: 300_000 }

/** The end of the sample's incidents, which are replaced; its other rows depend on it too. */
const SAMPLE_TIME = new Date('2026-01-01T00:00:00Z')
const DATABASE = 'shuangxi_bench'

async function* asynchronous(lines: Iterable<string>): AsyncGenerator<string> {
  yield* lines
}

async function greenwayPoints(client: DatabaseClient): Promise<[number, number][]> {
  const { rows } = await client.query<{ x: number; y: number }>(
    `select ST_X(point.geom) as x, ST_Y(point.geom) as y
     from greenways as g, ST_DumpPoints(ST_Segmentize(g.geom, 0.002)) as point
     order by g.source, g.source_id, point.path`,
  )
  return rows.map(({ x, y }) => [x, y])
}

/** Replaces the rows of these three tables by the benchmark's, in one transaction. */
export async function storeBenchmarkRows(database: Database, counts: SeedCounts): Promise<void> {
  const store = async (client: DatabaseClient) => {
    await beginBulkChange(client)
    for (const table of ['incidents', 'buildings', 'parcels']) await client.query(`delete from ${table}`)
    const fill = (table: keyof SeedCounts, lines: Iterable<string>) =>
      client.copyIn(table, columns[table], asynchronous(lines))
    await fill('parcels', parcelLines(counts.parcels))
    await fill('buildings', buildingLines(counts.buildings))
    await fill('incidents', incidentLines(counts.incidents, await greenwayPoints(client)))
    await announceBulkChange(client, ['parcels', 'buildings', 'incidents'])
  }
  await database.transaction(store, { statementTimeoutMs: 0 })
}

async function isSeeded(database: Database, counts: SeedCounts): Promise<boolean> {
  for (const [table, count] of Object.entries(counts)) {
    const { rows } = await database.query<{ n: number }>(
      `select count(*)::int as n from ${table} where source = $1`,
      [SOURCE],
    )
    if (rows[0]?.n !== count) return false
  }
  return true
}

async function createDatabase(server: string, fresh: boolean): Promise<string> {
  const database = await openDatabase({ url: server })
  if (fresh) await database.query(`drop database if exists ${DATABASE} with (force)`)
  const { rows } = await database.query('select 1 from pg_database where datname = $1', [DATABASE])
  if (rows.length === 0) await database.query(`create database ${DATABASE}`)
  await database.close()
  return siblingUrl(server, DATABASE)
}

/** Rebuilds outdated overviews, as a server would in the background. */
async function makeOverviews(url: string): Promise<void> {
  await runToEnd(['tiles/cli.ts', 'overviews', '--pending', '--lang', 'en'], { DATABASE_URL: url })
}

/** Fails if the database has other migrations than the project. */
async function fill(url: string, log: (message: string) => void, counts: SeedCounts): Promise<void> {
  const database = await openDatabase({ url, statementTimeoutMs: 0 })
  try {
    const ran = await migrate(database)
    if (ran.length === 0 && (await isSeeded(database, counts))) return await makeOverviews(url)
    log('loading the sample')
    await loadSample(database, () => undefined, generateInThread(SAMPLE_TIME))
    log(`storing ${JSON.stringify(counts)}`)
    await storeBenchmarkRows(database, counts)
    log('making the overviews')
    await makeOverviews(url)
    await database.query('vacuum analyze')
  } finally {
    await database.close()
  }
}

/**
 * Creates the database `shuangxi_bench` on a PostgreSQL server, or reuses that of an earlier run, and returns
 * its address. No other database of the server is changed.
 */
export async function seedBenchmark(
  server: string,
  log: (message: string) => void,
  counts: SeedCounts = fullCounts,
): Promise<string> {
  const url = await createDatabase(server, false)
  try {
    await fill(url, log, counts)
  } catch (error) {
    log(`creating ${DATABASE} again: ${error instanceof Error ? error.message : error}`)
    await fill(await createDatabase(server, true), log, counts)
  }
  return url
}
