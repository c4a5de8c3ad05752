/**
 * The routes network as bytes for files and the browser: `SXRG`, version of the form, length of a JSON header,
 * the header, then streams of whole numbers (integers.ts), mostly differences, which pack well. Little-endian.
 */
import { segmentIndex } from '../network/build.ts'
import type { RouteBarrier, RouteColumns, RouteGraph, RouteName } from './graph.ts'
import { IntegerReader, IntegerWriter } from './integers.ts'
import { edgeLengths } from './lengths.ts'

const MAGIC = 0x47525853
const FORM = 1

/** Arrays with one value for each way, in the order of the bytes. */
const wayColumns = {
  wayKind: Uint8Array,
  wayRow: Float64Array,
  wayClass: Uint8Array,
  waySurface: Uint8Array,
  wayLit: Uint8Array,
  wayWidth: Uint16Array,
  wayFlags: Uint8Array,
  wayAccess: Uint32Array,
  wayName: Uint32Array,
  wayHours: Uint32Array,
} as const
type WayColumn = keyof typeof wayColumns
const wayColumnNames = Object.keys(wayColumns) as WayColumn[]

interface Head {
  readonly version: string
  readonly builtAt: string
  readonly nodes: number
  readonly edges: number
  readonly ways: number
  readonly names: readonly RouteName[]
  readonly hours: readonly string[]
  readonly barriers: readonly RouteBarrier[]
  readonly forbidden: readonly (readonly number[])[]
  readonly heightSources: readonly string[]
  /** Bytes of each stream. */
  readonly streams: readonly number[]
}

class RouteFormError extends Error {}

/** Returns the bytes. `digest` names the content: it gets the streams and the header without version and time. */
export function routesToBytes(
  columns: RouteColumns,
  builtAt: string,
  digest: (parts: readonly Uint8Array[]) => string,
): ArrayBuffer {
  const streams = [nodeStream(columns), edgeStream(columns), pointStream(columns), heightStream(columns)]
  for (const name of wayColumnNames) streams.push(wayStream(columns[name]))
  const { names, hours, barriers, forbidden, heightSources } = columns
  const content = {
    nodes: columns.nodeCount,
    edges: columns.edgeCount,
    ways: columns.wayKind.length,
    ...{ names, hours, barriers, forbidden, heightSources },
    streams: streams.map(({ length }) => length),
  }
  const encoder = new TextEncoder()
  const version = digest([encoder.encode(JSON.stringify(content)), ...streams])
  const head: Head = { version, builtAt, ...content }
  const text = encoder.encode(JSON.stringify(head))
  const bytes = new Uint8Array(streams.reduce((sum, { length }) => sum + length, 12 + text.length))
  const view = new DataView(bytes.buffer)
  for (const [n, value] of [MAGIC, FORM, text.length].entries()) view.setUint32(4 * n, value, true)
  bytes.set(text, 12)
  let at = 12 + text.length
  for (const stream of streams) {
    bytes.set(stream, at)
    at += stream.length
  }
  return bytes.buffer
}

function nodeStream({ nodeCount, nodeLon, nodeLat }: RouteColumns): Uint8Array {
  const writer = new IntegerWriter()
  const before = { lon: 0, lat: 0 }
  for (let node = 0; node < nodeCount; node++) {
    const [lon, lat] = [(nodeLon[node] as number) / 10, (nodeLat[node] as number) / 10]
    writer.add(lon - before.lon)
    writer.add(lat - before.lat)
    Object.assign(before, { lon, lat })
  }
  return writer.bytes
}

function edgeStream({ edgeCount, edgeFrom, edgeTo, edgeWay }: RouteColumns): Uint8Array {
  const writer = new IntegerWriter()
  let [node, way] = [0, 0]
  for (let edge = 0; edge < edgeCount; edge++) {
    const [from, to] = [edgeFrom[edge] as number, edgeTo[edge] as number]
    writer.add(from - node)
    writer.add(to - from)
    writer.add((edgeWay[edge] as number) - way)
    node = to
    way = edgeWay[edge] as number
  }
  return writer.bytes
}

/** Points between the ends of edges. */
function pointStream({ edgeCount, firstPoint, pointLon, pointLat }: RouteColumns): Uint8Array {
  const writer = new IntegerWriter()
  for (let edge = 0; edge < edgeCount; edge++) {
    const [first, end] = [firstPoint[edge] as number, firstPoint[edge + 1] as number]
    writer.add(end - first - 2)
    for (let point = first + 1; point < end - 1; point++) {
      writer.add(((pointLon[point] as number) - (pointLon[point - 1] as number)) / 10)
      writer.add(((pointLat[point] as number) - (pointLat[point - 1] as number)) / 10)
    }
  }
  return writer.bytes
}

/** Heights of nodes come with their first edge. */
function heightStream({
  nodeCount,
  edgeCount,
  edgeFrom,
  edgeTo,
  firstHeight,
  height,
}: RouteColumns): Uint8Array {
  const writer = new IntegerWriter()
  const known = new Uint8Array(nodeCount)
  let before = 0
  const add = (value: number) => {
    writer.add(value - before)
    before = value
  }
  for (let edge = 0; edge < edgeCount; edge++) {
    const [first, last] = [firstHeight[edge] as number, (firstHeight[edge + 1] as number) - 1]
    writer.add(last - first)
    for (let at = first; at <= last; at++) {
      const node = at === first ? edgeFrom[edge] : at === last ? edgeTo[edge] : undefined
      if (node !== undefined && known[node] === 1) before = height[at] as number
      else add(height[at] as number)
      if (node !== undefined) known[node] = 1
    }
  }
  return writer.bytes
}

function wayStream(column: ArrayLike<number>): Uint8Array {
  const writer = new IntegerWriter()
  let before = 0
  for (let way = 0; way < column.length; way++) {
    writer.add((column[way] as number) - before)
    before = column[way] as number
  }
  return writer.bytes
}

/** Returns the network, with what is computed from its columns. Throws RouteFormError for other bytes. */
export function routesFromBytes(bytes: ArrayBuffer): RouteGraph {
  const view = new DataView(bytes)
  const [magic, form, length = 0] =
    bytes.byteLength < 12 ? [] : [0, 4, 8].map((at) => view.getUint32(at, true))
  if (magic !== MAGIC) throw new RouteFormError('these bytes are no network of routes')
  if (form !== FORM) throw new RouteFormError(`the network has form ${form}; this program reads ${FORM}`)
  try {
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 12, length))) as Head
    let at = 12 + length
    const streams = head.streams.map((size) => {
      at += size
      return new IntegerReader(new Uint8Array(bytes, at - size, size))
    })
    return graphOf(head, streams)
  } catch (error) {
    if (error instanceof RouteFormError) throw error
    throw new RouteFormError('the network cannot be read', { cause: error })
  }
}

function graphOf(head: Head, streams: readonly IntegerReader[]): RouteGraph {
  const [nodeReader, edgeReader, pointReader, heightReader, ...wayReaders] = streams as [
    IntegerReader,
    IntegerReader,
    IntegerReader,
    IntegerReader,
    ...IntegerReader[],
  ]
  const nodes = readNodes(head.nodes, nodeReader)
  const edges = readEdges(head.edges, edgeReader)
  const points = readPoints({ ...nodes, ...edges }, pointReader)
  const lines = { nodeCount: head.nodes, edgeCount: head.edges, ...nodes, ...edges, ...points }
  const ways = wayColumnNames.map((name, n) => {
    const column = new wayColumns[name](head.ways)
    let before = 0
    for (let way = 0; way < head.ways; way++) {
      before += (wayReaders[n] as IntegerReader).next()
      column[way] = before
    }
    return [name, column]
  })
  const { version, builtAt, names, hours, barriers, forbidden, heightSources } = head
  return {
    ...{ version, builtAt, names, hours, barriers, forbidden, heightSources },
    ...lines,
    ...(Object.fromEntries(ways) as Pick<RouteColumns, WayColumn>),
    ...readHeights(lines, heightReader),
    edgeMetres: edgeLengths(lines),
    ...segmentIndex(lines),
    barrierAt: new Map(barriers.map((barrier) => [barrier.node, barrier])),
  }
}

function readNodes(count: number, reader: IntegerReader) {
  const [nodeLon, nodeLat] = [new Int32Array(count), new Int32Array(count)]
  let [lon, lat] = [0, 0]
  for (let node = 0; node < count; node++) {
    lon += reader.next()
    lat += reader.next()
    nodeLon[node] = 10 * lon
    nodeLat[node] = 10 * lat
  }
  return { nodeLon, nodeLat }
}

function readEdges(count: number, reader: IntegerReader) {
  const [edgeFrom, edgeTo, edgeWay] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count)]
  let [node, way] = [0, 0]
  for (let edge = 0; edge < count; edge++) {
    node += reader.next()
    edgeFrom[edge] = node
    node += reader.next()
    edgeTo[edge] = node
    way += reader.next()
    edgeWay[edge] = way
  }
  return { edgeFrom, edgeTo, edgeWay }
}

type Ends = Pick<RouteColumns, 'nodeLon' | 'nodeLat' | 'edgeFrom' | 'edgeTo'>

function readPoints({ nodeLon, nodeLat, edgeFrom, edgeTo }: Ends, reader: IntegerReader) {
  const [lons, lats]: [number[], number[]] = [[], []]
  const firstPoint = new Uint32Array(edgeFrom.length + 1)
  for (let edge = 0; edge < edgeFrom.length; edge++) {
    const [from, to] = [edgeFrom[edge] as number, edgeTo[edge] as number]
    let [lon, lat] = [nodeLon[from] as number, nodeLat[from] as number]
    lons.push(lon)
    lats.push(lat)
    for (let left = reader.next(); left > 0; left--) {
      lon += 10 * reader.next()
      lat += 10 * reader.next()
      lons.push(lon)
      lats.push(lat)
    }
    lons.push(nodeLon[to] as number)
    lats.push(nodeLat[to] as number)
    firstPoint[edge + 1] = lons.length
  }
  return { firstPoint, pointLon: Int32Array.from(lons), pointLat: Int32Array.from(lats) }
}

function readHeights(
  {
    nodeCount,
    edgeCount,
    edgeFrom,
    edgeTo,
  }: Pick<RouteColumns, 'nodeCount' | 'edgeCount' | 'edgeFrom' | 'edgeTo'>,
  reader: IntegerReader,
) {
  const known = new Int32Array(nodeCount)
  const isKnown = new Uint8Array(nodeCount)
  const firstHeight = new Uint32Array(edgeCount + 1)
  const heights: number[] = []
  let before = 0
  for (let edge = 0; edge < edgeCount; edge++) {
    const intervals = reader.next()
    for (let n = 0; n <= intervals; n++) {
      const node = n === 0 ? edgeFrom[edge] : n === intervals ? edgeTo[edge] : undefined
      before = node !== undefined && isKnown[node] === 1 ? (known[node] as number) : before + reader.next()
      if (node !== undefined) {
        known[node] = before
        isKnown[node] = 1
      }
      heights.push(before)
    }
    firstHeight[edge + 1] = heights.length
  }
  return { firstHeight, height: Int16Array.from(heights) }
}
