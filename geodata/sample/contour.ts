/** Traces regions of a raster as polygons with smooth edges (marching squares of d3-contour). */
import { contours } from 'd3-contour'
import type { Grid } from './grid.ts'
import type { MultiPolygon, Point, Ring } from './plane.ts'
import { areaOf, signedArea } from './polygon.ts'
import { chaikin, simplify } from './polyline.ts'
import { crossesItself } from './soundness.ts'

export interface ContourOptions {
  /** Parts and holes below this many square metres are left out. */
  readonly minArea?: number
  /** Maximum shift of a point in metres when the line is simplified. */
  readonly tolerance?: number
  /** Rounds of corner cutting. */
  readonly rounds?: number
}

/** Returns the polygons where the raster is below the threshold, in plane metres. */
export function regionBelow(grid: Grid, threshold: number, options: ContourOptions = {}): MultiPolygon {
  const { minArea = 0, tolerance = 1, rounds = 0 } = options
  // d3 collects values at or above a threshold, so the raster is negated.
  const values = new Array<number>(grid.data.length)
  for (let i = 0; i < values.length; i++) values[i] = -(grid.data[i] as number)
  const region = contours().size([grid.width, grid.height]).contour(values, -threshold)
  const toRing = (ring: number[][]): Ring => {
    const points = ring
      .slice(0, -1)
      .map(
        (p): Point => [grid.west + (p[0] as number) * grid.cell, grid.north - (p[1] as number) * grid.cell],
      )
    return smoothRing(points, tolerance, rounds)
  }
  const result: Ring[][] = []
  for (const [outer, ...holes] of region.coordinates) {
    if (!outer) continue
    const ring = toRing(outer)
    if (Math.abs(signedArea(ring)) < Math.max(minArea, 1)) continue
    result.push([
      ring,
      ...holes.map(toRing).filter((hole) => Math.abs(signedArea(hole)) >= Math.max(minArea, 1)),
    ])
  }
  return result.toSorted((a, b) => areaOf([b]) - areaOf([a]))
}

/** Rounds and simplifies a ring, unless it would cross itself. */
function smoothRing(ring: Ring, tolerance: number, rounds: number): Ring {
  const rounded = rounds > 0 ? chaikin(ring, rounds, true) : ring
  for (const limit of [tolerance, tolerance / 4]) {
    // A closed line has no ends to keep, so it is simplified in two halves.
    const middle = Math.floor(rounded.length / 2)
    const first = simplify(rounded.slice(0, middle + 1), limit)
    const second = simplify([...rounded.slice(middle), rounded[0] as Point], limit)
    const thinned = [...first.slice(0, -1), ...second.slice(0, -1)]
    if (thinned.length > 3 && !crossesItself(thinned)) return thinned
  }
  return ring
}
