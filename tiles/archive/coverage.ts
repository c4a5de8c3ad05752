/** Finds the tiles that can have content, from the top of the pyramid down. */
import { tileIdToZxy, zxyToTileId } from 'pmtiles'
import type { Bounds, TileAddress } from '../../geodata/model/tile.ts'
import { TILE_BUFFER, tileBounds } from '../../geodata/model/tile.ts'

/**
 * Tile units around a tile where a row can still appear in it: the buffer, doubled for overviews,
 * whose cells and joined lines extend slightly beyond their rows.
 */
const REACH = 2 * TILE_BUFFER
/** Number of squares in one query. */
const BATCH = 1000

/** For each tile, whether it or its descendants may have content, buffers included. */
export type Occupied = (tiles: readonly TileAddress[]) => Promise<boolean[]>

export interface CoverageOptions {
  readonly minzoom: number
  readonly maxzoom: number
  /** EPSG:3857: only tiles that intersect it. */
  readonly bounds: Bounds
  readonly occupied: Occupied
  /** EPSG:3857: only tiles where one of these may appear; all tiles if absent. */
  readonly changes?: readonly Bounds[] | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Coverage {
  /** Tiles that may have content, by zoom and then along the Hilbert curve. */
  readonly visit: readonly TileAddress[]
  /** Ids of all tiles affected by changes, even if they are empty now. */
  readonly reached: ReadonlySet<number>
}

interface Node {
  readonly address: TileAddress
  /** Changes that affect the tile. */
  readonly changes: readonly Bounds[] | undefined
}

/** Descends only where there is content: the reach of a tile contains those of its descendants. */
export async function coverage(options: CoverageOptions): Promise<Coverage> {
  const { minzoom, maxzoom, signal } = options
  const visit: TileAddress[] = []
  const reached = new Set<number>()
  let occupied = narrowed([{ address: { z: 0, x: 0, y: 0 }, changes: options.changes }], options)
  let deserted: Node[] = []
  for (let z = 0; z <= maxzoom; z++) {
    signal?.throwIfAborted()
    const found = await split(occupied, options.occupied)
    occupied = found.occupied
    // Tiles whose rows were deleted are listed too, because an older archive still has them.
    deserted = options.changes ? [...deserted, ...found.deserted] : []
    if (z >= minzoom) {
      visit.push(...occupied.map(({ address }) => address))
      if (options.changes) for (const { address } of [...occupied, ...deserted]) reached.add(idOf(address))
    }
    if (z === maxzoom) break
    occupied = narrowed(occupied.flatMap(children), options)
    deserted = narrowed(deserted.flatMap(children), options)
  }
  return { visit: inHilbertOrder(visit), reached }
}

/** EPSG:3857: the area whose rows can appear in a tile. */
export function tileReach(address: TileAddress): Bounds {
  return tileBounds(address, REACH)
}

const idOf = ({ z, x, y }: TileAddress) => zxyToTileId(z, x, y)

/** Returns tiles in the order of an archive, zoom by zoom. */
function inHilbertOrder(tiles: readonly TileAddress[]): TileAddress[] {
  return tiles
    .map(idOf)
    .sort((a, b) => a - b)
    .map((id) => {
      const [z, x, y] = tileIdToZxy(id)
      return { z, x, y }
    })
}

function children({ address: { z, x, y }, changes }: Node): Node[] {
  return [0, 1, 2, 3].map((i) => ({
    address: { z: z + 1, x: 2 * x + (i & 1), y: 2 * y + (i >> 1) },
    changes,
  }))
}

export function boundsMeet(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
}

function narrowed(nodes: readonly Node[], { bounds }: CoverageOptions): Node[] {
  const kept: Node[] = []
  for (const { address, changes } of nodes) {
    if (!boundsMeet(tileBounds(address), bounds)) continue
    if (!changes) {
      kept.push({ address, changes })
      continue
    }
    const reach = tileReach(address)
    const here = changes.filter((change) => boundsMeet(change, reach))
    if (here.length > 0) kept.push({ address, changes: here })
  }
  return kept
}

async function split(nodes: readonly Node[], occupied: Occupied) {
  const found: { occupied: Node[]; deserted: Node[] } = { occupied: [], deserted: [] }
  for (let i = 0; i < nodes.length; i += BATCH) {
    const batch = nodes.slice(i, i + BATCH)
    const answers = await occupied(batch.map(({ address }) => address))
    for (const [j, node] of batch.entries()) found[answers[j] ? 'occupied' : 'deserted'].push(node)
  }
  return found
}
