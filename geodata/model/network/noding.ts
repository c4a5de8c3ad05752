/** Cuts ways into edges where they meet, and numbers the nodes so that near ones have near numbers. */
import { METRES_PER_DEGREE, metresBetween, metresPerLongitude, morton, UNITS_PER_DEGREE } from './geometry.ts'
import { joinLooseWays, type NodedWay } from './loose-ends.ts'
import { crossings } from './squares.ts'
import { Vertices } from './vertices.ts'
import type { NetworkInput, NetworkSquare, NetworkWay } from './way.ts'

export interface Noding {
  readonly ways: readonly NetworkWay[]
  readonly nodeCount: number
  readonly nodeLon: Int32Array
  readonly nodeLat: Int32Array
  readonly edgeFrom: Uint32Array
  readonly edgeTo: Uint32Array
  readonly edgeMetres: Float32Array
  readonly edgeWay: Uint32Array
  readonly firstPoint: Uint32Array
  readonly pointLon: Int32Array
  readonly pointLat: Int32Array
  /** Edges of a way are consecutive: from `wayEdges[way]` to `wayEdges[way + 1]`. */
  readonly wayEdges: Uint32Array
  /** The barrier at each node that has one, as an index of the input. */
  readonly barrierAt: ReadonlyMap<number, number>
  /** Returns the network node of a source node; undefined if no edge ends there. */
  nodeOf(sourceNode: number): number | undefined
}

export function nodeWays(input: NetworkInput): Noding {
  const vertices = new Vertices()
  const own = input.ways.flatMap((way) => nodedWay(way, vertices) ?? [])
  const joined = joinLooseWays(own, vertices)
  const squares = input.squares.map((square) => ringsOf(square, vertices))
  const barriers = input.barriers.map(({ node, lon, lat }) =>
    node === null ? vertices.atPlace(lon, lat) : (vertices.known(node) ?? -1),
  )
  const uses = countUses(joined, squares, vertices.count)
  const across = input.squares.flatMap((square, n) => squareWays(square, squares[n] ?? [], uses, vertices))
  for (const vertex of barriers) if (vertex >= 0) uses[vertex] = Math.min(255, (uses[vertex] ?? 0) + 2)
  return cut([...joined, ...across], uses, vertices, barriers)
}

/** Returns null for a line of fewer than two points. */
function nodedWay(way: NetworkWay, vertices: Vertices): NodedWay | null {
  const { coordinates, nodes } = way
  const line: number[] = []
  for (let n = 0; 2 * n + 1 < coordinates.length; n++) {
    const [lon, lat] = [coordinates[2 * n] ?? 0, coordinates[2 * n + 1] ?? 0]
    const node = nodes?.[n]
    const vertex = node === undefined ? vertices.atPlace(lon, lat) : vertices.ofNode(node, lon, lat)
    if (line.at(-1) !== vertex) line.push(vertex)
  }
  return line.length > 1 ? { way, vertices: line } : null
}

/** Returns unclosed rings of vertices. */
function ringsOf({ rings, nodes }: NetworkSquare, vertices: Vertices): number[][] {
  return rings.map((ring, part) => {
    const line: number[] = []
    // The last point equals the first.
    for (let n = 0; 2 * n + 3 < ring.length; n++) {
      const node = nodes?.[part]?.[n]
      const [lon, lat] = [ring[2 * n] ?? 0, ring[2 * n + 1] ?? 0]
      line.push(node === undefined ? vertices.atPlace(lon, lat) : vertices.ofNode(node, lon, lat))
    }
    return line
  })
}

/** Counts how often ways use each vertex; ends, and vertices shared by squares, count twice. */
function countUses(
  ways: readonly NodedWay[],
  squares: readonly (readonly number[][])[],
  count: number,
): Uint8Array {
  const uses = new Uint8Array(count)
  const add = (vertex: number, times: number) => {
    uses[vertex] = Math.min(255, (uses[vertex] ?? 0) + times)
  }
  for (const { vertices } of ways) {
    for (const vertex of vertices) add(vertex, 1)
    add(vertices[0] ?? 0, 1)
    add(vertices.at(-1) ?? 0, 1)
  }
  const bySquare = new Map<number, number>()
  for (const rings of squares)
    for (const vertex of new Set(rings.flat())) bySquare.set(vertex, (bySquare.get(vertex) ?? 0) + 1)
  for (const [vertex, times] of bySquare) if (times > 1) add(vertex, 2)
  return uses
}

function squareWays(
  square: NetworkSquare,
  rings: readonly (readonly number[])[],
  uses: Uint8Array,
  vertices: Vertices,
): NodedWay[] {
  const mx = metresPerLongitude((vertices.lat[rings[0]?.[0] ?? 0] ?? 0) / UNITS_PER_DEGREE) / UNITS_PER_DEGREE
  const my = METRES_PER_DEGREE / UNITS_PER_DEGREE
  const corners = rings.map((ring) =>
    ring.map((vertex) => ({
      vertex,
      x: (vertices.lon[vertex] ?? 0) * mx,
      y: (vertices.lat[vertex] ?? 0) * my,
    })),
  )
  const way: NetworkWay = {
    key: `square/${square.row}`,
    kind: 'square',
    row: square.row,
    class: 'pedestrian',
    name: square.name,
    surface: 'paving',
    oneway: false,
    level: 0,
    maxSpeed: null,
    tags: square.tags,
    coordinates: [],
    nodes: null,
  }
  const pairs = crossings(corners, (vertex) => (uses[vertex] ?? 0) > 0)
  for (const [a, b] of pairs) for (const vertex of [a, b]) uses[vertex] = Math.max(2, uses[vertex] ?? 0)
  return pairs.map((pair) => ({ way, vertices: pair }))
}

function cut(
  ways: readonly NodedWay[],
  uses: Uint8Array,
  vertices: Vertices,
  barriers: readonly number[],
): Noding {
  const numbers = numberNodes(uses, vertices, barriers)
  const from: number[] = []
  const to: number[] = []
  const metres: number[] = []
  const edgeWay: number[] = []
  const first: number[] = [0]
  const points: number[] = []
  const wayEdges: number[] = [0]
  for (const [number, { vertices: line }] of ways.entries()) {
    let length = 0
    for (const [at, vertex] of line.entries()) {
      const before = line[at - 1]
      if (before !== undefined) length += distance(vertices, before, vertex)
      points.push(vertex)
      const node = numbers.get(vertex)
      if (node === undefined || at === 0) continue
      from.push(numbers.get(points[first.at(-1) ?? 0] ?? 0) ?? 0)
      to.push(node)
      metres.push(length)
      edgeWay.push(number)
      first.push(points.length)
      length = 0
      // The next edge begins where this one ends.
      if (at < line.length - 1) points.push(vertex)
    }
    wayEdges.push(from.length)
  }
  const places = [...numbers.keys()]
  return {
    ways: ways.map(({ way }) => way),
    nodeCount: numbers.size,
    nodeLon: Int32Array.from(places, (vertex) => vertices.lon[vertex] ?? 0),
    nodeLat: Int32Array.from(places, (vertex) => vertices.lat[vertex] ?? 0),
    edgeFrom: Uint32Array.from(from),
    edgeTo: Uint32Array.from(to),
    edgeMetres: Float32Array.from(metres),
    edgeWay: Uint32Array.from(edgeWay),
    firstPoint: Uint32Array.from(first),
    pointLon: Int32Array.from(points, (vertex) => vertices.lon[vertex] ?? 0),
    pointLat: Int32Array.from(points, (vertex) => vertices.lat[vertex] ?? 0),
    wayEdges: Uint32Array.from(wayEdges),
    barrierAt: new Map(
      barriers.flatMap((vertex, n) => {
        const node = numbers.get(vertex)
        return node === undefined ? [] : [[node, n] as const]
      }),
    ),
    nodeOf(sourceNode) {
      const vertex = vertices.known(sourceNode)
      return vertex === undefined ? undefined : numbers.get(vertex)
    },
  }
}

/** Numbers the vertices where edges end, in the order of their positions. */
function numberNodes(
  uses: Uint8Array,
  { lon, lat, count }: Vertices,
  barriers: readonly number[],
): Map<number, number> {
  // A barrier alone is not a node: its two uses are added to those of its ways.
  const alone = new Set(barriers.filter((vertex) => (uses[vertex] ?? 0) <= 2))
  const ends: number[] = []
  for (let vertex = 0; vertex < count; vertex++)
    if ((uses[vertex] ?? 0) > 1 && !alone.has(vertex)) ends.push(vertex)
  const least = (values: readonly number[]) => ends.reduce((low, n) => Math.min(low, values[n] ?? 0), 2 ** 31)
  const most = (values: readonly number[]) =>
    ends.reduce((high, n) => Math.max(high, values[n] ?? 0), -(2 ** 31))
  const [west, south] = [least(lon), least(lat)]
  const scale = 65_535 / Math.max(1, most(lon) - west, most(lat) - south)
  const order = ends.map(
    (vertex) =>
      [morton(((lon[vertex] ?? 0) - west) * scale, ((lat[vertex] ?? 0) - south) * scale), vertex] as const,
  )
  order.sort(([a], [b]) => a - b)
  return new Map(order.map(([, vertex], number) => [vertex, number]))
}

const distance = ({ lon, lat }: Vertices, a: number, b: number): number =>
  metresBetween(
    (lon[a] ?? 0) / UNITS_PER_DEGREE,
    (lat[a] ?? 0) / UNITS_PER_DEGREE,
    (lon[b] ?? 0) / UNITS_PER_DEGREE,
    (lat[b] ?? 0) / UNITS_PER_DEGREE,
  )
