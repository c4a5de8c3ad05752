/** Summarises the elevations along a line: lowest, highest, and total climb. */

export interface Climb {
  readonly min_m: number
  readonly max_m: number
  readonly climb_m: number
}

/** A smaller rise, in metres, is considered noise of the elevation model. */
export const NOISE_M = 2

/**
 * Returns the lowest and highest elevation and the sum of all rises along parts of a line. A rise counts if
 * it exceeds the noise. Null if no elevation is known.
 */
export function climbOf(pieces: readonly (readonly (number | null)[])[]): Climb | null {
  const known = pieces.flat().filter((height) => height !== null)
  if (known.length === 0) return null
  let climb = 0
  for (const piece of pieces) climb += riseOf(piece.filter((height) => height !== null))
  const lowest = known.reduce((least, height) => Math.min(least, height), Number.POSITIVE_INFINITY)
  const highest = known.reduce((most, height) => Math.max(most, height), Number.NEGATIVE_INFINITY)
  return { min_m: tenth(lowest), max_m: tenth(highest), climb_m: tenth(climb) }
}

const tenth = (metres: number): number => Math.round(metres * 10) / 10

/**
 * Returns the sum of all rises of heights in metres along a line, with a dead band of NOISE_M: closer turning
 * points are ignored. The descent is the rise of the heights in the other order.
 */
export function riseOf(heights: readonly number[]): number {
  let low = heights[0] ?? 0
  let high = low
  let rise = 0
  for (const height of heights) {
    if (height > high) high = height
    else if (high - height >= NOISE_M) {
      if (high - low >= NOISE_M) rise += high - low
      low = height
      high = height
    } else if (height < low && high - low < NOISE_M) {
      low = height
      high = height
    }
  }
  return high - low >= NOISE_M ? rise + high - low : rise
}
