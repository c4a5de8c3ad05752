/** Far hills: the horizon that the terrain makes before the sun, from a grid of heights. */
import { type HeightGrid, heightAt } from '../height-grid.ts'
import type { SunSamples } from './samples.ts'

export interface HorizonOptions {
  /** Metres from the place at which hills begin to count; nearer ground is the study's own. */
  readonly from: number
  /** Metres; farther hills do not count. */
  readonly to: number
  /** Metres from one height to the next; a hundredth of the distance if that is more. */
  readonly step: number
}

const defaultHorizon: HorizonOptions = { from: 100, to: 15_000, step: 20 }

/** Radius of the earth in metres. */
const EARTH = 6_371_000
/** Share of the distance that a step may skip: a ridge is a few steps wide wherever it stands. */
const SHARE = 0.01

/**
 * Returns, for each sample, the tangent of the terrain's altitude below the sun, as seen from a place in
 * EPSG:4549 metres; −Infinity where no terrain is known. The earth curves away; rays are straight, without
 * refraction, as for the sun itself.
 */
export function terrainHorizon(
  grid: HeightGrid,
  [x, y, z]: readonly [number, number, number],
  samples: SunSamples,
  { from, to, step }: HorizonOptions = defaultHorizon,
): Float32Array {
  const horizon = new Float32Array(samples.count).fill(Number.NEGATIVE_INFINITY)
  for (let k = 0; k < samples.count; k++) {
    const [east, north] = [samples.east[k] ?? 0, samples.north[k] ?? 0]
    let highest = Number.NEGATIVE_INFINITY
    for (let d = from; d <= to; d += Math.max(step, d * SHARE)) {
      const height = heightAt(grid, x + east * d, y + north * d)
      // Outside the grid nothing is known; a ray never comes back into it.
      if (Number.isNaN(height)) continue
      highest = Math.max(highest, (height - (d * d) / (2 * EARTH) - z) / d)
    }
    horizon[k] = highest
  }
  return horizon
}
