import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createHeightField,
  heightAt,
  normalBytes,
  sampleHeight,
} from '../../../client/terrain3d/height-field.ts'
import { createPlace, qingshanBounds } from '../../../client/terrain3d/place.ts'
import { groundMesh, sideMesh } from '../../../client/terrain3d/relief-mesh.ts'
import { decodeTerrainRgb, tileBlock } from '../../../client/terrain3d/terrain-tiles.ts'

const place = createPlace(qingshanBounds)
const SIZE = 33
const fieldOf = (height: (column: number, row: number) => number, size = SIZE) =>
  createHeightField(
    size,
    size,
    Float32Array.from({ length: size * size }, (_, index) => height(index % size, Math.floor(index / size))),
  )
const hills = fieldOf((column, row) => 100 + 60 * Math.sin(column / 3) * Math.cos(row / 4))

test('terrain-RGB is read to a decimetre', () => {
  expect(decodeTerrainRgb(1, 134, 160)).toBeCloseTo(0, 6)
  fc.assert(
    fc.property(fc.integer({ min: -10_000, max: 90_000 }), (decimetres) => {
      const code = 100_000 + decimetres
      const metres = decodeTerrainRgb(code >> 16, (code >> 8) & 255, code & 255)
      expect(metres).toBeCloseTo(decimetres / 10, 5)
    }),
  )
})

test('a block of tiles contains the whole area', () => {
  const block = tileBlock(qingshanBounds, 13)
  const side = 360 / 2 ** 13
  expect(block.west * side - 180).toBeLessThanOrEqual(qingshanBounds[0])
  expect((block.west + block.columns) * side - 180).toBeGreaterThanOrEqual(qingshanBounds[2])
  expect(block.columns * block.rows).toBeLessThan(40)
})

test('values equal the samples, and are within neighbouring samples between them', () => {
  expect(sampleHeight(hills, 5, 7)).toBeCloseTo(hills.heights[7 * SIZE + 5] ?? Number.NaN, 4)
  const between = fc.double({ min: -3, max: SIZE + 3, noNaN: true })
  fc.assert(
    fc.property(between, between, (column, row) => {
      const height = sampleHeight(hills, column, row)
      expect(height).toBeGreaterThanOrEqual(hills.lowest - 1e-4)
      expect(height).toBeLessThanOrEqual(hills.highest + 1e-4)
    }),
  )
  expect(heightAt(hills, place, -place.width / 2, -place.depth / 2)).toBeCloseTo(
    hills.heights[0] ?? Number.NaN,
    3,
  )
})

test('normals have unit length and lean away from a rise', () => {
  const slope = fieldOf((column) => column * 500)
  const bytes = normalBytes(slope, place)
  const middle = (16 * SIZE + 16) * 4
  const [x = 0, y = 0, z = 0] = [...bytes.slice(middle, middle + 3)].map((byte) => byte / 127.5 - 1)
  expect(Math.hypot(x, y, z)).toBeCloseTo(1, 1)
  expect(x).toBeLessThan(-0.3)
  expect(y).toBeGreaterThan(0.3)
  expect(z).toBeCloseTo(0, 1)
})

test('the ground faces up, covers the area once and is within its error', () => {
  const { positions, indices } = groundMesh(hills, place, 2)
  let area = 0
  for (let at = 0; at < indices.length; at += 3) {
    const [a, b, c] = [indices[at] ?? 0, indices[at + 1] ?? 0, indices[at + 2] ?? 0].map((corner) => [
      positions[corner * 3] ?? 0,
      positions[corner * 3 + 2] ?? 0,
    ]) as [[number, number], [number, number], [number, number]]
    const twice = (b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1])
    expect(twice).toBeGreaterThan(0)
    area += twice / 2
  }
  expect(area / (place.width * place.depth)).toBeCloseTo(1, 6)
})

test('the sides close the block: their upper edge is the ground, their lower edge the base', () => {
  const base = -300
  const { positions, indices } = sideMesh(hills, place, base)
  expect(positions.length / 6).toBe(4 * (SIZE - 1) + 1)
  for (let at = 0; at < positions.length; at += 6) {
    const [x = 0, top = 0, z = 0, , bottom] = positions.slice(at, at + 6)
    expect(top).toBeCloseTo(heightAt(hills, place, x, z), 2)
    expect(bottom).toBe(base)
  }
  const outward = (at: number) => {
    const [a, b, c] = [0, 1, 2].map((corner) => {
      const vertex = (indices[at + corner] ?? 0) * 3
      return [positions[vertex] ?? 0, positions[vertex + 1] ?? 0, positions[vertex + 2] ?? 0] as const
    })
    if (!a || !b || !c) throw new Error('a triangle has three corners')
    const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const
    const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]] as const
    return (u[1] * v[2] - u[2] * v[1]) * a[0] + (u[0] * v[1] - u[1] * v[0]) * a[2]
  }
  for (let at = 0; at < indices.length; at += 3) expect(outward(at)).toBeGreaterThan(0)
})
