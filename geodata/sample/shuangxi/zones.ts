/** Patrol zones that cover the corridor along the chain, and their eight units (1车5人). */
import { Delaunay } from 'd3-delaunay'
import * as polyclip from 'polyclip-ts'
import { regionBelow } from '../contour.ts'
import { distanceToLines } from '../fields.ts'
import type { MultiPolygon, Point } from '../plane.ts'
import { polygonContains } from '../polygon.ts'
import { lengthOf, pointAlong, resample } from '../polyline.ts'
import { createRandom } from '../random.ts'
import type { UnitRow, ZoneRow } from '../rows.ts'
import type { Ground } from './ground.ts'
import { at, chain, groundBox } from './layout.ts'

/** Half width of a zone in metres, from the chain. */
const REACH_M = 820

const seats = [
  { name: '湿地东片区', name_en: 'Wetland East', middle: at(1.7, 3.1) },
  { name: '湿地西片区', name_en: 'Wetland West', middle: at(-1.7, 2.75) },
  { name: '沿河片区', name_en: 'Riverside', middle: at(-0.6, 1.3) },
  { name: '河口片区', name_en: 'River Mouth', middle: at(2.1, 1.35) },
  { name: '留下片区', name_en: 'Liuxia', middle: at(-3.5, 0.7) },
  { name: '西谷片区', name_en: 'West Valley', middle: at(-2.6, -2.6) },
  { name: '山麓片区', name_en: 'Foothills', middle: at(-0.9, 0.1) },
  { name: '茶山片区', name_en: 'Tea Hills', middle: at(0.9, -2.0) },
  { name: '湖畔片区', name_en: 'Lakeside', middle: at(3.9, -1.1) },
] as const

const zoneCode = (index: number) => `Z${String(index + 1).padStart(2, '0')}`

const closed = (shape: MultiPolygon): [number, number][][][] =>
  shape.map((rings) =>
    rings.map((ring) => [...ring, ...ring.slice(0, 1)].map(([x, y]): [number, number] => [x, y])),
  )

/** Returns cells around the seats, cut by the corridor, so that neighbours share their border exactly. */
export function patrolZones({ heights }: Ground): ZoneRow[] {
  const near = distanceToLines(
    heights,
    chain.map(({ line }) => line),
  )
  const corridor = closed(regionBelow(near, REACH_M, { minArea: 1e5, tolerance: 4, rounds: 1 }))
  const points = seats.map(({ middle }) => middle)
  const voronoi = Delaunay.from(
    points,
    (p) => p[0],
    (p) => p[1],
  ).voronoi([...groundBox])
  return seats.map(({ name, name_en }, index): ZoneRow => {
    const cell = voronoi.cellPolygon(index).map(([x, y]): [number, number] => [x, y])
    const geom = polyclip
      .intersection(corridor, [[cell]])
      .map((rings) => rings.map((ring) => ring.slice(0, -1).map(([x, y]): Point => [x, y])))
    return {
      code: zoneCode(index),
      name: `${name}（示例）`,
      name_en: `${name_en} Zone (sample)`,
      greenway_length_m: lengthWithin(geom),
      geom,
    }
  })
}

/** Returns metres of the chain inside a zone. */
function lengthWithin(geom: MultiPolygon): number {
  const step = 20
  let inside = 0
  for (const { line } of chain) {
    const points = resample(line, step)
    const run = lengthOf(line) / (points.length - 1)
    inside += run * points.slice(1).filter((p) => geom.some((polygon) => polygonContains(polygon, p))).length
  }
  return Math.round(inside)
}

export function zoneOf(zones: readonly ZoneRow[], p: Point): string | null {
  return zones.find(({ geom }) => geom.some((polygon) => polygonContains(polygon, p)))?.code ?? null
}

const states = [
  'available',
  'available',
  'en_route',
  'available',
  'on_scene',
  'available',
  'available',
  'off_shift',
] as const
const forces = ['综合行政执法', '公安', '交警', '消防', '社区', '机动支撑', '急救', '阳光救援']

/** Returns units with positions in the last minutes before `now`, on the greenways of their zones. */
export function patrolUnits(zones: readonly ZoneRow[], now: Date): UnitRow[] {
  const random = createRandom('shuangxi units')
  return states.map((state, index): UnitRow => {
    const greenway = chain[index % chain.length]
    if (!greenway) throw new RangeError('a unit has no greenway')
    const { point, angle } = pointAlong(greenway.line, lengthOf(greenway.line) * random.between(0.15, 0.85))
    const number = index + 1
    return {
      code: `U${String(number).padStart(2, '0')}`,
      name: `巡查${number}组（示例）`,
      name_en: `Patrol ${number} (sample)`,
      state,
      zone_code: zoneOf(zones, point) ?? zoneCode(0),
      members: 5,
      vehicle: `示例巡逻车 ${number} 号`,
      // Real numbers in Hangzhou never begin with a zero.
      phone: `0571 0000 10${String(number).padStart(2, '0')}`,
      skills: [
        ...new Set([forces[index], forces[(index + 1) % 3], forces[(index + 4) % forces.length]]),
      ].filter((one) => one !== undefined),
      position_at: new Date(now.getTime() - random.integer(20, state === 'off_shift' ? 30_000 : 150) * 1000),
      accuracy_m: Math.round(random.between(4, 16)),
      heading: Math.round((450 - (angle * 180) / Math.PI) % 360),
      geom: point,
    }
  })
}
