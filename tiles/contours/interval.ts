/** Contour intervals by zoom. */
import { contours } from '../../geodata/model/drawn-layers.ts'

/** Every fifth contour is an index contour (计曲线). */
const INDEX_STEP = 5

const intervals: readonly (readonly [zoom: number, metres: number])[] = [
  [15, 5],
  [14, 10],
  [12, 20],
  [11, 50],
  [contours.minzoom, 100],
]

/**
 * Returns metres between contours at a zoom: 100 at 9 and 10, 50 at 11, 20 at 12 and 13, 10 at 14, 5 from 15
 * on.
 */
export function contourInterval(z: number): number {
  return intervals.find(([from]) => z >= from)?.[1] ?? 100
}

/** True for index contours, which are drawn heavier and labelled. */
export function isIndexContour(elevation: number, z: number): boolean {
  return elevation % (contourInterval(z) * INDEX_STEP) === 0
}
