/** For the inverse: the height from which blocks on footprints would cut each sample of each window. */
import { castersOf, isInside, type Prism } from './casters.ts'
import { samplesAcross } from './reach.ts'
import type { SunSamples } from './samples.ts'
import { type SunWindowLine, sillPoints } from './windows.ts'

/**
 * Returns, `samples.count` for each window, the top in metres above which blocks on the footprints cut the sample;
 * Infinity where the ray does not cross them. The blocks stand on the ground, below every sill.
 */
export function criticalHeights(
  windows: readonly SunWindowLine[],
  blocks: readonly Prism['rings'][],
  samples: SunSamples,
): Float64Array {
  const casters = castersOf(
    blocks.map((rings) => ({ id: '', rings, base: Number.NEGATIVE_INFINITY, top: Infinity })),
  )
  const { points, first } = sillPoints(windows)
  const { count, east, north, slope } = samples
  const heights = new Float64Array(windows.length * count).fill(Infinity)
  for (let w = 0; w < windows.length; w++) {
    for (let p = first[w] ?? 0; p < (first[w + 1] ?? 0); p++) {
      const [x = 0, y = 0, z = 0] = points.subarray(p * 3, p * 3 + 3)
      if (blocks.some((_, i) => isInside(casters, i, x, y))) heights.fill(z, w * count, (w + 1) * count)
      for (let e = 0; e < casters.edges.length; e += 4) {
        const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = casters.edges.subarray(e, e + 4)
        const [ax, ay, bx, by] = [x0 - x, y0 - y, x1 - x, y1 - y]
        const across = ax * by - ay * bx
        if (across >= 0) continue
        samplesAcross(samples, ax, ay, bx, by, (from, to) => {
          for (let k = from; k < to; k++) {
            const distance = across / ((east[k] ?? 0) * (by - ay) - (north[k] ?? 0) * (bx - ax))
            const height = z + distance * (slope[k] ?? 0)
            if (height < (heights[w * count + k] ?? 0)) heights[w * count + k] = height
          }
        })
      }
    }
  }
  return heights
}
