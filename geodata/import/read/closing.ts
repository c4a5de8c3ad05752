/** Closes rings whose ends should have met. */
import type { Coordinates, RingCoordinates } from '../ewkb.ts'

/** A ring that misses its beginning by no more is closed; by more, nobody knows what was meant. */
const TOLERANCE_M = 0.001
/** Coordinates come rounded to 1e-9°, which moves each end by up to 0.06 mm. */
const ROUNDING_M = 0.0002
/** Within this, an open line was probably meant to be a ring. */
const NEAR_M = 1
const METRES_PER_DEGREE = 111_320

export const samePlace = (a: Coordinates | undefined, b: Coordinates | undefined) =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1]

/** The gap in metres between the ends of a line in degrees, exact for short ones. */
function gapOf(line: RingCoordinates): number {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last) return Number.POSITIVE_INFINITY
  const scale = Math.cos((first[1] * Math.PI) / 180)
  return METRES_PER_DEGREE * Math.hypot((last[0] - first[0]) * scale, last[1] - first[1])
}

export type Ends = 'meet' | 'closed' | 'near' | 'open'

/** How the ends of a line lie: `closed` where they miss each other by at most a millimetre. */
export function endsOf(line: RingCoordinates): Ends {
  if (samePlace(line[0], line.at(-1))) return 'meet'
  const gap = gapOf(line)
  if (gap <= TOLERANCE_M + ROUNDING_M) return 'closed'
  return gap <= NEAR_M ? 'near' : 'open'
}

/** The ring with its last point on the first, where they are no farther apart than rounding. */
export function closeRing(ring: Coordinates[]): Coordinates[] {
  const [first] = ring
  return first ? [...ring.slice(0, -1), first] : ring
}
