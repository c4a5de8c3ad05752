import { expect, test } from 'vitest'
import { buildingMesh } from '../../../client/terrain3d/building-mesh.ts'
import { readBuildings } from '../../../client/terrain3d/model-data.ts'
import { createPlace, qingshanBounds } from '../../../client/terrain3d/place.ts'

const place = createPlace(qingshanBounds)
const square = [
  [0, 0],
  [10, 0],
  [10, 20],
  [0, 20],
] as const
const court = [
  [3, 3],
  [3, 8],
  [7, 8],
  [7, 3],
] as const
const house = { id: 1, rings: [square, court], height: 12, base: 0, kind: 'residential' }

/** Volume by the divergence theorem, which is correct only if every face looks outwards. */
function volume(positions: Float32Array): number {
  let sum = 0
  for (let at = 0; at < positions.length; at += 9) {
    const [ax = 0, ay = 0, az = 0, bx = 0, by = 0, bz = 0, cx = 0, cy = 0, cz = 0] = positions.slice(
      at,
      at + 9,
    )
    sum += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
  }
  return sum / 6
}

test.each([
  ['as given', [square, court]],
  ['turned round', [[...square].reverse(), [...court].reverse()]],
])('walls and roof face outwards, rings %s', (_, rings) => {
  const { positions, normals } = buildingMesh([{ ...house, rings }], () => 0)
  // The floor is open; with y counted from the foot, it would add nothing to the sum.
  const fromFoot = positions.map((value, index) => (index % 3 === 1 ? value + 6 : value))
  expect(volume(fromFoot)).toBeCloseTo(18 * (10 * 20 - 4 * 5), 3)
  for (let at = 0; at < normals.length; at += 3) {
    expect(Math.hypot(normals[at] ?? 0, normals[at + 1] ?? 0, normals[at + 2] ?? 0)).toBeCloseTo(1, 5)
  }
})

test('roofs stand at their height above the ground, and walls reach below it on a slope', () => {
  const { positions } = buildingMesh([{ ...house, rings: [square] }], (x) => x)
  const ys = Array.from({ length: positions.length / 3 }, (_, index) => positions[index * 3 + 1] ?? 0)
  expect(Math.max(...ys)).toBeCloseTo(5 + 12, 4)
  expect(Math.min(...ys)).toBeLessThan(0)
})

test('a building cut by tiles is drawn once, complete', () => {
  const feature = (ring: readonly (readonly [number, number])[]) => ({
    id: 7,
    paths: [ring],
    properties: { height_m: 30, kind: 'office' },
  })
  const half = square.slice(0, 3)
  const buildings = readBuildings([feature(half.map(([x, z]) => [x / 2, z])), feature(square)], place)
  expect(buildings).toHaveLength(1)
  expect(buildings[0]?.rings[0]).toEqual(square)
})

test('a building across the edge of the model is left out', () => {
  const beyond = square.map(([x, z]) => [x + place.width / 2 - 5, z] as const)
  const feature = { id: 8, paths: [beyond], properties: { height_m: 9, kind: 'office' } }
  expect(readBuildings([feature], place)).toEqual([])
})
