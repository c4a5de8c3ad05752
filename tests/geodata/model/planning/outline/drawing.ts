/** Outlines drawn in metres of the plane, around a corner of 500 km east and 3,340 km north. */

import { degreesOf } from '../../../../../geodata/model/plane.ts'
import type { Outline, Part, Position } from '../../../../../geodata/model/planning/outline/outline.ts'

export type Corner = readonly [east: number, north: number]

export const positionAt = ([east, north]: Corner): Position => degreesOf([500_000 + east, 3_340_000 + north])

/** Closes each ring. */
export const partOf = (...rings: readonly (readonly Corner[])[]): Part =>
  rings.map((corners) => [...corners, ...corners.slice(0, 1)].map(positionAt))

export const outlineOf = (...parts: readonly Part[]): Outline => ({ name: '测试红线', parts })

export const square = (east: number, north: number, side: number): Corner[] => [
  [east, north],
  [east + side, north],
  [east + side, north + side],
  [east, north + side],
]
