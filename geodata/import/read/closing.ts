/** Closes rings whose ends almost meet. */
import type { Coordinates, RingCoordinates } from '../ewkb.ts'

/** Rings with a gap up to this are closed. A larger gap may be intended. */
const TOLERANCE_M = 0.001
/** Coordinates are rounded to 1e-9°, which moves each end by up to 0.06 mm. */
const ROUNDING_M = 0.0002
/** An open line with a gap up to this was probably meant to be a ring. */
const NEAR_M = 1
const METRES_PER_DEGREE = 111_320

export const samePlace = (a: Coordinates | undefined, b: Coordinates | undefined) =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1]

/** Returns the gap in metres between the ends of a line in degrees; accurate for short gaps. */
function gapOf(line: RingCoordinates): number {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last) return Number.POSITIVE_INFINITY
  const scale = Math.cos((first[1] * Math.PI) / 180)
  return METRES_PER_DEGREE * Math.hypot((last[0] - first[0]) * scale, last[1] - first[1])
}

export type Ends = 'meet' | 'closed' | 'near' | 'open'

/** Classifies the gap between the ends of a line: `closed` up to a millimetre. */
export function endsOf(line: RingCoordinates): Ends {
  if (samePlace(line[0], line.at(-1))) return 'meet'
  const gap = gapOf(line)
  if (gap <= TOLERANCE_M + ROUNDING_M) return 'closed'
  return gap <= NEAR_M ? 'near' : 'open'
}

/** Sets the last point of a ring to its first if they differ by no more than rounding. */
export function closeRing(ring: Coordinates[]): Coordinates[] {
  const [first] = ring
  return first ? [...ring.slice(0, -1), first] : ring
}
