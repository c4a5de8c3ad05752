/** Finds coordinates outside the system's area of use, before they are transformed. */
import { open } from 'node:fs/promises'
import type { Feature, Geometry, Position } from 'geojson'
import type { Extent } from '../crs.ts'
import { readFeatures } from './feature-lines.ts'

export interface PositionSurvey {
  readonly total: number
  /** Ordinals, from 1, of features outside. */
  readonly strays: ReadonlySet<number>
  /** Extent of what is outside, without the outermost tenth on each side; null if nothing is. */
  readonly strayExtent: Extent | null
}

/** If a larger share of a layer is outside, the system is probably wrong. */
const MAX_SHARE = 0.1
const ALWAYS = 3

/** Returns whether there are so few strays that they are left out and named. */
export const areFew = ({ total, strays }: PositionSurvey) =>
  strays.size < total - strays.size && strays.size <= Math.max(ALWAYS, total * MAX_SHARE)

/**
 * Rewrites features from `from` (coordinates as in the file) to `to`: swaps axes if asked, and removes
 * geometries outside `range`.
 */
export async function settlePositions(
  from: string,
  to: string,
  swapAxes: boolean,
  range: Extent | null,
): Promise<PositionSurvey> {
  const strays = new Set<number>()
  const outside: Extent[] = []
  const out = await open(to, 'w')
  let total = 0
  let lines: string[] = []
  try {
    for await (const feature of readFeatures(from)) {
      total++
      if (swapAxes) eachPosition(feature.geometry, swap)
      const extent = extentOf(feature)
      if (extent && !isInside(extent, range)) {
        strays.add(total)
        outside.push(extent)
      }
      lines.push(JSON.stringify(strays.has(total) ? { ...feature, geometry: null } : feature))
      if (lines.length >= 1000) {
        await out.write(`${lines.join('\n')}\n`)
        lines = []
      }
    }
    if (lines.length > 0) await out.write(`${lines.join('\n')}\n`)
  } finally {
    await out.close()
  }
  return { total, strays, strayExtent: middleOf(outside) }
}

function swap(position: Position): void {
  const [x = 0, y = 0] = position
  position[0] = y
  position[1] = x
}

function eachPosition(geometry: Geometry | null, use: (position: Position) => void): void {
  if (!geometry) return
  if (geometry.type === 'GeometryCollection') {
    for (const inner of geometry.geometries) eachPosition(inner, use)
  } else walk(geometry.coordinates, use)
}

type Nested = Position | readonly Nested[]

function walk(coordinates: Nested, use: (position: Position) => void): void {
  if (typeof coordinates[0] === 'number') use(coordinates as Position)
  else for (const inner of coordinates) walk(inner as Nested, use)
}

function extentOf({ geometry }: Feature<Geometry | null>): Extent | null {
  let extent: [number, number, number, number] | null = null
  eachPosition(geometry, ([x = Number.NaN, y = Number.NaN]) => {
    extent ??= [x, y, x, y]
    extent = [Math.min(extent[0], x), Math.min(extent[1], y), Math.max(extent[2], x), Math.max(extent[3], y)]
  })
  return extent
}

/**
 * Returns whether a point is in the range. Without a range, only 0, 0 is outside: programs write it for no
 * position.
 */
export function isInside([minX, minY, maxX, maxY]: Extent, range: Extent | null): boolean {
  if (minX === 0 && minY === 0 && maxX === 0 && maxY === 0) return false
  if (range === null) return true
  const [west, south, east, north] = range
  return minX >= west && maxX <= east && minY >= south && maxY <= north
}

/** Returns whether the first position of a geometry is inside; true if there is none. */
export function beginsInside(geometry: Geometry | null, range: Extent | null): boolean {
  const first = firstPosition(geometry)
  return first === null || isInside([first[0], first[1], first[0], first[1]], range)
}

function firstPosition(geometry: Geometry | null | undefined): readonly [number, number] | null {
  if (!geometry) return null
  if (geometry.type === 'GeometryCollection') return firstPosition(geometry.geometries[0])
  let at: Nested | undefined = geometry.coordinates
  while (at && typeof at[0] === 'object') at = at[0]
  const [x, y] = at ?? []
  return typeof x === 'number' && typeof y === 'number' ? [x, y] : null
}

function middleOf(extents: readonly Extent[]): Extent | null {
  if (extents.length === 0) return null
  const cut = Math.floor(extents.length / 10)
  const at = (side: 0 | 1 | 2 | 3) => {
    const sorted = extents.map((extent) => extent[side]).sort((a, b) => a - b)
    return sorted[side < 2 ? cut : sorted.length - 1 - cut] ?? 0
  }
  return [at(0), at(1), at(2), at(3)]
}
