/** An independent ray caster: walks along each ray in small steps, smallest beside the point, and asks whether it is inside a prism. */
import type { Prism } from '../../../../../geodata/model/relief/sun/casters.ts'
import type { SunSamples } from '../../../../../geodata/model/relief/sun/samples.ts'

function isIn(rings: Prism['rings'], x: number, y: number): boolean {
  let winding = 0
  for (const ring of rings)
    ring.forEach(([x1, y1], k) => {
      const [x0, y0] = ring[(k + 1) % ring.length] ?? [x1, y1]
      if (y0 > y !== y1 > y && (x - x0) * (y1 - y0) < (x1 - x0) * (y - y0) === y1 > y0) winding++
    })
  return winding % 2 === 1
}

/** True if the sun of sample k reaches the point; steps of 2 mm to 5 cm up to 300 m. */
export function isLit(
  point: readonly [number, number, number],
  prisms: readonly Prism[],
  samples: SunSamples,
  k: number,
) {
  const [x, y, z] = point
  const [east, north, slope] = [samples.east[k] ?? 0, samples.north[k] ?? 0, samples.slope[k] ?? 0]
  if (!samples.counts[k]) return false
  for (let d = 0; d < 300; d += Math.min(0.05, 0.002 + d / 20)) {
    const [px, py, pz] = [x + east * d, y + north * d, z + slope * d]
    if (prisms.some(({ rings, base, top }) => pz > base && pz < top && isIn(rings, px, py))) return false
  }
  return true
}
