/** Parcels of fields and woods: cells of a bent grid that are entirely on one kind of ground. */
import { createBend } from './bend.ts'
import { bendRect } from './blocks.ts'
import type { ParcelMaker } from './parcels.ts'
import type { Point } from './plane.ts'
import { createRandom } from './random.ts'
import type { ParcelRow } from './rows.ts'

export interface NaturalOptions {
  readonly name: string
  readonly origin: Point
  /** Half the extent of the grid and the size of its cells, in metres. */
  readonly reach: readonly [number, number]
  readonly cell: readonly [number, number]
  readonly angle: number
  readonly most: number
  readonly fits: (p: Point) => boolean
  readonly useAt: (p: Point) => string
  readonly makerAt: (p: Point) => ParcelMaker
}

export function naturalParcels(options: NaturalOptions): ParcelRow[] {
  const { name, origin, reach, cell, angle, most, fits, useAt, makerAt } = options
  const bend = createBend({ name, origin, angle, stray: 230 })
  const random = createRandom(name)
  const parcels: ParcelRow[] = []
  const cuts = { u: cuttings(reach[0], cell[0]), v: cuttings(reach[1], cell[1]) }
  for (let j = 0; j + 1 < cuts.v.length; j++) {
    for (let i = 0; i + 1 < cuts.u.length; i++) {
      const rect = {
        u0: cuts.u[i] as number,
        u1: cuts.u[i + 1] as number,
        v0: cuts.v[j] as number,
        v1: cuts.v[j + 1] as number,
      }
      const ring = bendRect(rect, bend, 30)
      const middle = bend((rect.u0 + rect.u1) / 2, (rect.v0 + rect.v1) / 2)
      if (parcels.length >= most || random.chance(0.08) || !fits(middle) || !ring.every(fits)) continue
      parcels.push(makerAt(middle).natural(ring, useAt(middle)))
    }
  }
  return parcels
}

function cuttings(reach: number, step: number): number[] {
  const cuts: number[] = []
  for (let at = -reach; at <= reach; at += step) cuts.push(Math.round(at))
  return cuts
}
