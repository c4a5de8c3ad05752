/**
 * The network in typed arrays. An edge is a part of a way between two nodes; an arc is an edge in one
 * direction of one profile, `edge * 2` along its line and `edge * 2 + 1` against it.
 *
 * A profile has states. The first are the nodes, then dead ends at impassable barriers, and last nodes
 * reached through the beginning of a forbidden turn. So a search needs no rules for turns and barriers but
 * the arcs.
 */
import type { NetworkProfileId } from '../answers/patrol-ranking.ts'

/** Arcs of one profile in compressed rows, forward and reverse. */
export interface ProfileGraph<Id extends string = string> {
  readonly id: Id
  /** Number of states where new routes may start: nodes and dead ends. */
  readonly plainStates: number
  /** The node of each state. */
  readonly stateNode: Uint32Array
  /** Arcs that leave a state: from `firstOut[state]` to `firstOut[state + 1]`. */
  readonly firstOut: Uint32Array
  readonly head: Uint32Array
  /** In seconds. */
  readonly outCost: Float32Array
  readonly outArc: Uint32Array
  /** Arcs that reach a state, in the same form. */
  readonly firstIn: Uint32Array
  readonly tail: Uint32Array
  readonly inCost: Float32Array
  readonly inArc: Uint32Array
  /** Position of each arc in the forward rows as it leaves a plain state, plus 1; 0 for none. */
  readonly placeOfArc: Uint32Array
  /** Positions of arcs that leave other states, in the order of arc numbers. */
  readonly turnPlaces: Uint32Array
  /** 1 for edges of a large strongly connected part. */
  readonly connected: Uint8Array
}

export interface NetworkGraph {
  /** Changes with each build. */
  readonly version: string
  readonly builtAt: string
  readonly nodeCount: number
  readonly edgeCount: number
  /** Degrees × 10⁷. */
  readonly nodeLon: Int32Array
  readonly nodeLat: Int32Array
  readonly edgeFrom: Uint32Array
  readonly edgeTo: Uint32Array
  readonly edgeMetres: Float32Array
  readonly edgeWay: Uint32Array
  /** Points of an edge: from `firstPoint[edge]` to `firstPoint[edge + 1]`, both ends included. */
  readonly firstPoint: Uint32Array
  readonly pointLon: Int32Array
  readonly pointLat: Int32Array
  /** Index of `wayKinds`, row in its table, index of `classes`, of `names` (0 for none). */
  readonly wayKind: Uint8Array
  readonly wayRow: Float64Array
  readonly wayClass: Uint8Array
  readonly wayName: Uint32Array
  readonly classes: readonly string[]
  readonly names: readonly string[]
  /** Segments for snapping: the index of flatbush, and the edge and first point of each segment. */
  readonly segmentIndex: ArrayBuffer
  readonly segmentPoint: Uint32Array
  readonly segmentEdge: Uint32Array
  readonly profiles: readonly ProfileGraph<NetworkProfileId>[]
  readonly report: BuildReport
}

/** What the build left out. */
interface BuildReport {
  readonly ways: number
  readonly barriers: number
  readonly squares: number
  /** Turn restrictions applied for at least one profile. */
  readonly turns: number
  /** Restrictions with times, which are kept but not applied. */
  readonly conditionalTurns: number
  /** Restrictions whose ways do not meet as declared. */
  readonly unresolvedTurns: number
}

export function profileGraph(graph: NetworkGraph, id: NetworkProfileId): ProfileGraph {
  const found = graph.profiles.find((profile) => profile.id === id)
  if (found === undefined) throw new RangeError(`the network has no profile ${id}`)
  return found
}

/** Returns the bit of a profile in the flags of closed edges. */
export const profileBit = (graph: NetworkGraph, id: NetworkProfileId): number =>
  1 << graph.profiles.findIndex((profile) => profile.id === id)
