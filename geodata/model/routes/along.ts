/** Places beside a line, in their order along it. */
import type { Place } from './chain.ts'
import { type MeasuredLine, nearestOn } from './measured-line.ts'

/** Farther from the line, in metres, a place is not beside it. */
export const BESIDE_M = 150

export interface Beside<One> {
  readonly one: One
  /** Metres along the line, and from it. */
  readonly at_m: number
  readonly distance_m: number
}

export function besideLine<One>(
  line: MeasuredLine,
  places: readonly One[],
  placeOf: (one: One) => Place,
): Beside<One>[] {
  return places
    .flatMap((one) => {
      const found = nearestOn(line, placeOf(one))
      return found && found.distance_m <= BESIDE_M ? [{ one, ...found }] : []
    })
    .toSorted((a, b) => a.at_m - b.at_m)
}
