/** Divides the ground into land cover without overlaps: each kind takes what earlier kinds have left. */
import { regionBelow } from './contour.ts'
import type { Grid } from './grid.ts'
import { createGrid } from './grid.ts'
import type { LandCoverRow } from './rows.ts'

export interface CoverClaim {
  /** A code of landCoverKinds, or null for ground without cover (water, streets). */
  readonly kind: string | null
  /** Negative inside the kind's area, zero at its edge. */
  readonly field: Grid
  readonly minArea: number
}

/** Returns polygons for all claims. Neighbours share their edge, except for simplification by 1.5 m. */
export function partitionCover(claims: readonly CoverClaim[]): LandCoverRow[] {
  const first = claims[0]
  if (!first) return []
  const taken = createGrid(first.field).data.fill(Infinity)
  const rows: LandCoverRow[] = []
  for (const { kind, field, minArea } of claims) {
    if (kind !== null) {
      const own = createGrid(field, (_x, _y, i) => Math.max(field.data[i] as number, -(taken[i] as number)))
      const pieces = regionBelow(own, 0, { minArea, tolerance: 1.5, rounds: 1 })
      for (const polygon of pieces) rows.push({ kind, geom: [polygon] })
    }
    for (let i = 0; i < taken.length; i++) taken[i] = Math.min(taken[i] as number, field.data[i] as number)
  }
  return rows
}
