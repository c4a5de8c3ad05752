/** The reservoir: the area flooded at the dam's level, its islands, and the connected river. */
import { regionBelow } from '../contour.ts'
import { distanceTo, signedDistance } from '../distance.ts'
import type { Grid } from '../grid.ts'
import { cellAt, cellCentre, mapGrid } from '../grid.ts'
import type { MultiPolygon } from '../plane.ts'
import { around, distance } from '../plane.ts'
import { distanceToLine } from '../polyline.ts'
import { dam, islands, LAKE_LEVEL_M, lakeBeds, origin } from './layout.ts'

/** Published area of the lake in square metres, which the sample is adjusted to. */
const LAKE_AREA_M2 = 10.2e6

export interface Lake {
  /** Heights with the lake's flat surface. */
  readonly heights: Grid
  /** Metres to the shore, negative on the water. */
  readonly shore: Grid
  readonly outline: MultiPolygon
}

/** Deepens the basin until the water behind the dam has the known area, then traces its shore. */
export function fillLake(ground: Grid): Lake {
  const beds = distanceToBeds(ground)
  // No digging east of the dam and on the islands.
  const basin = mapGrid(beds, (d, i) => {
    const p = cellCentre(ground, i)
    const upstream = Math.min(1, Math.max(0, (origin[0] + 2950 - p[0]) / 350))
    const knoll = islands.reduce(
      (least, [middle, radius]) => Math.min(least, distance(p, middle) / radius / 2),
      1,
    )
    return Math.max(0, 1 - d / 1500) ** 0.7 * upstream * (knoll < 0.5 ? 0 : knoll)
  })
  let [low, high] = [-20, 40]
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2
    const flooded = flood(ground, (c) => ground.data[c] as number, basin, middle)
    if (flooded.cells * ground.cell ** 2 < LAKE_AREA_M2) low = middle
    else high = middle
  }
  const { wet } = flood(ground, (c) => ground.data[c] as number, basin, high)
  const lowered = mapGrid(ground, (h, i) => h - high * (basin.data[i] as number))
  // Near the shore, level minus height gives its position between cells; elsewhere distance is better.
  const rough = signedDistance(ground, (i) => wet[i] === 1)
  const shore = mapGrid(lowered, (h, i) => {
    const metres = rough.data[i] as number
    const byHeight = wet[i] === 1 ? Math.min(-0.5, h - LAKE_LEVEL_M) : Math.max(0.5, h - LAKE_LEVEL_M)
    return Math.abs(metres) > 1.5 * ground.cell ? metres : Math.max(-30, Math.min(30, byHeight * 8))
  })
  const outline = regionBelow(shore, 0, { minArea: 1500, tolerance: 1.2, rounds: 2 })
  const heights = mapGrid(lowered, (_, i) => {
    const d = shore.data[i] as number
    if (wet[i] === 1) return LAKE_LEVEL_M
    // Keeps dry ground of the basin above the water.
    const [x] = cellCentre(ground, i)
    return d < 150 && x < origin[0] + 2700
      ? Math.max(lowered.data[i] as number, LAKE_LEVEL_M + 0.4)
      : (lowered.data[i] as number)
  })
  return { heights, shore, outline: outline.slice(0, 1) }
}

function distanceToBeds(ground: Grid): Grid {
  const marked = new Set<number>()
  for (const bed of lakeBeds) {
    for (let i = 1; i < bed.length; i++) {
      const [a, b] = [bed[i - 1], bed[i]]
      if (!a || !b) continue
      const steps = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 15)
      for (let k = 0; k <= steps; k++) {
        marked.add(cellAt(ground, [a[0] + ((b[0] - a[0]) * k) / steps, a[1] + ((b[1] - a[1]) * k) / steps]))
      }
    }
  }
  return distanceTo(ground, (i) => marked.has(i))
}

/** Returns the cells that water reaches from the middle of the lake, up to the dam. */
function flood(ground: Grid, height: (i: number) => number, basin: Grid, deeper: number) {
  const { width } = ground
  const wet = new Uint8Array(ground.data.length)
  const start = cellAt(ground, around(origin)(0.3, -0.75))
  const stack = [start]
  const eastEnd = origin[0] + 2760
  wet[start] = 1
  let cells = 0
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
    cells++
    for (const j of [i - 1, i + 1, i - width, i + width]) {
      if (wet[j] === 1 || height(j) - deeper * (basin.data[j] as number) >= LAKE_LEVEL_M) continue
      const p = cellCentre(ground, j)
      if (p[0] > eastEnd || distanceToLine(p, dam) < 22) continue
      wet[j] = 1
      stack.push(j)
    }
  }
  return { wet, cells }
}
