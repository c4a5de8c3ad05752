/** Smooths paths that were found on a raster. */
import type { Line } from './plane.ts'
import { chaikin, simplify } from './polyline.ts'

/** Removes the steps of a raster path. */
export function easeCourse(line: Line, tolerance: number, rounds = 3): Line {
  return chaikin(simplify(line, tolerance), rounds)
}
