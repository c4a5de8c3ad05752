import type Flatbush from 'flatbush'
import { type Loops, overlap } from '../model/planning/outline/resolve.ts'
import { type PlacedArea, squareMetres } from './plane-areas.ts'

export interface Overlap {
  readonly one: PlacedArea
  readonly other: PlacedArea
  readonly loops: Loops
  readonly area_m2: number
}

/** Smaller overlaps come from rounding to millimetres: 0.01 m². */
const MIN_M2 = 0.01

/** Yields the overlaps of areas whose groups `compared` accepts, each pair once. */
export function* overlapsOf(
  areas: readonly PlacedArea[],
  index: Flatbush,
  compared: (one: PlacedArea, other: PlacedArea) => boolean,
): Generator<Overlap | null> {
  for (const [at, one] of areas.entries()) {
    // Areas that only touch have boxes that share a line.
    const [minX, minY, maxX, maxY] = one.box
    const near = index.search(minX + 1, minY + 1, maxX - 1, maxY - 1, (other) => other < at)
    for (const place of near) {
      const other = areas[place]
      if (other === undefined || !compared(one, other)) continue
      const loops = overlap(one.loops, other.loops)
      const area_m2 = squareMetres(loops)
      if (area_m2 > MIN_M2) yield { one, other, loops, area_m2 }
    }
    yield null
  }
}
