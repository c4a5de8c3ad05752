/** Computes a tile's contours from its elevations. */

import { TILE_EXTENT } from '../../geodata/model/tile.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'
import type { TerrainField } from '../terrain/compose.ts'
import type { Coordinates } from '../vector/twkb.ts'
import { FLAT_RELIEF, flatGround, flatRadius } from './flat-ground.ts'
import { contourInterval } from './interval.ts'
import type { ContourGrid } from './isolines.ts'
import { crossedCells, IsolineTracer } from './isolines.ts'

/** Tile units per pixel. */
const UNITS = TILE_EXTENT / TERRAIN_TILE_SIZE
/** Smallest width of a closed line, in tile units; smaller ones would be dots. */
const SMALLEST_RING = 9 * UNITS
/**
 * Pixels around a tile in which lines are traced: the tile's buffer plus the size of the smallest
 * ring, so that every tile that shows a ring contains all of it.
 */
const DRAWN_MARGIN = 14

export interface Contour {
  /** Metres. */
  readonly elevation: number
  /** True if the terrain below is synthetic. */
  readonly synthetic: boolean
  /** Tile units; may extend beyond the tile. */
  readonly lines: Coordinates[]
}

/** Pixels around a tile that `contourLines` needs at a zoom. */
export function contourMargin(z: number): number {
  return DRAWN_MARGIN + 2 * flatRadius(z)
}

/** Returns the contours of a tile of zoom z from its elevations with `contourMargin` around, lowest first. */
export function contourLines(field: TerrainField, z: number): Contour[] {
  const interval = contourInterval(z) * 10
  const grid = contourGrid(field, z, interval)
  const synthetic = inner(field.synthetic, field.side, field.margin - DRAWN_MARGIN)
  const tracer = new IsolineTracer(grid)
  const contours: Contour[] = []
  const cells = [...crossedCells(grid, interval)].sort(([a], [b]) => a - b)
  for (const [multiple, crossed] of cells) {
    const level = multiple * interval
    const real: Coordinates[] = []
    const made: Coordinates[] = []
    for (const steps of tracer.trace(level, crossed)) {
      addLine(tracer, steps, level, synthetic, real, made)
    }
    if (real.length > 0) contours.push({ elevation: level / 10, synthetic: false, lines: real })
    if (made.length > 0) contours.push({ elevation: level / 10, synthetic: true, lines: made })
  }
  return contours
}

function contourGrid(field: TerrainField, z: number, interval: number): ContourGrid {
  const belt = field.margin - DRAWN_MARGIN
  const heights = inner(field.heights, field.side, belt)
  const flat = inner(flatGround(field.heights, field.side, flatRadius(z)), field.side, belt)
  const side = field.side - 2 * belt
  // Water slightly below a level counts as at the level, so that its shore gets no tiny rings.
  for (let i = 0; i < heights.length; i++) {
    const height = heights[i] ?? Number.NaN
    const level = Math.ceil(height / interval) * interval
    if (flat[i] === 1 && level - height < FLAT_RELIEF) heights[i] = level
  }
  const closed = new Uint8Array(heights.length)
  for (let cell = 0; cell + side + 1 < heights.length; cell++) {
    const [b, c, d] = [cell + 1, cell + side, cell + side + 1]
    const sum = (heights[cell] ?? 0) + (heights[b] ?? 0) + (heights[c] ?? 0) + (heights[d] ?? 0)
    const flats = (flat[cell] ?? 0) + (flat[b] ?? 0) + (flat[c] ?? 0) + (flat[d] ?? 0)
    if (flats === 4 || Number.isNaN(sum)) closed[cell] = 1
  }
  return { side, heights, closed, step: UNITS, origin: UNITS / 2 - DRAWN_MARGIN * UNITS }
}

/** Returns a square grid without its margin. */
function inner<A extends Float64Array | Uint8Array>(values: A, side: number, belt: number): A {
  const kept = values.slice(0, (side - 2 * belt) ** 2) as A
  for (let row = belt; row < side - belt; row++) {
    kept.set(values.subarray(row * side + belt, (row + 1) * side - belt), (row - belt) * (side - 2 * belt))
  }
  return kept
}

/** Splits a line into parts on real and on synthetic ground. */
function addLine(
  tracer: IsolineTracer,
  steps: readonly number[],
  level: number,
  synthetic: Uint8Array,
  real: Coordinates[],
  made: Coordinates[],
): void {
  let line: Coordinates = []
  let kind: boolean | null = null
  const box = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  const runs: { made: boolean; line: Coordinates }[] = []
  for (const step of steps) {
    const [x, y] = tracer.place(step, level)
    const [a, b] = tracer.ends(step)
    const isMade = synthetic[a] === 1 || synthetic[b] === 1
    if (kind !== isMade) {
      const last = line.slice(-2)
      line = kind === null ? [] : last
      runs.push({ made: isMade, line })
      kind = isMade
    }
    line.push(x, y)
    box[0] = Math.min(box[0] ?? x, x)
    box[1] = Math.min(box[1] ?? y, y)
    box[2] = Math.max(box[2] ?? x, x)
    box[3] = Math.max(box[3] ?? y, y)
  }
  const [west = 0, north = 0, east = 0, south = 0] = box
  const isClosed = steps[0] === steps.at(-1)
  if (isClosed && east - west < SMALLEST_RING && south - north < SMALLEST_RING) return
  for (const run of runs) if (run.line.length >= 4) (run.made ? made : real).push(run.line)
}
