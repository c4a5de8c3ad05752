/** Grows areas and closes narrow gaps, on the grid of millimetres. */
import { Clipper, EndType, JoinType } from 'clipper2-ts'
import type { Loops } from './resolve.ts'

/** Returns areas grown by `mm` on all sides, or shrunk if it is negative; corners stay sharp. */
export const inflated = (loops: Loops, mm: number): Loops =>
  Clipper.inflatePaths(
    loops.map((loop) => [...loop]),
    mm,
    JoinType.Miter,
    EndType.Polygon,
  )

/** Returns areas with what lies between them filled where it is narrower than `mm`. */
export const closed = (loops: Loops, mm: number): Loops => inflated(inflated(loops, mm / 2), -mm / 2)
