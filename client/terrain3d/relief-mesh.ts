/**
 * The relief as triangles: the ground as a right-triangulated irregular network (martini), so that flat land
 * needs few, and the four sides of the block.
 */
import Martini from '@mapbox/martini'
import type { HeightField } from './height-field.ts'
import type { Place } from './place.ts'

export interface MeshArrays {
  readonly positions: Float32Array
  readonly uvs: Float32Array
  readonly indices: Uint32Array
}

/**
 * Returns the ground's mesh. The field must be square with a side of 2ⁿ + 1 samples; `error` is the maximum
 * vertical distance from the field in metres. Triangles face up.
 */
export function groundMesh(field: HeightField, place: Place, error: number): MeshArrays {
  const { columns: size, heights } = field
  const { vertices, triangles } = new Martini(size).createTile(heights).getMesh(error)
  const count = vertices.length / 2
  const positions = new Float32Array(count * 3)
  const uvs = new Float32Array(count * 2)
  for (let index = 0; index < count; index++) {
    const column = vertices[index * 2] ?? 0
    const row = vertices[index * 2 + 1] ?? 0
    const [u, v] = [column / (size - 1), row / (size - 1)]
    positions.set(
      [(u - 0.5) * place.width, heights[row * size + column] ?? 0, (v - 0.5) * place.depth],
      index * 3,
    )
    uvs.set([u, 1 - v], index * 2)
  }
  return { positions, uvs, indices: facingUp(positions, triangles) }
}

/** Flips triangles whose normal points down. */
function facingUp(positions: Float32Array, triangles: Uint32Array): Uint32Array {
  const turned = new Uint32Array(triangles)
  for (let at = 0; at < turned.length; at += 3) {
    const [a, b, c] = [turned[at] ?? 0, turned[at + 1] ?? 0, turned[at + 2] ?? 0]
    const x = (corner: number) => positions[corner * 3] ?? 0
    const z = (corner: number) => positions[corner * 3 + 2] ?? 0
    const upward = (z(b) - z(a)) * (x(c) - x(a)) - (x(b) - x(a)) * (z(c) - z(a))
    if (upward < 0) {
      turned[at + 1] = c
      turned[at + 2] = b
    }
  }
  return turned
}

/**
 * Returns the block's sides, from the ground's outermost samples down to `base` metres: two vertices per
 * sample, facing outwards. `uvs` run along the side and from 0 at the base to 1 at the ground.
 */
export function sideMesh(field: HeightField, place: Place, base: number): MeshArrays {
  const { columns: size, heights } = field
  const around: [column: number, row: number][] = []
  for (let step = 0; step < size - 1; step++) around.push([step, size - 1])
  for (let step = 0; step < size - 1; step++) around.push([size - 1, size - 1 - step])
  for (let step = 0; step < size - 1; step++) around.push([size - 1 - step, 0])
  for (let step = 0; step <= size - 1; step++) around.push([0, step])
  const positions = new Float32Array(around.length * 6)
  const uvs = new Float32Array(around.length * 4)
  const indices = new Uint32Array((around.length - 1) * 6)
  around.forEach(([column, row], index) => {
    const x = (column / (size - 1) - 0.5) * place.width
    const z = (row / (size - 1) - 0.5) * place.depth
    positions.set([x, heights[row * size + column] ?? 0, z, x, base, z], index * 6)
    const along = index / (around.length - 1)
    uvs.set([along, 1, along, 0], index * 4)
    const top = index * 2
    if (index < around.length - 1) indices.set([top, top + 1, top + 3, top, top + 3, top + 2], index * 6)
  })
  return { positions, uvs, indices }
}
