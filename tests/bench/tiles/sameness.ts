/** Checks before measuring that the servers' tiles show the same. */
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { addUp, type Comparison, compareTiles } from '../compare/tiles.ts'
import { fetchOnce } from '../measure/requests.ts'
import type { TileServer } from '../servers/server.ts'
import { tilesOfFeatures } from '../workload/tiles.ts'
import type { Machine } from './cold.ts'

export interface SamenessRow extends Comparison {
  readonly layer: string
  readonly z: number
  readonly peer: string
  readonly tiles: number
}

/** The attribute that determines a layer's colours. */
const classes: Readonly<Record<string, string>> = {
  parcels: 'land_use',
  buildings: 'kind',
  incidents: 'kind',
}

async function bodyOf(server: TileServer, layer: string, tile: TileAddress): Promise<Buffer> {
  const { status, body } = await fetchOnce(
    `${server.origin}${server.path([layer], tile)}`,
    server.headers?.([layer]),
  )
  if (status !== 200 && status !== 204) throw new Error(`${server.name} answered ${status} for a tile`)
  return body
}

/** Compares decoded tiles of each layer and zoom between the first server and each of the others. */
export async function compareServers(
  [ours, ...peers]: readonly TileServer[],
  { database }: Machine,
  zooms: readonly number[],
): Promise<SamenessRow[]> {
  const rows: SamenessRow[] = []
  if (!ours) return rows
  for (const layer of Object.keys(classes)) {
    for (const z of zooms) {
      const tiles = await tilesOfFeatures(database, layer, z, z < 12 ? 2 : 8)
      for (const peer of peers) {
        if (peer.path([layer], { z: 0, x: 0, y: 0 }) === undefined) continue
        const all: Comparison[] = []
        for (const tile of tiles) {
          const [a, b] = [await bodyOf(ours, layer, tile), await bodyOf(peer, layer, tile)]
          all.push(compareTiles(a, b, layer, classes[layer] ?? ''))
        }
        rows.push({ layer, z, peer: peer.name, tiles: tiles.length, ...addUp(all) })
      }
    }
  }
  return rows
}
