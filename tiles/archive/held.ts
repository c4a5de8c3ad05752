/** Bounds and zooms of an archive's tiles with content, for its header. */
import { tileIdToZxy, zxyToTileId } from 'pmtiles'
import { z } from 'zod'
import { type Bounds, fromMercator, tileBounds } from '../../geodata/model/tile.ts'

/** Tiles with content. Bounds are in WGS 84 degrees. */
export interface Held {
  readonly minzoom: number
  readonly maxzoom: number
  /** Bounds of the tiles without descendants. */
  readonly bounds: Bounds
  /** The tiles of the lowest zoom. */
  readonly lowest: readonly Bounds[]
}

/** Computes the coverage from the ids of all tiles with content, at least one. */
export function heldBy(ids: ReadonlySet<number>): Held {
  const tiles = [...ids].map((id) => tileIdToZxy(id))
  const zooms = tiles.map(([z]) => z)
  const minzoom = zooms.reduce((least, z) => Math.min(least, z))
  const maxzoom = zooms.reduce((most, z) => Math.max(most, z))
  const refined = ancestorsOf(tiles)
  const finest = tiles.filter((tile) => !refined.has(zxyToTileId(...tile)))
  return {
    minzoom,
    maxzoom,
    bounds: around(finest.map(degrees)),
    lowest: tiles.filter(([z]) => z === minzoom).map(degrees),
  }
}

type Address = readonly [z: number, x: number, y: number]

/** Returns the ids of all ancestors of these tiles. */
function ancestorsOf(tiles: readonly Address[]): ReadonlySet<number> {
  const ancestors = new Set<number>()
  for (const [z, x, y] of tiles) {
    for (let up = 1; up <= z; up += 1) {
      const id = zxyToTileId(z - up, x >> up, y >> up)
      // Its ancestors are known, too.
      if (ancestors.has(id)) break
      ancestors.add(id)
    }
  }
  return ancestors
}

function degrees([z, x, y]: Address): Bounds {
  const [west, south, east, north] = tileBounds({ z, x, y })
  return [...fromMercator(west, south), ...fromMercator(east, north)]
}

function around(boxes: readonly Bounds[]): Bounds {
  return boxes.reduce(([west, south, east, north], box) => [
    Math.min(west, box[0]),
    Math.min(south, box[1]),
    Math.max(east, box[2]),
    Math.max(north, box[3]),
  ])
}

/** Degrees, about a metre, by which bounds without area are widened, because readers reject them. */
const MIN_SIDE = 1e-5

/**
 * Returns the bounds for the header: the intersection of the rows (`described`) and the tiles. Rows may lie
 * outside the requested tiles, and buffers of tiles may contain rows outside the tile.
 */
export function headerBounds(described: Bounds, held: Bounds): Bounds {
  const meets =
    described[0] <= held[2] && described[2] >= held[0] && described[1] <= held[3] && described[3] >= held[1]
  const [west, south, east, north] = meets
    ? [
        Math.max(described[0], held[0]),
        Math.max(described[1], held[1]),
        Math.min(described[2], held[2]),
        Math.min(described[3], held[3]),
      ]
    : held
  const [byX, byY] = [east - west < MIN_SIDE ? MIN_SIDE : 0, north - south < MIN_SIDE ? MIN_SIDE : 0]
  return [west - byX, south - byY, east + byX, north + byY]
}

/** Initial centre: the middle of the bounds, or of the nearest tile of the lowest zoom. */
export function centerOf(
  [west, south, east, north]: Bounds,
  lowest: readonly Bounds[],
): readonly [longitude: number, latitude: number] {
  const middle = [(west + east) / 2, (south + north) / 2] as const
  const reach = (box: Bounds) => {
    const x = Math.min(box[2], Math.max(box[0], middle[0])) - middle[0]
    const y = Math.min(box[3], Math.max(box[1], middle[1])) - middle[1]
    return x * x + y * y
  }
  const nearest = lowest.toSorted((a, b) => reach(a) - reach(b))[0]
  if (nearest === undefined || reach(nearest) === 0) return middle
  return [(nearest[0] + nearest[2]) / 2, (nearest[1] + nearest[3]) / 2]
}

const zoomedLayers = z.array(
  z.looseObject({ minzoom: z.number().optional(), maxzoom: z.number().optional() }),
)

/** Metadata with the zooms of `vector_layers` limited to those of the archive's tiles. */
export function withinZooms(
  metadata: Readonly<Record<string, unknown>>,
  { minzoom, maxzoom }: Held,
): Readonly<Record<string, unknown>> {
  const layers = zoomedLayers.safeParse(metadata.vector_layers).data
  if (layers === undefined) return metadata
  const within = (zoom: number) => Math.min(maxzoom, Math.max(minzoom, zoom))
  const vector_layers = layers.map((layer) => ({
    ...layer,
    ...(layer.minzoom === undefined ? {} : { minzoom: within(layer.minzoom) }),
    ...(layer.maxzoom === undefined ? {} : { maxzoom: within(layer.maxzoom) }),
  }))
  return { ...metadata, vector_layers }
}
