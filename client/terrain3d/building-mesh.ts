/** Buildings as one mesh: walls with hard edges and flat roofs, on the relief with a skirt. */
import { ShapeUtils, Vector2 } from 'three'

export interface Building {
  readonly id: number
  /** Rings in the model's plane in metres, exterior first, not closed. */
  readonly rings: readonly (readonly (readonly [x: number, z: number])[])[]
  /** Metres above the ground. */
  readonly height: number
  readonly base: number
  readonly kind: string
}

export interface BuildingArrays {
  readonly positions: Float32Array
  readonly normals: Float32Array
  /** Index of each vertex's building. */
  readonly owners: Uint32Array
}

/** Depth of walls below the ground in metres, so that no building floats on a slope. */
const SKIRT = 6

/**
 * Returns the triangles of all buildings, three vertices each. `groundAt` returns the relief's elevation. A
 * roof is level, at the ground under the middle of the footprint plus the height.
 */
export function buildingMesh(
  buildings: readonly Building[],
  groundAt: (x: number, z: number) => number,
): BuildingArrays {
  const positions: number[] = []
  const normals: number[] = []
  const owners: number[] = []
  buildings.forEach((building, index) => {
    const before = positions.length
    addBuilding(building, groundAt, positions, normals)
    for (let vertex = before / 3; vertex < positions.length / 3; vertex++) owners.push(index)
  })
  return {
    positions: new Float32Array(positions),
    normals: new Float32Array(normals),
    owners: new Uint32Array(owners),
  }
}

function addBuilding(
  { rings, height, base }: Building,
  groundAt: (x: number, z: number) => number,
  positions: number[],
  normals: number[],
): void {
  const outer = rings[0] ?? []
  const [sumX, sumZ] = outer.reduce(([x, z], point) => [x + point[0], z + point[1]], [0, 0])
  const ground = groundAt(sumX / outer.length, sumZ / outer.length)
  const roof = ground + height
  const foot = base > 0 ? ground + base : Math.min(...outer.map(([x, z]) => groundAt(x, z))) - SKIRT
  for (const [index, ring] of rings.entries()) addWalls(ring, index === 0, roof, foot, positions, normals)
  addRoof(rings, roof, positions, normals)
}

function addWalls(
  ring: readonly (readonly [number, number])[],
  outer: boolean,
  roof: number,
  foot: number,
  positions: number[],
  normals: number[],
): void {
  // Clockwise from above (z grows south) means that the wall's outside is to the left.
  const area = ShapeUtils.area(ring.map(([x, z]) => new Vector2(x, z)))
  const side = area > 0 === outer ? 1 : -1
  ring.forEach(([ax, az], index) => {
    const [bx, bz] = ring[(index + 1) % ring.length] ?? [ax, az]
    const length = Math.hypot(bx - ax, bz - az)
    if (length === 0) return
    const [nx, nz] = [(side * (bz - az)) / length, (-side * (bx - ax)) / length]
    const corners = [
      [ax, foot, az],
      [bx, foot, bz],
      [bx, roof, bz],
      [ax, roof, az],
    ] as const
    const order = side > 0 ? [0, 2, 1, 0, 3, 2] : [0, 1, 2, 0, 2, 3]
    for (const corner of order) {
      positions.push(...(corners[corner] ?? [0, 0, 0]))
      normals.push(nx, 0, nz)
    }
  })
}

function addRoof(rings: Building['rings'], roof: number, positions: number[], normals: number[]): void {
  const [contour = [], ...holes] = rings.map((ring) => ring.map(([x, z]) => new Vector2(x, z)))
  const points = [contour, ...holes].flat()
  for (const face of ShapeUtils.triangulateShape(contour, holes)) {
    const [a, b, c] = face.map((corner) => points[corner] ?? new Vector2())
    if (!a || !b || !c) continue
    const up = (b.y - a.y) * (c.x - a.x) - (b.x - a.x) * (c.y - a.y) > 0
    for (const corner of up ? [a, b, c] : [a, c, b]) {
      positions.push(corner.x, roof, corner.y)
      normals.push(0, 1, 0)
    }
  }
}
