/**
 * `npm run bench:tiles`: cold, hot and revalidated tiles and a stampede, on 200,000 parcels, 300,000
 * incidents and 20,000 buildings, compared with other tile servers. See README.md in this folder.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from '../house/source-files.ts'
import { openBenchmark } from './measure/benchmark.ts'
import { ratiosBeside } from './measure/beside.ts'
import { machineText, table, writeReport } from './measure/report.ts'
import { startMartin } from './servers/martin.ts'
import { buildPage, startOurs } from './servers/ours.ts'
import { peerAtUrl } from './servers/peer-url.ts'
import type { TileServer } from './servers/server.ts'
import { startTegola } from './servers/tegola.ts'
import { startTileserv } from './servers/tileserv.ts'
import { measureArchive } from './tiles/archive.ts'
import { measureCold } from './tiles/cold.ts'
import { hotTiles, measureHot, nginxWithTilesOf } from './tiles/hot.ts'
import { compareServers } from './tiles/sameness.ts'
import { measureStampede } from './tiles/stampede.ts'
import { tilesOfFeatures } from './workload/tiles.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '32' },
    layers: { type: 'string', default: 'parcels;buildings;incidents;buildings,parcels,incidents' },
    only: { type: 'string', default: 'sameness,cold,hot,stampede,archive' },
    peer: { type: 'string', multiple: true, default: [] },
    martin: { type: 'string' },
    tileserv: { type: 'string' },
    tegola: { type: 'string' },
    nginx: { type: 'string' },
    beside: { type: 'string' },
    json: { type: 'string', default: join(projectRoot, 'var/bench-tiles.json') },
  },
})
const rounds = Number(values.rounds)
const asked = new Set(values.only.split(','))
const log = (message: string) => console.error(message)

/** Ours first. */
async function startServers(databaseUrl: string, cacheMb: 0 | undefined): Promise<TileServer[]> {
  const servers: TileServer[] = [await startOurs(databaseUrl, { cacheMb })]
  const { martin, tileserv, tegola, beside } = values
  if (beside) servers.push(await startOurs(databaseUrl, { cacheMb, beside }))
  if (martin) servers.push(await startMartin({ binary: martin, databaseUrl, cacheMb }))
  // They have no cache, or it is not configured.
  if (tegola && cacheMb === 0) servers.push(await startTegola(tegola, databaseUrl))
  if (tileserv && cacheMb === 0) servers.push(await startTileserv(tileserv, databaseUrl))
  return [...servers, ...values.peer.map(peerAtUrl)]
}

async function withServers(
  databaseUrl: string,
  cacheMb: 0 | undefined,
  work: (servers: TileServer[]) => Promise<void>,
): Promise<void> {
  const servers = await startServers(databaseUrl, cacheMb)
  try {
    await work(servers)
  } finally {
    for (const server of servers) await server.stop()
  }
}

const benchmark = await openBenchmark(log)
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
  await buildPage(benchmark.url, values.beside)
  if (asked.has('sameness') || asked.has('cold'))
    await withServers(benchmark.url, 0, async (servers) => {
      if (asked.has('sameness'))
        keep('sameness', await compareServers(servers, benchmark, [8, 10, 12, 14, 16]))
      if (asked.has('cold')) {
        const options = { rounds, seconds: Number(values.seconds), compositions: values.layers.split(';') }
        const show = (rows: readonly object[]) => log(table(rows))
        keep('cold', await measureCold(servers, benchmark, options, show))
      }
    })
  if (asked.has('stampede') || asked.has('hot'))
    await withServers(benchmark.url, undefined, async (servers) => {
      const tiles = await hotTiles(benchmark)
      if (asked.has('stampede') && benchmark.countsSql) {
        const cold = await tilesOfFeatures(benchmark.database, 'parcels', 13, rounds)
        keep('stampede', await measureStampede(servers, benchmark, cold))
      }
      const [ours] = servers
      if (!asked.has('hot') || !ours) return
      if (values.nginx) servers.push(await nginxWithTilesOf(ours, tiles, values.nginx))
      const options = { rounds, seconds: Number(values.seconds), connections: Number(values.connections) }
      keep('hot', await measureHot(servers, benchmark, tiles, options))
    })
  if (asked.has('archive')) keep('archive', await measureArchive(benchmark.url, benchmark, rounds))
} finally {
  await benchmark.close()
}
