/** Contours of height fields with known isolines. */
import { expect, test } from 'vitest'
import { contourLines, contourMargin } from '../../../tiles/contours/contour-lines.ts'
import { contourInterval, isIndexContour } from '../../../tiles/contours/interval.ts'
import type { TerrainField } from '../../../tiles/terrain/compose.ts'

const Z = 12
const UNITS = 16

/** Returns a field of metres by position in pixels of the tile. */
function fieldOf(metres: (x: number, y: number) => number, isMade = (_x: number) => false): TerrainField {
  const margin = contourMargin(Z)
  const side = 256 + 2 * margin
  const heights = new Float64Array(side * side)
  const synthetic = new Uint8Array(side * side)
  for (let i = 0; i < heights.length; i++) {
    const [x, y] = [(i % side) - margin, Math.floor(i / side) - margin]
    heights[i] = metres(x, y) * 10
    synthetic[i] = isMade(x) ? 1 : 0
  }
  return { side, margin, heights, synthetic }
}

/** Returns pairs of coordinates in pixels between sample centres. */
function vertices(line: readonly number[]): [number, number][] {
  return Array.from({ length: line.length / 2 }, (_, i) => [
    ((line[2 * i] ?? 0) - 8) / UNITS,
    ((line[2 * i + 1] ?? 0) - 8) / UNITS,
  ])
}

/** Deterministic noise. */
const noise = (x: number, y: number) => Math.sin(x * 12.9898 + y * 78.233) * Math.cos(x * 4.1 - y * 7.7)

test('intervals are those of the scale, and every fifth is an index contour', () => {
  expect([9, 10, 11, 12, 13, 14, 15].map(contourInterval)).toEqual([100, 100, 50, 20, 20, 10, 5])
  expect([0, 20, 80, 100, 200, -100].map((metres) => isIndexContour(metres, 12))).toEqual([
    true,
    false,
    false,
    true,
    true,
    true,
  ])
})

test('a cone has one closed ring for each level, at the right distance', () => {
  const cone = fieldOf((x, y) => 190 - Math.hypot(x - 128, y - 128) * 2)
  const contours = contourLines(cone, Z).filter(({ elevation }) => elevation >= 0)
  expect(contours.map(({ elevation }) => elevation)).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180])
  for (const { elevation, lines, synthetic } of contours) {
    expect(synthetic).toBe(false)
    expect(lines).toHaveLength(1)
    const ring = vertices(lines[0] ?? [])
    expect(ring[0]).toEqual(ring.at(-1))
    const radius = (190 - elevation) / 2
    for (const [x, y] of ring) expect(Math.abs(Math.hypot(x - 128, y - 128) - radius)).toBeLessThan(0.15)
    // Its vertices are around it, at most a pixel apart.
    expect(ring.length).toBeGreaterThan(radius * 5)
  }
})

test('a tiny summit has no ring', () => {
  const [small, large] = [3, 6].map((radius) =>
    contourLines(
      fieldOf((x, y) => 30 - (10 * Math.hypot(x - 100, y - 100)) / radius),
      Z,
    ).filter(({ elevation }) => elevation === 20),
  )
  expect(small).toEqual([])
  expect(large).toHaveLength(1)
})

test('the levels of a saddle do not cross', () => {
  const saddle = fieldOf((x, y) => 100 + ((x - 127.5) * (y - 127.5)) / 20)
  const hundred = contourLines(saddle, Z).find(({ elevation }) => elevation === 100)
  const twenty = contourLines(saddle, Z).find(({ elevation }) => elevation === 120)
  expect(twenty?.lines).toHaveLength(2)
  for (const line of twenty?.lines ?? []) {
    for (const [x, y] of vertices(line)) expect((x - 127.5) * (y - 127.5)).toBeCloseTo(400, -1.5)
  }
  expect(hundred?.lines.flat().length).toBeGreaterThan(0)
})

test('still water has no contours at any level, and its shore has continuous ones', () => {
  for (const level of [99.95, 100, 100.05, 90]) {
    const isLake = (x: number, y: number) => Math.hypot(x - 128, y - 128) < 60
    const lake = fieldOf((x, y) =>
      isLake(x, y) ? level + 0.1 * noise(x, y) : level + (Math.hypot(x - 128, y - 128) - 60) * 3,
    )
    const lines = contourLines(lake, Z).flatMap((contour) => contour.lines)
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) {
      for (const [x, y] of vertices(line)) expect(Math.hypot(x - 128, y - 128)).toBeGreaterThan(58)
    }
    const next = Math.ceil((level + 1) / 20) * 20
    const above = contourLines(lake, Z).find(({ elevation }) => elevation === next)
    expect(above?.lines).toHaveLength(1)
  }
})

test('without detection of flat ground the same noise would draw lines', () => {
  const rough = fieldOf((x, y) => 100 + noise(x, y) * 5)
  expect(contourLines(rough, Z).flatMap(({ lines }) => lines).length).toBeGreaterThan(100)
})

test('nothing is drawn over gaps, and lines end beside them', () => {
  const isGap = (x: number, y: number) => Math.hypot(x - 90, y - 90) < 30
  const slope = fieldOf((x, y) => (isGap(x, y) ? Number.NaN : x * 2))
  const contours = contourLines(slope, Z)
  expect(contours.length).toBeGreaterThan(20)
  for (const { lines } of contours) {
    for (const line of lines) {
      for (const [x, y] of vertices(line)) expect(Math.hypot(x - 90, y - 90)).toBeGreaterThan(29)
    }
  }
  const through = contours.find(({ elevation }) => elevation === 180)
  expect(through?.lines).toHaveLength(2)
})

test('a line from real to synthetic ground is cut there, without a gap', () => {
  const slope = fieldOf(
    (_, y) => y * 2 + 3,
    (x) => x >= 128,
  )
  const hundred = contourLines(slope, Z).filter(({ elevation }) => elevation === 100)
  expect(hundred.map(({ synthetic }) => synthetic)).toEqual([false, true])
  const ends = hundred.map(({ lines }) => vertices(lines[0] ?? []).map(([x]) => x))
  expect(Math.max(...(ends[0] ?? []))).toBeGreaterThanOrEqual(Math.min(...(ends[1] ?? [])))
  expect(Math.min(...(ends[1] ?? []))).toBeGreaterThan(125)
})
