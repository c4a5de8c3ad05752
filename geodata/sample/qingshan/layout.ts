/**
 * Layout of Qingshan Lake and its surroundings, in kilometres east and north of the lake's middle. Only the
 * known points are real; everything else is a plausible invention (合成示例).
 */
import type { Box, Line, Point, Ring } from '../plane.ts'
import { around, toPlane } from '../plane.ts'

export const origin = toPlane(119.768, 30.238)
const at = around(origin)
const place = (...pairs: readonly (readonly [number, number])[]): Point[] => pairs.map(([e, n]) => at(e, n))

/** Extent of the sample, with a margin in which the hills end. */
export const groundBox: Box = [...at(-9.9, -5.6), ...at(9.3, 8.2)] as unknown as Box

/** Known points (positions © OpenStreetMap contributors; the names are public). */
export const knownPoints = {
  scenicArea: toPlane(119.76914, 30.23832),
  waterForest: toPlane(119.75915, 30.25602),
  flowerCentre: toPlane(119.80116, 30.24819),
  museum: toPlane(119.72554, 30.22808),
  yuanshilin: toPlane(119.72392, 30.25925),
}

/** Flat ground: the old town in the west and the new town in the east. */
export const westPlain: Ring = place(
  [-8.6, -2.4],
  [-6.4, -2.7],
  [-4.4, -2.5],
  [-3.1, -1.6],
  [-2.8, -0.4],
  [-3.2, 0.9],
  [-3.0, 2.3],
  [-3.5, 3.5],
  [-4.8, 3.6],
  [-5.8, 2.2],
  [-6.6, 1.2],
  [-8.6, 0.7],
)
export const eastPlain: Ring = place(
  [2.9, 1.0],
  [3.3, -0.5],
  [4.4, -1.5],
  [6.2, -1.9],
  [8.4, -1.3],
  [8.4, 4.3],
  [6.8, 4.5],
  [5.4, 3.7],
  [4.3, 3.1],
  [3.1, 2.6],
)
export const northValley: Ring = place(
  [-1.3, 2.3],
  [-0.3, 2.3],
  [0.1, 3.6],
  [0.9, 5.2],
  [0.5, 6.4],
  [-0.1, 5.2],
  [-0.7, 3.8],
)

/** Beds of the drowned valleys, from source to mouth; all end in the old river. */
export const lakeBeds: readonly Line[] = [
  place(
    [-3.1, -0.75],
    [-2.3, -0.35],
    [-1.5, 0.15],
    [-0.6, -0.3],
    [0.3, -0.75],
    [1.2, -0.35],
    [2.0, 0.2],
    [2.75, 0.6],
  ),
  place([-0.85, 2.35], [-1.05, 1.7], [-0.7, 1.1], [-1.15, 0.55], [-1.1, 0.1]),
  place([-1.9, 1.75], [-1.5, 1.3], [-0.95, 1.15]),
  place([0.9, 2.5], [1.4, 1.75], [1.15, 1.1], [1.6, 0.55], [1.5, -0.1]),
  place([2.3, 1.75], [1.95, 1.2], [1.45, 0.95]),
  place([0.2, 1.25], [0.55, 0.7], [0.25, 0.1], [0.4, -0.6]),
  place([-2.75, 1.4], [-2.2, 0.9], [-1.6, 0.15]),
  place([-2.9, -2.3], [-2.3, -1.75], [-2.35, -1.15], [-1.75, -0.75], [-1.2, 0.0]),
  place([-1.6, -2.2], [-1.55, -1.6], [-1.8, -0.8]),
  place([-0.7, -3.0], [-0.25, -2.35], [-0.65, -1.7], [-0.35, -1.15], [-0.1, -0.6]),
  place([0.45, -2.3], [0.15, -1.8], [-0.45, -1.5]),
  place([1.4, -3.0], [1.55, -2.3], [1.05, -1.75], [0.95, -1.15], [0.5, -0.7]),
  place([2.2, -2.5], [1.9, -2.0], [1.2, -1.7]),
  place([3.1, -1.6], [2.5, -1.25], [2.35, -0.75], [1.75, -0.5], [1.6, -0.1]),
]

/** The river: into the lake from the west, out of it below the dam, and a brook of the northern valley. */
export const inflow: Line = place(
  [-9.6, -1.5],
  [-8.2, -1.2],
  [-7.2, -1.75],
  [-6.0, -1.3],
  [-5.0, -1.65],
  [-4.0, -0.9],
  [-3.1, -0.75],
  [-2.6, -0.5],
)
export const outflow: Line = place(
  [2.75, 0.6],
  [3.3, 0.35],
  [4.0, -0.2],
  [4.9, 0.1],
  [5.8, 0.75],
  [6.7, 0.55],
  [7.6, 1.25],
  [9.2, 1.9],
)
export const northBrook: Line = place(
  [0.45, 6.2],
  [0.3, 5.2],
  [-0.3, 4.3],
  [-0.35, 3.3],
  [-0.8, 2.5],
  [-0.9, 2.0],
)

export const dam: Line = place([2.72, 1.25], [2.82, 0.7], [2.7, 0.05])
/** Hills that stay dry, with their radius in metres. */
export const islands: readonly (readonly [middle: Point, radius: number])[] = [
  [at(-0.35, -0.25), 150],
  [at(0.75, -0.35), 110],
  [at(-1.55, 0.35), 130],
  [at(1.75, 0.45), 120],
  [at(0.15, -1.15), 90],
  [at(1.15, -0.1), 70],
  [at(-0.95, -0.05), 75],
]
/** Water level of the reservoir in metres above sea level. */
export const LAKE_LEVEL_M = 27
