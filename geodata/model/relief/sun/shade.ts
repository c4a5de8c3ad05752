/** Which points have sun at which samples: prisms cut the rays, and the answer is kept as bits. */
import { type Casters, isInside } from './casters.ts'
import { clearUnderOverhang } from './overhang.ts'
import { samplesAcross } from './reach.ts'
import type { SunSamples } from './samples.ts'
import { wordsFor } from './spells.ts'

export interface LitPoints {
  /** x, y in EPSG:4549 metres and height in metres of each point. */
  readonly points: Float64Array
  /** `words` for each point; bit k is set if the sun of sample k reaches the point. */
  readonly bits: Uint32Array
  readonly words: number
}

/** Returns points that nothing shades yet: lit whenever the sun counts. */
export function litPoints(points: Float64Array, { count, counts }: SunSamples): LitPoints {
  const words = wordsFor(count)
  const all = new Uint32Array(words)
  for (let k = 0; k < count; k++) if (counts[k]) all[k >>> 5] = (all[k >>> 5] ?? 0) | (1 << (k & 31))
  const bits = new Uint32Array((points.length / 3) * words)
  for (let at = 0; at < bits.length; at += words) bits.set(all, at)
  return { points, bits, words }
}

/** Clears samples whose sun is behind the façade of each point; `normals` are x, y outwards. */
export function clearBehind(lit: LitPoints, samples: SunSamples, normals: Float64Array): void {
  const { bits, words } = lit
  for (let p = 0; p * 2 < normals.length; p++) {
    const [x, y] = [normals[p * 2] ?? 0, normals[p * 2 + 1] ?? 0]
    for (let k = 0; k < samples.count; k++)
      if (x * (samples.east[k] ?? 0) + y * (samples.north[k] ?? 0) <= 0) clear(bits, p * words, k)
  }
}

export function clear(bits: Uint32Array, start: number, k: number): void {
  const word = start + (k >>> 5)
  bits[word] = (bits[word] ?? 0) & ~(1 << (k & 31))
}

/** Clears samples that the prisms cut. */
export function castShadows({ points, bits, words }: LitPoints, casters: Casters, samples: SunSamples): void {
  const lowest = samples.slope.reduce(
    (least, slope, k) => (samples.counts[k] ? Math.min(least, slope) : least),
    Infinity,
  )
  for (let p = 0; p * 3 < points.length; p++) {
    const [x = 0, y = 0, z = 0] = points.subarray(p * 3, p * 3 + 3)
    for (let i = 0; i < casters.ids.length; i++) {
      const rise = (casters.top[i] ?? 0) - z
      if (rise <= 0 || boxDistance(casters, i, x, y) * lowest >= rise) continue
      if ((casters.base[i] ?? 0) > z) clearUnderOverhang(bits, p * words, casters, i, [x, y, z], samples)
      else if (isInside(casters, i, x, y)) bits.fill(0, p * words, (p + 1) * words)
      else clearBehindPrism(bits, p * words, casters, i, x, y, rise, samples)
    }
  }
}

/** Distance in metres from a point to the box of prism i. */
function boxDistance({ boxes }: Casters, i: number, x: number, y: number): number {
  const dx = Math.max((boxes[i * 4] ?? 0) - x, 0, x - (boxes[i * 4 + 2] ?? 0))
  const dy = Math.max((boxes[i * 4 + 1] ?? 0) - y, 0, y - (boxes[i * 4 + 3] ?? 0))
  return Math.sqrt(dx * dx + dy * dy)
}

/** A prism that begins below the point cuts a ray if the ray is below its top where it enters. */
function clearBehindPrism(
  bits: Uint32Array,
  start: number,
  casters: Casters,
  i: number,
  x: number,
  y: number,
  rise: number,
  samples: SunSamples,
): void {
  const { edges, firstEdge } = casters
  const { east, north, slope } = samples
  const last = (firstEdge[i + 1] ?? 0) * 4
  for (let e = (firstEdge[i] ?? 0) * 4; e < last; e += 4) {
    const ax = (edges[e] ?? 0) - x
    const ay = (edges[e + 1] ?? 0) - y
    const bx = (edges[e + 2] ?? 0) - x
    const by = (edges[e + 3] ?? 0) - y
    const across = ax * by - ay * bx
    // The inside is on the left: a ray enters only through edges that have the point on their right.
    if (across >= 0) continue
    const [ex, ey] = [bx - ax, by - ay]
    samplesAcross(samples, ax, ay, bx, by, (from, to) => {
      for (let k = from; k < to; k++)
        if (across * (slope[k] ?? 0) > rise * ((east[k] ?? 0) * ey - (north[k] ?? 0) * ex))
          clear(bits, start, k)
    })
  }
}
