/** Which samples of the sun an edge of a caster can cut, seen from a point. */
import type { SunSamples } from './samples.ts'

/** Returns the first sample whose bearing is at least `bearing`. */
function firstFrom(bearings: Float64Array, bearing: number): number {
  let [low, high] = [0, bearings.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((bearings[middle] ?? 0) < bearing) low = middle + 1
    else high = middle
  }
  return low
}

const TURN = 2 * Math.PI
const bearingOf = (x: number, y: number) => {
  const bearing = Math.atan2(x, y)
  return bearing < 0 ? bearing + TURN : bearing
}

/**
 * Calls `visit` with each run of samples (`from` to before `to`) whose rays cross the edge from (ax, ay) to
 * (bx, by), relative to the point. `den` of each such sample, dir × edge, has the sign of A × edge.
 */
export function samplesAcross(
  samples: SunSamples,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  visit: (from: number, to: number) => void,
): void {
  const { bearing, count, east, north, isMonotone } = samples
  if (!isMonotone) {
    const side = Math.sign(ax * by - ay * bx)
    for (let k = 0; k < count; k++) {
      const [e, n] = [east[k] ?? 0, north[k] ?? 0]
      if ((ax * n - ay * e) * side >= 0 && (e * by - n * bx) * side >= 0) visit(k, k + 1)
    }
    return
  }
  const [a, b] = [bearingOf(ax, ay), bearingOf(bx, by)]
  const [low, high] = a < b ? [a, b] : [b, a]
  const [from, to] = [firstFrom(bearing, low), firstFrom(bearing, high)]
  if (high - low <= Math.PI) {
    if (from < to) visit(from, to)
    return
  }
  // The edge crosses grid north.
  if (from > 0) visit(0, from)
  if (to < count) visit(to, count)
}
