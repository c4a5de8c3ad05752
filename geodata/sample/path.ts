/** Ways that were found on a raster, as smooth lines. */
import type { Line } from './plane.ts'
import { chaikin, simplify } from './polyline.ts'

/** A raster path with its steps taken out. */
export function easeCourse(line: Line, tolerance: number, rounds = 3): Line {
  return chaikin(simplify(line, tolerance), rounds)
}
