/** The height field of Qingshan Lake: eroded hills around two plains and a drowned valley. */
import { distanceTo } from '../distance.ts'
import { erode } from '../erosion.ts'
import type { Grid } from '../grid.ts'
import { blur, cellAt, cellCentre, createGrid, frameOf, mapGrid, sample, sampleSmooth } from '../grid.ts'
import { createNoise, fractal, ridged } from '../noise.ts'
import type { Line, Point } from '../plane.ts'
import { boxOf, distanceToRing } from '../polygon.ts'
import { curveThrough, distanceToLine, distanceToSegment, resample } from '../polyline.ts'
import * as layout from './layout.ts'
import { LAKE_LEVEL_M } from './layout.ts'

const CELL_M = 20
const COARSE_CELL_M = 60
const coarseFrame = frameOf(layout.groundBox, COARSE_CELL_M)
const frame = frameOf(layout.groundBox, CELL_M)

const smoothstep = (from: number, to: number, value: number) => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

/** Returns metres to the flat ground, negative on it, with an irregular edge. */
function plainDistance(): Grid {
  const warp = fractal(createNoise('qingshan plain'), 3, 1400)
  const plains = [layout.westPlain, layout.eastPlain, layout.northValley]
  return createGrid(coarseFrame, (x, y) => {
    const near = Math.min(...plains.map((ring) => distanceToRing(ring, [x, y])))
    return near + warp(x, y) * 420
  })
}

/** Returns the height of the plain, which falls gently from west to east. */
function plainHeight(x: number, y: number): number {
  const east = (x - layout.origin[0]) / 1000
  const north = (y - layout.origin[1]) / 1000
  const upstream = 33 + Math.max(0, -3 - east) * 2.2 + Math.abs(north + 0.8) * 1.2
  const downstream = 25.5 - Math.max(0, east - 3) * 0.5 + Math.abs(north - 0.9) * 1.1
  const valley = 29 + Math.max(0, north - 2) * 6
  if (east < -2) return upstream
  return east > 2 ? downstream : valley
}

/** Returns the height of the nearest lake bed and the distance to it. */
function bedAt(beds: readonly Line[], p: Point): { readonly distance: number; readonly height: number } {
  let distance = Infinity
  let height = 0
  beds.forEach((bed, b) => {
    for (let i = 1; i < bed.length; i++) {
      const d = distanceToSegment(p, bed[i - 1] as Point, bed[i] as Point)
      const own = b === 0 ? d - 130 : d
      if (own >= distance) continue
      distance = own
      const along = (i - 0.5) / (bed.length - 1)
      height = b === 0 ? 20 - 13 * along : 26 - 12 * along
    }
  })
  return { distance, height }
}

/** Returns heights in metres before the lake is filled; its bottom is below its level. */
export function shapeTerrain(): Grid {
  const plain = plainDistance()
  const rock = ridged(createNoise('qingshan rock'), 5, 2600)
  const rough = fractal(createNoise('qingshan roughness'), 4, 400)
  const strength = fractal(createNoise('qingshan strength'), 3, 3000)
  const beds = createGrid(coarseFrame)
  const bedHeights = createGrid(coarseFrame, (x, y, i) => {
    const bed = bedAt(layout.lakeBeds, [x, y])
    beds.data[i] = bed.distance
    return bed.height
  })
  const rim = distanceTo(coarseFrame, (i) => {
    const column = i % coarseFrame.width
    const row = Math.floor(i / coarseFrame.width)
    return column === 0 || row === 0 || column === coarseFrame.width - 1 || row === coarseFrame.height - 1
  })
  const bend = fractal(createNoise('qingshan rim'), 3, 5200)
  const rims = createGrid(coarseFrame, (x, y, i) => (rim.data[i] as number) * (1 + 1.1 * bend(x, y)))
  const run = (i: number) => smoothstep(150, 2300, rims.data[i] as number)
  const ground = createGrid(coarseFrame, plainHeight)
  const broad = fractal(createNoise('qingshan bed'), 3, 900)
  const widths = createGrid(coarseFrame, (x, y) => 110 + 130 * broad(x, y))
  const bed = (i: number) => (beds.data[i] as number) < (widths.data[i] as number)
  const heights = createGrid(coarseFrame, (x, y, i) => {
    if (bed(i)) return bedHeights.data[i] as number
    const hills =
      smoothstep(0, 2400, Math.min(plain.data[i] as number, (beds.data[i] as number) - 90)) * run(i)
    return (ground.data[i] as number) + hills * 420 * rock(x, y)
  })
  const roughness = createGrid(coarseFrame, (x, y) => 26 * rough(x, y))
  const uplift = createGrid(coarseFrame, (x, y, i) => {
    const hills = smoothstep(0, 2600, plain.data[i] as number)
    const basin = smoothstep(180, 1500, beds.data[i] as number)
    return 13 * (0.06 + 0.94 * Math.min(hills, basin)) * run(i) * Math.max(0.2, 0.9 + 1.3 * strength(x, y))
  })
  const base = (i: number) => (plain.data[i] as number) < 0 || bed(i)
  const eroded = erode({ heights, uplift, base, steps: 70, erodibility: 0.4, creep: 0.14, roughness })
  const flat = blur(
    mapGrid(plain, (d) => 1 - smoothstep(-60, 120, d)),
    1,
  )
  const coarse = mapGrid(eroded, (h, i) => {
    const f = flat.data[i] as number
    return h * (1 - f) + (ground.data[i] as number) * f
  })
  return enlarge(coarse, flat)
}

/** The rivers' courses as smooth lines, with the depth of their channels in metres. */
export const courses: readonly { readonly line: Line; readonly depth: number }[] = [
  { line: curveThrough(layout.inflow, 40), depth: 4 },
  { line: curveThrough(layout.outflow, 40), depth: 5 },
  { line: curveThrough(layout.northBrook, 40), depth: 2.5 },
]

/** Enlarges to cells of 20 m and adds fine relief on slopes, the rivers' channels and the dam. */
function enlarge(coarse: Grid, flat: Grid): Grid {
  const fine = fractal(createNoise('qingshan fine'), 4, 260)
  const broken = fractal(createNoise('qingshan islands'), 3, 190)
  const heights = createGrid(frame, (x, y) => {
    const smooth = sampleSmooth(coarse, x, y)
    const relief = Math.min(1, Math.max(0, smooth - 30) / 120) * (1 - sample(flat, x, y))
    return smooth + fine(x, y) * (1.2 + 22 * relief)
  })
  for (const { line, depth } of courses) {
    near(line, 110, (i, d) => {
      heights.data[i] = (heights.data[i] as number) - depth * (1 - smoothstep(15, 110, d))
    })
  }
  near(layout.dam, 60, (i, d) => {
    heights.data[i] = Math.max(heights.data[i] as number, 34 - smoothstep(8, 60, d) * 10)
  })
  layout.islands.forEach(([middle, radius]) => {
    near([middle, middle], radius * 1.6, (i, d) => {
      const [x, y] = cellCentre(frame, i)
      const reach = radius * (1 + 1.1 * broken(x, y))
      const rise = LAKE_LEVEL_M + 12 * (1 - (d / reach) ** 2)
      heights.data[i] = Math.max(heights.data[i] as number, rise)
    })
  })
  return heights
}

/** Visits the cells within `reach` metres of a line. */
function near(line: Line, reach: number, visit: (index: number, distance: number) => void) {
  const box = boxOf(line)
  const [left, top] = [box[0] - reach, box[3] + reach]
  const columns = Math.ceil((box[2] - box[0] + 2 * reach) / frame.cell)
  const rows = Math.ceil((box[3] - box[1] + 2 * reach) / frame.cell)
  const dense = resample(line, 10)
  const window = { width: columns, height: rows, cell: frame.cell, west: left, north: top }
  const marked = new Set(dense.map((p) => cellAt(window, p)))
  const distances = distanceTo(window, (i) => marked.has(i))
  for (let i = 0; i < distances.data.length; i++) {
    if ((distances.data[i] as number) > reach + frame.cell) continue
    const cell = cellAt(frame, cellCentre(window, i))
    const d = distanceToLine(cellCentre(frame, cell), line)
    if (d < reach) visit(cell, d)
  }
}
