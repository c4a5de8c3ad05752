/** Buildings as a binary glTF 2.0 file (GLB): one named node for each, walls with hard edges, flat roofs. */
import { Clipper } from 'clipper2-ts'
import type { Prism } from '../relief/sun/casters.ts'

interface GlbBuilding extends Prism {
  readonly name: string
  /** Red, green and blue, 0 to 1. */
  readonly colour: readonly [number, number, number]
}

export interface GlbScene {
  readonly buildings: readonly GlbBuilding[]
  /** EPSG:4549 metres of the scene's origin; x of the file is east, y up, z south. */
  readonly origin: readonly [east: number, north: number]
  /** What the file says of itself: source, datum, whether it is synthetic. */
  readonly about: Readonly<Record<string, string | number | boolean>>
}

const JSON_CHUNK = 0x4e4f534a
const BIN_CHUNK = 0x004e4942

/** Returns the bytes of the file. */
export function glbOf({ buildings, origin, about }: GlbScene): Uint8Array<ArrayBuffer> {
  const solid = buildings
    .map((building) => ({ ...building, mesh: meshOf(building, origin) }))
    .filter(({ mesh }) => mesh.length > 0)
  const meshes = solid.map(({ mesh }) => mesh)
  const bytes = meshes.map((mesh) => mesh.length * 4)
  const total = bytes.reduce((sum, one) => sum + one, 0)
  const offsets = bytes.map((_, i) => bytes.slice(0, i).reduce((sum, one) => sum + one, 0))
  const gltf = {
    asset: { version: '2.0', generator: 'Shuangxi', extras: { crs: 'EPSG:4549', origin, ...about } },
    scene: 0,
    scenes: [{ nodes: meshes.map((_, i) => i) }],
    nodes: solid.map(({ name }, i) => ({ name, mesh: i })),
    meshes: solid.map(({ name }, i) => ({
      name,
      primitives: [{ attributes: { POSITION: i * 2, NORMAL: i * 2 + 1 }, material: i }],
    })),
    materials: solid.map(({ colour }) => ({
      pbrMetallicRoughness: { baseColorFactor: [...colour, 1], metallicFactor: 0, roughnessFactor: 0.9 },
    })),
    accessors: meshes.flatMap((mesh, i) => accessorsOf(mesh, i)),
    bufferViews: meshes.map((_, i) => ({
      ...{ buffer: 0, byteOffset: offsets[i], byteLength: bytes[i], byteStride: 24, target: 34962 },
    })),
    buffers: [{ byteLength: total }],
  }
  return packed(JSON.stringify(gltf), meshes, total)
}

function accessorsOf(mesh: Float32Array, view: number) {
  const count = mesh.length / 6
  const axis = (k: number) => Array.from({ length: count }, (_, v) => mesh[v * 6 + k] ?? 0)
  const bound = (pick: (a: number, b: number) => number) => [0, 1, 2].map((k) => axis(k).reduce(pick))
  const accessor = { bufferView: view, componentType: 5126, count, type: 'VEC3' }
  return [
    {
      ...{ ...accessor, byteOffset: 0 },
      min: bound((a, b) => Math.min(a, b)),
      max: bound((a, b) => Math.max(a, b)),
    },
    { ...accessor, byteOffset: 12 },
  ]
}

function packed(json: string, meshes: readonly Float32Array[], total: number): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(json)
  const padded = Math.ceil(text.length / 4) * 4
  const file = new Uint8Array(12 + 8 + padded + 8 + total).fill(0x20, 20, 20 + padded)
  const view = new DataView(file.buffer)
  const words = [0x46546c67, 2, file.length, padded, JSON_CHUNK]
  for (const [i, word] of words.entries()) view.setUint32(i * 4, word, true)
  file.set(text, 20)
  view.setUint32(20 + padded, total, true)
  view.setUint32(24 + padded, BIN_CHUNK, true)
  let at = 28 + padded
  for (const mesh of meshes) {
    for (const value of mesh) {
      view.setFloat32(at, value, true)
      at += 4
    }
  }
  return file
}

/** Returns position and normal of each vertex, three vertices a triangle, counterclockwise from outside. */
function meshOf({ rings, base, top }: GlbBuilding, [east, north]: GlbScene['origin']): Float32Array {
  const out: number[] = []
  const vertex = (x: number, y: number, height: number, normal: readonly [number, number, number]) =>
    out.push(x - east, height, north - y, ...normal)
  rings.forEach((ring, part) => {
    const isOutwards = signedArea(ring) > 0 === (part === 0)
    const wound = isOutwards ? ring : ring.toReversed()
    wound.forEach(([bx, by], k) => {
      const [ax, ay] = wound[(k + wound.length - 1) % wound.length] ?? [bx, by]
      const length = Math.hypot(bx - ax, by - ay)
      if (length === 0) return
      const normal = [(by - ay) / length, 0, (bx - ax) / length] as const
      for (const [x, y, height] of [
        [ax, ay, base],
        [bx, by, base],
        [bx, by, top],
        [ax, ay, base],
        [bx, by, top],
        [ax, ay, top],
      ] as const)
        vertex(x, y, height, normal)
    })
  })
  for (const triangle of trianglesOf(rings, east, north))
    for (const { x, y } of triangle) vertex(east + x / 1000, north + y / 1000, top, [0, 1, 0])
  return Float32Array.from(out)
}

/** Triangles of a roof, counterclockwise, in millimetres around the origin. */
function trianglesOf(rings: Prism['rings'], east: number, north: number) {
  const paths = rings.map((ring, part) => {
    const path = ring.map(([x, y]) => ({
      x: Math.round((x - east) * 1000),
      y: Math.round((y - north) * 1000),
    }))
    return Clipper.area(path) > 0 === (part === 0) ? path : path.reverse()
  })
  return Clipper.triangulate(paths).solution.map((path) => (Clipper.area(path) > 0 ? path : path.reverse()))
}

const signedArea = (ring: Prism['rings'][number]): number =>
  ring.reduce((sum, [x, y], k) => {
    const [x0, y0] = ring[(k + ring.length - 1) % ring.length] ?? [x, y]
    return sum + x0 * y - x * y0
  }, 0)
