/**
 * `npm run bench:features`: pages, filters and whole collections of 200,000 parcels, compared with
 * pg_featureserv. See README.md in this folder.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from '../house/source-files.ts'
import { idsOf, queries, walk } from './features/queries.ts'
import { type Benchmark, openBenchmark } from './measure/benchmark.ts'
import { ratiosBeside } from './measure/beside.ts'
import { cpuSeconds, memoryMegabytes } from './measure/processes.ts'
import { machineText, table, writeReport } from './measure/report.ts'
import { load } from './measure/requests.ts'
import { medians, orderOfRound } from './measure/statistics.ts'
import { type Transfer, transfer } from './measure/transfer.ts'
import { startFeatureserv } from './servers/featureserv.ts'
import { buildPage, startOurs } from './servers/ours.ts'
import type { FeatureServer } from './servers/server.ts'
import { type Measured, measured } from './tiles/cold.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    requests: { type: 'string', default: '40' },
    pages: { type: 'string', default: '50' },
    featureserv: { type: 'string' },
    beside: { type: 'string' },
    only: { type: 'string', default: 'sameness,items,paging,files' },
    json: { type: 'string', default: join(projectRoot, 'var/bench-features.json') },
  },
})
const rounds = Number(values.rounds)
const log = (message: string) => console.error(message)

/** Returns one row for each server: the medians of its rounds, in which the servers take turns. */
async function inTurns<T extends object>(
  servers: readonly FeatureServer[],
  measure: (server: FeatureServer) => Promise<T>,
): Promise<({ server: string } & T)[]> {
  const results = new Map<FeatureServer, T[]>(servers.map((server) => [server, []]))
  for (let round = 0; round < rounds; round++) {
    for (const server of orderOfRound(servers, round)) results.get(server)?.push(await measure(server))
  }
  return [...results].map(([server, all]) => ({
    server: server.name,
    ...(medians(all as Readonly<Record<string, number>>[]) as T),
  }))
}

async function measureQueries(servers: readonly FeatureServer[], benchmark: Benchmark) {
  const rows: ({ name: string; server: string } & Measured)[] = []
  for (const { name, query } of queries) {
    const results = await inTurns(servers, (server) => {
      const urls = new Array<string>(Number(values.requests)).fill(server.origin + server.items(query))
      return measured(server, benchmark, () => load(urls, { concurrency: 4 }))
    })
    rows.push(...results.map((result) => ({ name, ...result })))
  }
  return rows
}

/** Counts the features that all servers return, where answers are complete. */
async function compare(servers: readonly FeatureServer[]) {
  const rows: object[] = []
  const [ours] = servers
  for (const { name, query, whole } of queries) {
    if (!ours) continue
    const own = await idsOf(ours, query)
    for (const server of servers.slice(1)) {
      const others = await idsOf(server, query)
      const both = [...own].filter((id) => others.has(id)).length
      rows.push({ name, peer: server.name, whole, ours: own.size, peers: others.size, both })
    }
  }
  return rows
}

async function walkPages(server: FeatureServer, postmaster: number | undefined) {
  const cpu = (pid: number | undefined) => (pid === undefined ? Number.NaN : cpuSeconds(pid))
  const [start, serverCpu, databaseCpu] = [performance.now(), cpu(server.pid), cpu(postmaster)]
  const met = await walk(server, Number(values.pages))
  return {
    pages: Number(values.pages),
    distinct: met.size,
    seconds: (performance.now() - start) / 1000,
    serverCpu: cpu(server.pid) - serverCpu,
    databaseCpu: cpu(postmaster) - databaseCpu,
    memory: server.pid === undefined ? Number.NaN : memoryMegabytes(server.pid),
  }
}

/** Measures formats in turn; servers without a format are omitted. */
async function measureFiles(servers: readonly FeatureServer[], { postmaster }: Benchmark) {
  const rows: ({ format: string; server: string } & Transfer)[] = []
  for (const format of ['geojson', 'geojsonseq', 'flatgeobuf', 'csv']) {
    const able = servers.filter((server) => server.files[format] !== undefined && server.pid !== undefined)
    const results = await inTurns(able, (server) =>
      transfer(server.origin + (server.files[format] ?? ''), {
        server: server.pid ?? 0,
        database: postmaster,
      }),
    )
    rows.push(...results.map((result) => ({ format, ...result })))
  }
  return rows
}

const benchmark = await openBenchmark(log)
const servers: FeatureServer[] = []
const found: Record<string, readonly object[]> = {}
const keep = (name: string, rows: readonly object[]) => {
  found[name] = rows
  console.log(`\n## ${name}\n\n${table(rows)}`)
  const ratios = ratiosBeside(rows)
  if (ratios.length > 0) console.log(`\n${name}, of the other checkout's\n\n${table(ratios)}`)
  writeReport(values.json, found)
}

try {
  console.log(machineText())
  const { beside } = values
  await buildPage(benchmark.url, beside)
  servers.push(await startOurs(benchmark.url))
  if (beside) servers.push(await startOurs(benchmark.url, { beside }))
  if (values.featureserv) servers.push(await startFeatureserv(values.featureserv, benchmark.url))
  const asked = new Set(values.only.split(','))
  if (asked.has('sameness')) keep('sameness', await compare(servers))
  if (asked.has('items')) keep('items', await measureQueries(servers, benchmark))
  if (asked.has('paging')) {
    keep('paging', await inTurns(servers, (server) => walkPages(server, benchmark.postmaster)))
  }
  if (asked.has('files')) keep('files', await measureFiles(servers, benchmark))
} finally {
  for (const server of servers) await server.stop()
  await benchmark.close()
}
