/**
 * `npm run bench:import`: parcels into the product's own table, with its indexes, triggers and policies,
 * compared with ogr2ogr into the same table and into a bare one. See README.md in this folder.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Database } from '../../geodata/database/database.ts'
import { migrate } from '../../geodata/database/migrate.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { startCluster } from '../environment/cluster.ts'
import { siblingUrl } from '../environment/postgis-database.ts'
import { runToEnd } from '../environment/server-process.ts'
import { projectRoot } from '../house/source-files.ts'
import { appendByOgr2ogr, emptyTables, writeParcelFiles } from './import/parcel-files.ts'
import type { TimedImport } from './import/timed-import.ts'
import { cpuSeconds, postmasterOf } from './measure/processes.ts'
import { machineText, table, writeReport } from './measure/report.ts'
import { medians, orderOfRound, rounded } from './measure/statistics.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    parcels: { type: 'string', default: '200000' },
    formats: { type: 'string', default: 'gpkg,geojson' },
    json: { type: 'string', default: join(projectRoot, 'var/bench-import.json') },
  },
})
const count = Number(values.parcels)
const DATABASE = 'shuangxi_bench_import'
const ways = ['ours', 'ogr2ogr', 'ogr2ogr, bare table'] as const
type Way = (typeof ways)[number]

type Run = {
  readonly seconds: number
  /** CPU seconds of the program and of PostgreSQL. */
  readonly clientCpu: number
  readonly databaseCpu: number
}

async function runOnce(way: Way, file: string, url: string): Promise<TimedImport | undefined> {
  if (way === 'ours') {
    return JSON.parse(await runToEnd(['tests/bench/import/timed-import.ts', file], { DATABASE_URL: url }))
  }
  await appendByOgr2ogr(file, url, way === 'ogr2ogr' ? 'parcels' : 'bare_parcels')
  return undefined
}

async function measure(database: Database, way: Way, file: string, url: string) {
  await emptyTables(database)
  const postmaster = await postmasterOf(database)
  const cpu = () => {
    const databaseCpu = postmaster ? cpuSeconds(postmaster) : Number.NaN
    // The benchmark's own cluster is its child process.
    return { client: cpuSeconds(process.pid) - (cluster ? databaseCpu : 0), database: databaseCpu }
  }
  const [before, start] = [cpu(), performance.now()]
  const timed = await runOnce(way, file, url)
  const [seconds, after] = [(performance.now() - start) / 1000, cpu()]
  const { rows } = await database.query<{ n: number }>(
    `select count(*)::int as n from ${way === 'ogr2ogr, bare table' ? 'bare_parcels' : 'parcels'}`,
  )
  if (rows[0]?.n !== count) throw new Error(`${way} stored ${rows[0]?.n} of ${count} parcels`)
  const run: Run = {
    seconds,
    clientCpu: after.client - before.client,
    databaseCpu: after.database - before.database,
  }
  return { run, timed }
}

async function compare(database: Database, url: string, format: string, file: string) {
  const runs = new Map<Way, Run[]>(ways.map((way) => [way, []]))
  const timings: TimedImport[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const way of orderOfRound(ways, round)) {
      const { run, timed } = await measure(database, way, file, url)
      runs.get(way)?.push(run)
      if (timed) timings.push(timed)
      console.error(`${format}, round ${round + 1}: ${way} ${rounded(run.seconds)} s`)
    }
  }
  const rows = [...runs].map(([way, all]) => ({
    format,
    way,
    ...medians(all as Readonly<Record<string, number>>[]),
  }))
  const ratios = (runs.get('ours') ?? []).map(({ seconds }, i) => ({
    sameTable: (runs.get('ogr2ogr')?.[i]?.seconds ?? Number.NaN) / seconds,
    bareTable: (runs.get('ogr2ogr, bare table')?.[i]?.seconds ?? Number.NaN) / seconds,
  }))
  const steps = medians(timings.map((timed) => timed.steps))
  const peakMegabytes = Math.max(...timings.map((timed) => timed.peakMegabytes))
  return { format, rows, ratio: medians(ratios), steps, peakMegabytes: Math.round(peakMegabytes) }
}

const given = process.env.DATABASE_URL
const cluster = given ? undefined : await startCluster()
const server = await openDatabase({ url: given ?? cluster?.url })
await server.query(`drop database if exists ${DATABASE} with (force)`)
await server.query(`create database ${DATABASE}`)
const url = siblingUrl(given ?? cluster?.url ?? '', DATABASE)
const folder = mkdtempSync(join(tmpdir(), 'shuangxi-bench-import-'))
const database = await openDatabase({ url, statementTimeoutMs: 0 })
try {
  await migrate(database)
  const files = await writeParcelFiles(database, url, folder, values.formats.split(','), count)
  const found = []
  for (const [format, file] of files) found.push(await compare(database, url, format, file))
  console.log(machineText())
  console.log(table(found.flatMap(({ rows }) => rows)))
  for (const { format, ratio, steps, peakMegabytes } of found) {
    console.log(
      `\n${format}: ${ratio.sameTable} × ogr2ogr, ${ratio.bareTable} × into a bare table; ${peakMegabytes} MB`,
    )
    console.log(table(Object.entries(steps).map(([step, seconds]) => ({ step, seconds }))))
  }
  writeReport(values.json, { parcels: count, found })
} finally {
  await database.close()
  await server.query(`drop database if exists ${DATABASE} with (force)`)
  await server.close()
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
}
