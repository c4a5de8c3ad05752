/**
 * The network in typed arrays. An edge is a piece of a way between two nodes; an arc is an edge in one
 * direction of one profile, `edge * 2` along its line and `edge * 2 + 1` against it.
 *
 * A profile has states. The first are the nodes; then come dead ends where a barrier does not let through;
 * the last are nodes that were reached by the beginning of a forbidden turn. So a search needs no other
 * rule for turns and barriers than the arcs.
 */
import type { NetworkProfileId } from '../answers/patrol-ranking.ts'

/** Arcs of one profile in compressed rows, forward and reverse. */
export interface ProfileGraph {
  readonly id: NetworkProfileId
  /** States that arcs of a new route may start from: nodes and dead ends. */
  readonly plainStates: number
  /** The node of each state. */
  readonly stateNode: Uint32Array
  /** Arcs that leave a state: from `firstOut[state]` to `firstOut[state + 1]`. */
  readonly firstOut: Uint32Array
  readonly head: Uint32Array
  /** Seconds. */
  readonly outCost: Float32Array
  readonly outArc: Uint32Array
  /** Arcs that reach a state, likewise. */
  readonly firstIn: Uint32Array
  readonly tail: Uint32Array
  readonly inCost: Float32Array
  readonly inArc: Uint32Array
  /** Where each arc number stands in the forward rows as it leaves a plain state, plus 1; 0 is nowhere. */
  readonly placeOfArc: Uint32Array
  /** Forward places of arcs that leave other states, in the order of arc numbers. */
  readonly turnPlaces: Uint32Array
  /** 1 for edges of the largest part in which everything reaches everything. */
  readonly connected: Uint8Array
}

export interface NetworkGraph {
  /** Changes with each building. */
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
  /** Index of `wayKinds`, row in its table, index of `classes`, of `names` (0 is none). */
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
  readonly profiles: readonly ProfileGraph[]
  readonly told: BuildReport
}

/** What building left out. */
interface BuildReport {
  readonly ways: number
  readonly barriers: number
  readonly squares: number
  /** Turn restrictions that were applied for some profile. */
  readonly turns: number
  /** Those that hold at times only, which are kept and not applied. */
  readonly conditionalTurns: number
  /** Those whose ways do not meet as they say. */
  readonly unresolvedTurns: number
}

export function profileGraph(graph: NetworkGraph, id: NetworkProfileId): ProfileGraph {
  const found = graph.profiles.find((profile) => profile.id === id)
  if (found === undefined) throw new RangeError(`the network has no profile ${id}`)
  return found
}

/** The bit of a profile in the flags of closed edges. */
export const profileBit = (graph: NetworkGraph, id: NetworkProfileId): number =>
  1 << graph.profiles.findIndex((profile) => profile.id === id)
