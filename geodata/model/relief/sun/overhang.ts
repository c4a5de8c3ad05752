/** Prisms that begin above a point (bridges, upper parts): a ray may pass below them. */
import type { Casters } from './casters.ts'
import { isInside } from './casters.ts'
import type { SunSamples } from './samples.ts'

/** Clears samples whose rays pass through prism i between its base and its top. */
export function clearUnderOverhang(
  bits: Uint32Array,
  start: number,
  casters: Casters,
  i: number,
  [x, y, z]: readonly [number, number, number],
  samples: SunSamples,
): void {
  const [base, top] = [(casters.base[i] ?? 0) - z, (casters.top[i] ?? 0) - z]
  const begins = isInside(casters, i, x, y) ? [0] : []
  for (let k = 0; k < samples.count; k++) {
    const [e, n, slope] = [samples.east[k] ?? 0, samples.north[k] ?? 0, samples.slope[k] ?? 0]
    const cuts = [...begins, ...distances(casters, i, x, y, e, n)].sort((a, b) => a - b)
    for (let c = 0; c + 1 < cuts.length; c += 2)
      if ((cuts[c] ?? 0) * slope < top && (cuts[c + 1] ?? 0) * slope > base)
        bits[start + (k >>> 5)] = (bits[start + (k >>> 5)] ?? 0) & ~(1 << (k & 31))
  }
}

/** Distances in metres at which a horizontal ray crosses the outline of prism i. */
function distances(
  { edges, firstEdge }: Casters,
  i: number,
  x: number,
  y: number,
  e: number,
  n: number,
): number[] {
  const found: number[] = []
  for (let at = (firstEdge[i] ?? 0) * 4; at < (firstEdge[i + 1] ?? 0) * 4; at += 4) {
    const [ax, ay] = [(edges[at] ?? 0) - x, (edges[at + 1] ?? 0) - y]
    const [bx, by] = [(edges[at + 2] ?? 0) - x, (edges[at + 3] ?? 0) - y]
    const [sideA, sideB] = [e * ay - n * ax, e * by - n * bx]
    if (sideA > 0 === sideB > 0) continue
    const distance = (ax * by - ay * bx) / (e * (by - ay) - n * (bx - ax))
    if (distance > 0) found.push(distance)
  }
  return found
}
