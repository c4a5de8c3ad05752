/**
 * Clients ask for "all of a collection" by its extent in another coordinate system, and take two corners
 * for it (so does the OGC's test suite). In the plane the edges of a box in degrees are curved and turned:
 * what lies at an edge would be outside. So the extent that is told is wide enough for its corners.
 */
import proj4 from 'proj4'
import type { Bounds } from '../../../geodata/model/tile.ts'

/** EPSG:4549, the only system on offer in which a box of degrees is not one of the same corners. */
const plane = proj4('+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs')

const EDGE_POINTS = 8
/** A wider margin is not told: no box holds a narrow strip that the plane bends by more than its width. */
const MAX_OF_SIDE = 0.05
const METRES_A_DEGREE = 111_000

/** The extent (degrees) with the margin that it needs; the extent itself where that is out of proportion. */
export function withMargin(extent: Bounds): Bounds {
  const [west, south, east, north] = extent
  const sideMetres = METRES_A_DEGREE * Math.min(north - south, (east - west) * cosine(north))
  // What is added sticks out in its turn, by as little more.
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

/** Metres by which the edges of a box lie outside of the box of its south-west and north-east corners. */
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
