/** The ground of the 双西 corridor: eroded hills south of a plain, a river, a lake, a wetland of ponds. */
import { Delaunay } from 'd3-delaunay'
import { regionBelow } from '../contour.ts'
import { distanceTo } from '../distance.ts'
import { erode } from '../erosion.ts'
import { distanceToLines, least, slopeOf } from '../fields.ts'
import type { Grid } from '../grid.ts'
import { blur, createGrid, frameOf, mapGrid, sampleSmooth } from '../grid.ts'
import { createNoise, fractal, ridged } from '../noise.ts'
import type { Line, Point, Ring } from '../plane.ts'
import { boxOf, contains, distanceToRing, insetConvex, signedArea } from '../polygon.ts'
import { chaikin, lengthOf, pointAlong, simplify } from '../polyline.ts'
import { createRandom } from '../random.ts'
import type { WaterRow } from '../rows.ts'
import { groundBox, lake, mainRoads, plain, river, valleys, wetland } from './layout.ts'

const CELL_M = 20
const COARSE_CELL_M = 60
const RIVER_HALF_WIDTH_M = 16
const LAKE_LEVEL_M = 8

export interface Ground {
  readonly heights: Grid
  readonly slope: Grid
  /** Metres to river or lake, negative on them. */
  readonly water: Grid
  /** Metres to the wetland, negative inside. */
  readonly wetland: Grid
  readonly corridors: Grid
  readonly waterRows: readonly WaterRow[]
}

const smoothstep = (from: number, to: number, value: number) => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

function shapeHeights(): Grid {
  const frame = frameOf(groundBox, COARSE_CELL_M)
  const warp = fractal(createNoise('shuangxi plain'), 3, 1200)
  const valley = distanceToLines(frame, valleys)
  const flat = createGrid(frame, (x, y, i) =>
    Math.min(
      distanceToRing(plain, [x, y]) + warp(x, y) * 260,
      distanceToRing(lake, [x, y]) - 60,
      (valley.data[i] as number) - 90,
    ),
  )
  const rim = distanceTo(frame, (i) => {
    const column = i % frame.width
    return (
      i < frame.width || i >= frame.width * (frame.height - 1) || column === 0 || column === frame.width - 1
    )
  })
  const run = (i: number) => smoothstep(60, 1500, rim.data[i] as number)
  const ground = createGrid(frame, (_x, _y, i) => 7 + Math.max(0, flat.data[i] as number) * 0.01)
  const rock = ridged(createNoise('shuangxi rock'), 5, 1900)
  const heights = createGrid(
    frame,
    (x, y, i) =>
      (ground.data[i] as number) + smoothstep(0, 1500, flat.data[i] as number) * run(i) * 260 * rock(x, y),
  )
  const uplift = createGrid(
    frame,
    (_x, _y, i) => 11 * (0.05 + 0.95 * smoothstep(0, 1700, flat.data[i] as number)) * run(i),
  )
  const rough = fractal(createNoise('shuangxi roughness'), 4, 400)
  const roughness = createGrid(frame, (x, y) => 22 * rough(x, y))
  const eroded = erode({
    heights,
    uplift,
    base: (i) => (flat.data[i] as number) < 0,
    steps: 60,
    erodibility: 0.4,
    creep: 0.14,
    roughness,
  })
  const level = blur(
    mapGrid(flat, (d) => 1 - smoothstep(-60, 120, d)),
    1,
  )
  const coarse = mapGrid(
    eroded,
    (h, i) => h * (1 - (level.data[i] as number)) + (ground.data[i] as number) * (level.data[i] as number),
  )
  const fine = fractal(createNoise('shuangxi fine'), 4, 240)
  return createGrid(frameOf(groundBox, CELL_M), (x, y) => {
    const smooth = sampleSmooth(coarse, x, y)
    return smooth + fine(x, y) * (0.6 + 16 * Math.min(1, Math.max(0, smooth - 14) / 110))
  })
}

/** Returns ponds (桑基鱼塘) in the wetland: rounded cells with dykes between them. */
function ponds(): WaterRow[] {
  const random = createRandom('shuangxi ponds')
  const [minX, minY, maxX, maxY] = boxOf(wetland)
  const seeds: Point[] = []
  for (let y = minY; y < maxY; y += 78) {
    for (let x = minX; x < maxX; x += 118)
      seeds.push([x + random.between(-44, 44), y + random.between(-30, 30)])
  }
  const voronoi = Delaunay.from(
    seeds,
    (p) => p[0],
    (p) => p[1],
  ).voronoi([minX - 200, minY - 200, maxX + 200, maxY + 200])
  return seeds.flatMap((_, i): WaterRow[] => {
    const cell = (voronoi.cellPolygon(i) ?? []).slice(0, -1).map(([x, y]): Point => [x, y])
    const turned: Ring = signedArea(cell) > 0 ? cell : cell.toReversed()
    const margin = random.between(4, 9)
    if (!turned.every((p) => contains(wetland, p)) || random.chance(0.13)) return []
    const inner = insetConvex(turned, margin)
    if (inner.length < 3 || signedArea(inner) < 900) return []
    const round = chaikin(inner, 2, true)
    return [
      {
        kind: 'pond',
        name: null,
        name_en: null,
        geom: [[[...simplify([...round, round[0] as Point], 0.6)].slice(0, -1)]],
      },
    ]
  })
}

/** Returns a band around a line, because a narrow river would break into steps on the raster. */
function ribbon(line: Line, halfWidth: number): Ring {
  const length = lengthOf(line)
  const count = Math.ceil(length / 30)
  const side = (sign: number) =>
    Array.from({ length: count + 1 }, (_, k): Point => {
      const { point, angle } = pointAlong(line, (length * k) / count)
      return [point[0] - sign * halfWidth * Math.sin(angle), point[1] + sign * halfWidth * Math.cos(angle)]
    })
  return [...side(-1), ...side(1).toReversed()]
}

export function layGround(): Ground {
  const rough = shapeHeights()
  const bank = mapGrid(distanceToLines(rough, [river]), (d) => d - RIVER_HALF_WIDTH_M)
  const sway = fractal(createNoise('shuangxi shore'), 3, 420)
  const shore = createGrid(rough, (x, y) => distanceToRing(lake, [x, y]) + 90 * sway(x, y))
  const water = least(bank, shore)
  const heights = mapGrid(rough, (h, i) => {
    const d = shore.data[i] as number
    if (d < 0) return LAKE_LEVEL_M
    return (bank.data[i] as number) < 0 ? Math.min(h, 5) : d < 150 ? Math.max(h, LAKE_LEVEL_M + 0.4) : h
  })
  const edge = fractal(createNoise('shuangxi wetland'), 3, 700)
  const smooth = { tolerance: 1.5, rounds: 2 }
  return {
    heights,
    slope: slopeOf(heights, 2),
    water,
    wetland: createGrid(rough, (x, y) => distanceToRing(wetland, [x, y]) + 110 * edge(x, y) - 40),
    corridors: distanceToLines(
      rough,
      mainRoads.filter((road) => road.class !== 'metro').map(({ line }) => line),
    ),
    waterRows: [
      ...regionBelow(shore, 0, { minArea: 50_000, ...smooth }).map((polygon) => ({
        kind: 'lake',
        name: '西示湖（示例）',
        name_en: 'West Sample Lake (sample)',
        geom: [polygon],
      })),
      {
        kind: 'river',
        name: '沿山河（示例）',
        name_en: 'Foothill River (sample)',
        geom: [[ribbon(river, RIVER_HALF_WIDTH_M)]],
      },
      ...ponds(),
    ],
  }
}
