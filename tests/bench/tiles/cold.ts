/** Measures tiles that no server has stored: unique ones, without caches, at each zoom. */
import type { Database } from '../../../geodata/database/database.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { cpuSeconds, memoryMegabytes } from '../measure/processes.ts'
import { type LoadResult, load } from '../measure/requests.ts'
import { medians, orderOfRound } from '../measure/statistics.ts'
import { wrk } from '../measure/wrk.ts'
import type { TileServer } from '../servers/server.ts'
import { tilesOfFeatures } from '../workload/tiles.ts'

export interface ColdRow extends Measured {
  readonly layers: string
  readonly z: number
  readonly server: string
}

export interface Measured {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  /** Kilobytes of a tile as sent. */
  readonly kilobytes: number
  /** CPU milliseconds per tile: of the server and of PostgreSQL. */
  readonly serverCpu: number
  readonly databaseCpu: number
  /** Megabytes after the round. */
  readonly memory: number
  readonly failed: number
}

/** Zooms, and the number of tiles per round; zoom 8 has only two. */
const coldZooms: readonly (readonly [z: number, tiles: number])[] = [
  [8, 2],
  [10, 8],
  [12, 32],
  [14, 800],
  [16, 3_000],
]
/** From this zoom tiles are so cheap that a client in JavaScript would cost more. */
const WRK_FROM_ZOOM = 14
const CONNECTIONS = 4
const encoding = 'gzip'

export interface ColdOptions {
  /** Layers requested together, separated by commas. */
  readonly compositions: readonly string[]
  readonly rounds: number
  /** Seconds of a round from zoom 14. */
  readonly seconds: number
}

export interface Machine {
  readonly database: Database
  /** Undefined if PostgreSQL runs on another machine. */
  readonly postmaster: number | undefined
}

/** Returns CPU time of the server and PostgreSQL per request of a load. */
export async function measured(
  server: { readonly pid?: number | undefined },
  { postmaster }: Machine,
  work: () => Promise<LoadResult>,
): Promise<Measured> {
  const cpu = (pid: number | undefined) => (pid === undefined ? Number.NaN : cpuSeconds(pid))
  const [serverBefore, databaseBefore] = [cpu(server.pid), cpu(postmaster)]
  const { requests, perSecond, p50, p95, bytes, failed } = await work()
  return {
    perSecond,
    p50,
    p95,
    kilobytes: bytes / requests / 1000,
    serverCpu: ((cpu(server.pid) - serverBefore) * 1000) / requests,
    databaseCpu: ((cpu(postmaster) - databaseBefore) * 1000) / requests,
    memory: server.pid === undefined ? Number.NaN : memoryMegabytes(server.pid),
    failed,
  }
}

/** Returns different tiles for each round; at low zooms, where there are too few, the same ones. */
function tilesOfRound(tiles: readonly TileAddress[], round: number, count: number): TileAddress[] {
  const own = tiles.slice(round * count, (round + 1) * count)
  return own.length === count ? own : tiles.slice(0, count)
}

/** Runs one round of one server. */
function ask(
  server: TileServer,
  layers: readonly string[],
  tiles: readonly TileAddress[],
  seconds: number,
): Promise<LoadResult> {
  const paths = tiles.map((tile) => server.path(layers, tile) ?? '')
  const headers = { 'Accept-Encoding': encoding, ...server.headers?.(layers) }
  if ((tiles[0]?.z ?? 0) >= WRK_FROM_ZOOM) {
    const requests = paths.map((path): [string] => [path])
    return wrk(server.origin, requests, { seconds, connections: CONNECTIONS, headers })
  }
  const urls = paths.map((path) => server.origin + path)
  return load(urls, { concurrency: CONNECTIONS, headers })
}

async function measureZoom(
  servers: readonly TileServer[],
  machine: Machine,
  layers: readonly string[],
  [z, count]: readonly [number, number],
  { rounds, seconds }: ColdOptions,
): Promise<ColdRow[]> {
  const tiles = await tilesOfFeatures(
    machine.database,
    layers[0] ?? '',
    z,
    z < WRK_FROM_ZOOM ? count * rounds : count,
  )
  const results = new Map<TileServer, Measured[]>(servers.map((server) => [server, []]))
  for (let round = 0; round < rounds; round++) {
    const asked = z < WRK_FROM_ZOOM ? tilesOfRound(tiles, round, count) : tiles
    for (const server of orderOfRound(servers, round)) {
      const work = () => ask(server, layers, asked, seconds)
      results.get(server)?.push(await measured(server, machine, work))
    }
  }
  return [...results].map(([server, all]) => ({
    layers: layers.join(),
    z,
    server: server.name,
    ...medians(all),
  }))
}

/** Sends enough requests for the JIT compiler. */
async function warmUp(server: TileServer, { database }: Machine): Promise<void> {
  const tiles = await tilesOfFeatures(database, 'parcels', 17, 3000)
  const urls = tiles.map((tile) => `${server.origin}${server.path(['parcels'], tile)}`)
  await load(urls, { concurrency: CONNECTIONS, headers: { 'Accept-Encoding': encoding } })
}

/** Measures all zooms of all compositions, with the servers in turn. */
export async function measureCold(
  servers: readonly TileServer[],
  machine: Machine,
  options: ColdOptions,
  done: (rows: readonly ColdRow[]) => void,
): Promise<ColdRow[]> {
  const rows: ColdRow[] = []
  for (const server of servers) await warmUp(server, machine)
  for (const composition of options.compositions) {
    const layers = composition.split(',')
    const able = servers.filter((server) => server.path(layers, { z: 0, x: 0, y: 0 }) !== undefined)
    for (const zoom of coldZooms) {
      const measuredRows = await measureZoom(able, machine, layers, zoom, options)
      done(measuredRows)
      rows.push(...measuredRows)
    }
  }
  return rows
}
