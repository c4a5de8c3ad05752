import { validateBytes } from 'gltf-validator'
import { expect, it } from 'vitest'
import { glbOf } from '../../../../geodata/model/massing/glb.ts'

const E = 477_861
const N = 3_346_740
const ring = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y]) => [E + x, N + y] as const)
const outline = ring([
  [0, 0],
  [40, 0],
  [40, 10],
  [10, 10],
  [10, 30],
  [0, 30],
])
const court = ring([
  [2, 2],
  [2, 6],
  [6, 6],
  [6, 2],
])
const building = { base: 20, top: 50, colour: [0.8, 0.5, 0.3] as const }

it('writes buildings that the validator of Khronos has nothing to say about', async () => {
  const bytes = glbOf({
    buildings: [
      { ...building, id: 'a', name: '方案 A', rings: [outline, court] },
      { ...building, id: 'b', name: 'existing', rings: [court.toReversed()] },
    ],
    origin: [E, N],
    about: { synthetic: true, datum: '1985' },
  })
  const { issues, info } = await validateBytes(bytes)
  expect(issues.messages).toEqual([])
  expect(issues).toMatchObject({ numErrors: 0, numWarnings: 0 })
  // Walls of 10 edges and of 4, two triangles each; roofs of 6 + 4 corners with a hole (10 triangles) and of 4 (2).
  expect(info.totalTriangleCount).toBe(20 + 10 + 8 + 2)
})
