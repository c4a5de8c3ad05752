/** Many concurrent clients for one new tile: how often PostgreSQL has to render it. */
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { load } from '../measure/requests.ts'
import { tileCallsDuring } from '../measure/sql-calls.ts'
import { median, rounded } from '../measure/statistics.ts'
import type { TileServer } from '../servers/server.ts'
import type { Machine } from './cold.ts'

export interface StampedeRow {
  readonly server: string
  readonly clients: number
  /** The maximum over all rounds. */
  readonly sqlCalls: number
  /** Milliseconds until the last client has its tile, median of the rounds. */
  readonly last: number
  readonly failed: number
}

const CLIENTS = 200
const layers = ['parcels']

/** One tile per round, with each server's cache enabled. */
export async function measureStampede(
  servers: readonly TileServer[],
  { database }: Machine,
  tiles: readonly TileAddress[],
): Promise<StampedeRow[]> {
  const rows: StampedeRow[] = []
  for (const server of servers) {
    const [calls, times]: [number[], number[]] = [[], []]
    let failed = 0
    for (const tile of tiles) {
      const urls = new Array<string>(CLIENTS).fill(`${server.origin}${server.path(layers, tile)}`)
      calls.push(
        await tileCallsDuring(database, async () => {
          const result = await load(urls, { concurrency: CLIENTS, headers: { 'Accept-Encoding': 'gzip' } })
          times.push((CLIENTS / result.perSecond) * 1000)
          failed += result.failed
        }),
      )
    }
    rows.push({
      server: server.name,
      clients: CLIENTS,
      sqlCalls: Math.max(...calls),
      last: rounded(median(times)),
      failed,
    })
  }
  return rows
}
