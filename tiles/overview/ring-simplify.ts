/** Smooths rings of cell sides, identically for the areas on both sides of a border. */
import { TILE_BUFFER } from '../../geodata/model/tile.ts'
import type { Coordinates } from '../vector/twkb.ts'
import { CELL_UNITS } from './grid.ts'
import type { Walk } from './ring-walk.ts'
import { simplifyLine } from './simplify.ts'

/** Simplifies a ring section by section; tile units, closed. */
export function simplifyRing({ corners, fixed }: Walk, tolerance: number): Coordinates {
  const tolerant = tolerance / CELL_UNITS
  const places = fixed.length > 0 ? fixed : ends(corners)
  const first = places[0] ?? 0
  const kept: number[] = []
  for (const [i, from] of places.entries()) {
    const to = places[i + 1] ?? first + corners.length / 2
    const stretch = withoutSteps(corners, from, to, fixed.length > 0)
    const simple = simplifyLine(stretch, tolerant)
    // The next section begins with the end of this one.
    const count = fixed.length > 0 ? simple.length - 2 : simple.length
    for (let k = 0; k < count; k++) kept.push(simple[k] ?? 0)
  }
  // An island keeps its corners if too few would remain; between neighbours it may vanish.
  const ring = kept.length < 6 && fixed.length === 0 ? corners.slice() : withoutStraightCorners(kept)
  const units = ring.map(toUnits)
  units.push(units[0] ?? 0, units[1] ?? 0)
  return units
}

/**
 * Replaces the cell sides of a section by their midpoints, which smooths steps of slanting lines. The
 * ends of a section stay; an island has no fixed ends.
 */
function withoutSteps(corners: readonly number[], from: number, to: number, areFixed: boolean): number[] {
  const line: number[] = []
  for (let k = from; k < to; k++) {
    const [a, b] = [(2 * k) % corners.length, (2 * k + 2) % corners.length]
    const [ax, ay, bx, by] = [corners[a] ?? 0, corners[a + 1] ?? 0, corners[b] ?? 0, corners[b + 1] ?? 0]
    const [dx, dy] = [Math.sign(bx - ax) / 2, Math.sign(by - ay) / 2]
    if (k === from && areFixed) line.push(ax, ay)
    line.push(ax + dx, ay + dy)
    if (Math.abs(bx - ax) + Math.abs(by - ay) > 1) line.push(bx - dx, by - dy)
    if (k === to - 1 && areFixed) line.push(bx, by)
  }
  return line
}

function toUnits(lattice: number): number {
  return lattice * CELL_UNITS - TILE_BUFFER
}

/**
 * Returns two corners of an island, independent of the walk's start: the northernmost, and the one farthest
 * from it.
 */
function ends(corners: readonly number[]): number[] {
  const count = corners.length / 2
  let top = 0
  for (let i = 1; i < count; i++) if (isBefore(corners, i, top)) top = i
  let far = top
  let most = 0
  for (let i = 0; i < count; i++) {
    const distance = Math.hypot(
      (corners[2 * i] ?? 0) - (corners[2 * top] ?? 0),
      (corners[2 * i + 1] ?? 0) - (corners[2 * top + 1] ?? 0),
    )
    if (distance > most || (distance === most && isBefore(corners, i, far))) {
      most = distance
      far = i
    }
  }
  return top < far ? [top, far] : [far, top]
}

/** Returns whether corner a lies north of b, or west of it on the same row. */
function isBefore(corners: readonly number[], a: number, b: number): boolean {
  const dy = (corners[2 * a + 1] ?? 0) - (corners[2 * b + 1] ?? 0)
  return dy === 0 ? (corners[2 * a] ?? 0) < (corners[2 * b] ?? 0) : dy < 0
}

/** Removes collinear corners. */
function withoutStraightCorners(ring: readonly number[]): number[] {
  const count = ring.length / 2
  const kept: number[] = []
  for (let i = 0; i < count; i++) {
    const [x, y] = [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]
    const before = 2 * ((i + count - 1) % count)
    const after = 2 * ((i + 1) % count)
    const [ax, ay] = [x - (ring[before] ?? 0), y - (ring[before + 1] ?? 0)]
    const [bx, by] = [(ring[after] ?? 0) - x, (ring[after + 1] ?? 0) - y]
    if (ax * by - ay * bx !== 0 || ax * bx + ay * by < 0) kept.push(x, y)
  }
  return kept
}
