/** Builds the network from ways, barriers, squares and turns. */
import Flatbush from 'flatbush'
import type { NetworkGraph } from './graph.ts'
import { type Noding, nodeWays } from './noding.ts'
import { planeOf } from './plane.ts'
import { networkProfiles } from './profile.ts'
import { buildProfile } from './states.ts'
import { type ResolvedTurn, resolveTurns } from './turns.ts'
import { type NetworkInput, wayKinds } from './way.ts'

export interface Stamp {
  readonly version: string
  /** RFC 3339. */
  readonly builtAt: string
}

export function buildNetwork(input: NetworkInput, stamp: Stamp): NetworkGraph {
  const noding = nodeWays(input)
  return networkOf(input, noding, resolveTurns(input.turns, noding), stamp)
}

/** As `buildNetwork`, from ways that are cut already. */
export function networkOf(
  input: NetworkInput,
  noding: Noding,
  turns: readonly ResolvedTurn[],
  stamp: Stamp,
): NetworkGraph {
  const names = ['', ...new Set(noding.ways.flatMap(({ name }) => name ?? []))]
  const nameNumbers = new Map(names.map((name, number) => [name, number]))
  const classes = [...new Set(noding.ways.map((way) => way.class))]
  const {
    nodeCount,
    nodeLon,
    nodeLat,
    edgeFrom,
    edgeTo,
    edgeMetres,
    edgeWay,
    firstPoint,
    pointLon,
    pointLat,
  } = noding
  return {
    ...stamp,
    nodeCount,
    edgeCount: edgeFrom.length,
    ...{ nodeLon, nodeLat, edgeFrom, edgeTo, edgeMetres, edgeWay, firstPoint, pointLon, pointLat },
    wayKind: Uint8Array.from(noding.ways, ({ kind }) => wayKinds.indexOf(kind)),
    wayRow: Float64Array.from(noding.ways, ({ row }) => row),
    wayClass: Uint8Array.from(noding.ways, (way) => classes.indexOf(way.class)),
    wayName: Uint32Array.from(noding.ways, ({ name }) => nameNumbers.get(name ?? '') ?? 0),
    classes,
    names,
    ...segmentIndex(noding),
    profiles: networkProfiles.map((profile) => buildProfile(profile, noding, input.barriers, turns)),
    report: {
      ways: noding.ways.length,
      barriers: noding.barrierAt.size,
      squares: input.squares.length,
      turns: turns.filter(({ turn, parts }) => turn.condition === null && parts.length > 0).length,
      conditionalTurns: turns.filter(({ turn }) => turn.condition !== null).length,
      unresolvedTurns: turns.filter(({ parts }) => parts.length === 0).length,
    },
  }
}

type Lines = Pick<Noding, 'nodeLon' | 'nodeLat' | 'firstPoint' | 'pointLon' | 'pointLat' | 'edgeFrom'>

/** Indexes segments in the plane of metres for snapping. */
export function segmentIndex(
  lines: Lines,
): Pick<NetworkGraph, 'segmentIndex' | 'segmentPoint' | 'segmentEdge'> {
  const { firstPoint, pointLon, pointLat, edgeFrom } = lines
  const segments = pointLon.length - edgeFrom.length
  const segmentPoint = new Uint32Array(Math.max(0, segments))
  const segmentEdge = new Uint32Array(Math.max(0, segments))
  const index = new Flatbush(Math.max(1, segments), 16, Float32Array)
  const plane = planeOf(lines)
  let segment = 0
  for (let edge = 0; edge < edgeFrom.length; edge++) {
    for (let point = firstPoint[edge] ?? 0; point < (firstPoint[edge + 1] ?? 0) - 1; point++) {
      segmentPoint[segment] = point
      segmentEdge[segment++] = edge
      const [ax, bx] = [plane.x(pointLon[point] ?? 0), plane.x(pointLon[point + 1] ?? 0)]
      const [ay, by] = [plane.y(pointLat[point] ?? 0), plane.y(pointLat[point + 1] ?? 0)]
      index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
    }
  }
  if (segments <= 0) index.add(0, 0, 0, 0)
  index.finish()
  return { segmentIndex: index.data as ArrayBuffer, segmentPoint, segmentEdge }
}
