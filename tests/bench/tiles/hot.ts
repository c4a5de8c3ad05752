/** Measures stored tiles: a set of them, some requested far more often than others. */
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { fetchOnce, load } from '../measure/requests.ts'
import { medians, orderOfRound } from '../measure/statistics.ts'
import { wrk } from '../measure/wrk.ts'
import { startNginx } from '../servers/nginx.ts'
import type { TileServer } from '../servers/server.ts'
import { tilesOfFeatures, zipf } from '../workload/tiles.ts'
import { type Machine, type Measured, measured } from './cold.ts'

export interface HotRow extends Measured {
  readonly how: string
  readonly server: string
}

const layers = ['parcels']
const DRAWS = 20_000
const ways = [
  { how: 'identity', encoding: 'identity', revalidate: false },
  { how: 'gzip', encoding: 'gzip', revalidate: false },
  { how: 'br', encoding: 'br', revalidate: false },
  { how: 'If-None-Match', encoding: 'gzip', revalidate: true },
] as const

/** Returns 600 tiles of zooms 14 to 16, where all servers return the same features. */
export async function hotTiles({ database }: Machine): Promise<TileAddress[]> {
  const [a, b, c] = await Promise.all([14, 15, 16].map((z) => tilesOfFeatures(database, 'parcels', z, 200)))
  return (a ?? []).flatMap((tile, index) => [tile, b?.[index] ?? tile, c?.[index] ?? tile])
}

/** Starts nginx with the bytes of the first server. */
export async function nginxWithTilesOf(
  server: TileServer,
  tiles: readonly TileAddress[],
  binary: string,
): Promise<TileServer> {
  const files: [string, Buffer][] = []
  for (const tile of tiles) {
    const path = server.path(layers, tile) ?? ''
    files.push([path, (await fetchOnce(`${server.origin}${path}`)).body])
  }
  return startNginx(binary, files)
}

async function etags(server: TileServer, tiles: readonly TileAddress[], encoding: string) {
  const known = new Map<string, string>()
  for (const tile of tiles) {
    const path = server.path(layers, tile) ?? ''
    const { etag } = (await fetchOnce(`${server.origin}${path}`, { 'Accept-Encoding': encoding })).headers
    if (typeof etag === 'string') known.set(path, etag)
  }
  return known
}

interface HotOptions {
  readonly rounds: number
  readonly seconds: number
  readonly connections: number
}

/** Measures all request types, with the servers in turn; all tiles were requested before. */
export async function measureHot(
  servers: readonly TileServer[],
  machine: Machine,
  tiles: readonly TileAddress[],
  { rounds, seconds, connections }: HotOptions,
): Promise<HotRow[]> {
  const drawn = zipf(tiles, DRAWS)
  const rows: HotRow[] = []
  for (const { how, encoding, revalidate } of ways) {
    const results = new Map<TileServer, Measured[]>(servers.map((server) => [server, []]))
    const known = new Map<TileServer, ReadonlyMap<string, string>>()
    for (const server of servers) {
      const urls = tiles.map((tile) => `${server.origin}${server.path(layers, tile)}`)
      await load(urls, { concurrency: 4, headers: { 'Accept-Encoding': encoding } })
      if (revalidate) known.set(server, await etags(server, tiles, encoding))
    }
    for (let round = 0; round < rounds; round++) {
      for (const server of orderOfRound(servers, round)) {
        const requests = drawn.map((tile): [string] | [string, string] => {
          const path = server.path(layers, tile) ?? ''
          const etag = known.get(server)?.get(path)
          return etag === undefined ? [path] : [path, etag]
        })
        const work = () =>
          wrk(server.origin, requests, { seconds, connections, headers: { 'Accept-Encoding': encoding } })
        results.get(server)?.push(await measured(server, machine, work))
      }
    }
    rows.push(...[...results].map(([server, all]) => ({ how, server: server.name, ...medians(all) })))
  }
  return rows
}
