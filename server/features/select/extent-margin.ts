/**
 * Widens extents for clients that request "all of a collection" by its extent, with two transformed corners
 * (as the OGC's test suite does). In the plane, the edges of a box in degrees are curved and rotated, so
 * features at an edge would be outside. Therefore published extents have a margin.
 */
import proj4 from 'proj4'
import type { Bounds } from '../../../geodata/model/tile.ts'

/** EPSG:4549, the only offered system in which a box in degrees is not the box of its corners. */
const plane = proj4('+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs')

const EDGE_POINTS = 8
/**
 * Maximum margin as a share of the side. A narrow strip may bend by more than its width, which no margin
 * solves.
 */
const MAX_OF_SIDE = 0.05
const METRES_A_DEGREE = 111_000

/** Returns the extent (degrees) with its margin; unchanged if the margin would be out of proportion. */
export function withMargin(extent: Bounds): Bounds {
  const [west, south, east, north] = extent
  const sideMetres = METRES_A_DEGREE * Math.min(north - south, (east - west) * cosine(north))
  // The added margin needs a small margin as well.
  const margin = 1.2 * sticksOut(extent)
  if (margin === 0 || !(margin < MAX_OF_SIDE * sideMetres)) return extent
  const latitude = margin / METRES_A_DEGREE
  const longitude = latitude / cosine(Math.max(Math.abs(north), Math.abs(south)))
  return [west - longitude, south - latitude, east + longitude, north + latitude].map(
    rounded,
  ) as unknown as Bounds
}

const cosine = (latitude: number) => Math.cos((latitude * Math.PI) / 180)
const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7

/** Returns by how many metres the edges of a box exceed the box of its south-west and north-east corners. */
function sticksOut([west, south, east, north]: Bounds): number {
  const [left = 0, bottom = 0] = plane.forward([west, south])
  const [right = 0, top = 0] = plane.forward([east, north])
  let most = 0
  for (let i = 0; i <= EDGE_POINTS; i += 1) {
    const longitude = west + ((east - west) * i) / EDGE_POINTS
    const latitude = south + ((north - south) * i) / EDGE_POINTS
    const edges = [
      [longitude, south],
      [longitude, north],
      [west, latitude],
      [east, latitude],
    ]
    for (const edge of edges) {
      const [x = 0, y = 0] = plane.forward(edge)
      most = Math.max(most, left - x, x - right, bottom - y, y - top)
    }
  }
  return most
}
