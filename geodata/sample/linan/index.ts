/**
 * Schematic outlines of the 18 towns of Lin'an (临安区) and the two districts: cells around points that are
 * roughly where the towns are. Names and codes are real, all lines are invented (合成示例).
 */
import { Delaunay } from 'd3-delaunay'
import { linanTowns } from '../../model/linan-towns.ts'
import { createNoise, fractal } from '../noise.ts'
import type { MultiPolygon, Point, Ring } from '../plane.ts'
import { toPlane } from '../plane.ts'
import { boxOf, clipHalfPlane } from '../polygon.ts'
import type { AreaRow, SampleArea } from '../rows.ts'
import { emptyArea } from '../rows.ts'

/** Rough positions of the town seats in degrees; the two by the lake are where the sample has them. */
const seats: Readonly<Record<string, readonly [number, number]>> = {
  '330112006': [119.7155, 30.236],
  '330112002': [119.665, 30.195],
  '330112005': [119.74, 30.165],
  '330112007': [119.7, 30.285],
  '330112008': [119.815, 30.245],
  '330112102': [119.62, 30.335],
  '330112103': [119.57, 30.385],
  '330112104': [119.39, 30.2],
  '330112106': [119.35, 30.285],
  '330112107': [119.44, 30.115],
  '330112108': [119.21, 30.17],
  '330112109': [119.24, 30.085],
  '330112111': [119.06, 30.055],
  '330112112': [118.97, 30.125],
  '330112113': [119.09, 30.345],
  '330112115': [119.585, 30.105],
  '330112116': [119.475, 30.295],
  '330112117': [119.1, 30.215],
}

/** Outlines in degrees; convex, so that they can cut cells exactly. */
const linanOutline: readonly (readonly [number, number])[] = [
  [118.87, 30.09],
  [119.02, 29.985],
  [119.3, 29.975],
  [119.62, 30.035],
  [119.83, 30.125],
  [119.895, 30.235],
  [119.86, 30.31],
  [119.68, 30.405],
  [119.4, 30.43],
  [119.08, 30.41],
  [118.92, 30.3],
]
const xihuOutline: readonly (readonly [number, number])[] = [
  [120.005, 30.19],
  [120.05, 30.12],
  [120.12, 30.13],
  [120.165, 30.2],
  [120.155, 30.28],
  [120.11, 30.33],
  [120.035, 30.335],
  [120.005, 30.27],
]

const ringOf = (degrees: readonly (readonly [number, number])[]): Ring =>
  degrees.map(([x, y]) => toPlane(x, y))

/** Returns the part of a cell inside a convex counter-clockwise outline. */
function within(cell: Ring, outline: Ring): Ring {
  return outline.reduce((left, a, i) => {
    const b = outline[(i + 1) % outline.length] ?? a
    const run = Math.hypot(b[0] - a[0], b[1] - a[1])
    const normal: Point = [-(b[1] - a[1]) / run, (b[0] - a[0]) / run]
    return clipHalfPlane(left, normal, normal[0] * a[0] + normal[1] * a[1])
  }, cell)
}

/** Replaces straight sides by curves that depend on the position only, so that neighbours share a border. */
function sway(ring: Ring): Ring {
  const [east, north] = ['linan border east', 'linan border north'].map((name) =>
    fractal(createNoise(name), 3, 4200),
  )
  if (!east || !north) return ring
  return ring.flatMap((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a
    const pieces = Math.max(1, Math.round(Math.hypot(b[0] - a[0], b[1] - a[1]) / 450))
    return Array.from({ length: pieces }, (_, k): Point => {
      const [x, y] = [a[0] + ((b[0] - a[0]) * k) / pieces, a[1] + ((b[1] - a[1]) * k) / pieces]
      return [x + 900 * east(x, y), y + 900 * north(x, y)]
    })
  })
}

function district(code: string, name: string, name_en: string, outline: Ring): AreaRow {
  return { code, kind: 'county', name, name_en, geom: [[sway(outline)]] }
}

export function generateLinan(): SampleArea {
  const outline = ringOf(linanOutline)
  const points = linanTowns.map(({ code }) => {
    const seat = seats[code]
    if (!seat) throw new RangeError(`the town ${code} has no seat`)
    return toPlane(seat[0], seat[1])
  })
  const [minX, minY, maxX, maxY] = boxOf(outline)
  const voronoi = Delaunay.from(
    points,
    (p) => p[0],
    (p) => p[1],
  ).voronoi([minX - 1e4, minY - 1e4, maxX + 1e4, maxY + 1e4])
  const towns = linanTowns.map(({ code, title, kind }, i): AreaRow => {
    const cell = voronoi
      .cellPolygon(i)
      .slice(0, -1)
      .map(([x, y]): Point => [x, y])
    const geom: MultiPolygon = [[sway(within(cell, outline))]]
    return { code, kind, name: title.zh, name_en: title.en, geom }
  })
  return {
    ...emptyArea,
    areas: [
      district('330112', '临安区', "Lin'an District", outline),
      district('330106', '西湖区', 'Xihu District', ringOf(xihuOutline)),
      ...towns,
    ],
  }
}
