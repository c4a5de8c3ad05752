/**
 * Merges lines of the same attributes. They meet neighbouring tiles at the same points of the edge,
 * because lines are cut there before they are simplified.
 */
import { TILE_BUFFER, TILE_EXTENT } from '../../geodata/model/tile.ts'
import type { Coordinates } from '../vector/twkb.ts'
import { reverse, simplifyLine } from './simplify.ts'

/** Parts of lines farther outside the tile, in tile units, are dropped. */
const REACH = 2 * TILE_BUFFER

/**
 * Joins lines where exactly two ends meet, and simplifies them to `tolerance` tile units. Lines that
 * collapse to a point are dropped. The result does not depend on the order of the lines.
 */
export function joinLines(lines: readonly Coordinates[], tolerance: number): Coordinates[] {
  const pieces = lines.flatMap((line) => stretches(withoutRepeats(line)))
  const joined = chain(unique(pieces))
  return joined
    .map((line) => simplifyLine(line, tolerance))
    .filter((line) => line.length >= 4)
    .sort(compareLines)
}

function withoutRepeats(line: Coordinates): Coordinates {
  const distinct: Coordinates = []
  for (let i = 0; i + 1 < line.length; i += 2) {
    const [x, y] = [line[i] ?? 0, line[i + 1] ?? 0]
    if (distinct.length === 0 || distinct.at(-2) !== x || distinct.at(-1) !== y) distinct.push(x, y)
  }
  return distinct
}

/** Cuts a line at the tile's edges and drops the parts far outside. */
function stretches(line: Coordinates): Coordinates[] {
  const found: Coordinates[] = []
  let current: Coordinates = [line[0] ?? 0, line[1] ?? 0]
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i] ?? 0, line[i + 1] ?? 0, line[i + 2] ?? 0, line[i + 3] ?? 0]
    for (const [x, y] of edgeCrossings(ax, ay, bx, by)) {
      current.push(x, y)
      found.push(current)
      current = [x, y]
    }
    current.push(bx, by)
    if (isOnEdge(bx, by)) {
      found.push(current)
      current = [bx, by]
    }
  }
  found.push(current)
  return found.map(withoutRepeats).filter((piece) => piece.length >= 4 && isNear(piece))
}

/** Where a segment crosses the tile's edges, in whole units, ordered along the segment. */
function edgeCrossings(ax: number, ay: number, bx: number, by: number): (readonly [number, number])[] {
  const crossings: (readonly [share: number, x: number, y: number])[] = []
  for (const edge of [0, TILE_EXTENT]) {
    if (ax < edge !== bx < edge && ax !== edge && bx !== edge) {
      crossings.push([(edge - ax) / (bx - ax), edge, Math.round(heightAt(ax, ay, bx, by, edge))])
    }
    if (ay < edge !== by < edge && ay !== edge && by !== edge) {
      crossings.push([(edge - ay) / (by - ay), Math.round(heightAt(ay, ax, by, bx, edge)), edge])
    }
  }
  return crossings.sort((a, b) => a[0] - b[0]).map(([, x, y]) => [x, y] as const)
}

/**
 * Returns the other coordinate of a segment at `at`, computed from its lower end, so that the reverse gives
 * the same.
 */
function heightAt(a: number, b: number, c: number, d: number, at: number): number {
  return a <= c ? b + ((at - a) / (c - a)) * (d - b) : d + ((at - c) / (a - c)) * (b - d)
}

function isNear(piece: Coordinates): boolean {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i + 1 < piece.length; i += 2) {
    const [x, y] = [piece[i] ?? 0, piece[i + 1] ?? 0]
    west = Math.min(west, x)
    east = Math.max(east, x)
    north = Math.min(north, y)
    south = Math.max(south, y)
  }
  const far = TILE_EXTENT + REACH
  return east >= -REACH && west <= far && south >= -REACH && north <= far
}

/** Removes duplicate lines in either direction, and sorts. */
function unique(lines: readonly Coordinates[]): Coordinates[] {
  const known = new Map<string, Coordinates>()
  for (const line of lines) {
    const back = reverse(line)
    const upright = compareLines(line, back) <= 0 ? line : back
    known.set(upright.join(), upright)
  }
  return [...known.values()].sort(compareLines)
}

function compareLines(a: Coordinates, b: Coordinates): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

const startOf = (line: Coordinates) => `${line[0]} ${line[1]}`
const endOf = (line: Coordinates) => `${line.at(-2)} ${line.at(-1)}`

function isOnEdge(x: number, y: number): boolean {
  return x === 0 || y === 0 || x === TILE_EXTENT || y === TILE_EXTENT
}

/** Joins lines at points where exactly two ends meet, except on the tile's edge. */
function chain(lines: readonly Coordinates[]): Coordinates[] {
  const ends = new Map<string, number[]>()
  for (const [index, line] of lines.entries()) {
    for (const key of [startOf(line), endOf(line)]) {
      const known = ends.get(key)
      if (known) known.push(index)
      else ends.set(key, [index])
    }
  }
  const used = new Uint8Array(lines.length)
  const next = (key: string, x: number, y: number): Coordinates | undefined => {
    const meeting = ends.get(key) ?? []
    if (meeting.length !== 2 || isOnEdge(x, y)) return undefined
    const index = meeting.find((one) => used[one] === 0)
    if (index === undefined) return undefined
    used[index] = 1
    const line = lines[index] ?? []
    return startOf(line) === key ? line : reverse(line)
  }
  const grow = (line: Coordinates): Coordinates => {
    const whole = line.slice()
    for (;;) {
      const more = next(endOf(whole), whole.at(-2) ?? 0, whole.at(-1) ?? 0)
      if (!more) return whole
      for (let i = 2; i < more.length; i++) whole.push(more[i] ?? 0)
    }
  }
  const chained: Coordinates[] = []
  for (const [index, line] of lines.entries()) {
    if (used[index] === 1) continue
    used[index] = 1
    chained.push(grow(reverse(grow(line))))
  }
  return chained
}
