/**
 * Builds the arcs of one profile. For each forbidden sequence of arcs, each of its beginnings is a separate
 * state (an automaton of Aho and Corasick), so that the rest of the network has one state per node.
 */

import type { NetworkProfileId } from '../answers/patrol-ranking.ts'
import { type ArcColumns, compressArcs } from './compressed.ts'
import type { ProfileGraph } from './graph.ts'
import type { Noding } from './noding.ts'
import type { Profile } from './profile.ts'
import { type ForbiddenPath, forbiddenPaths, type ResolvedTurn } from './turns.ts'
import type { NetworkBarrier } from './way.ts'

export function buildProfile(
  profile: Profile,
  noding: Noding,
  barriers: readonly NetworkBarrier[],
  turns: readonly ResolvedTurn[],
): ProfileGraph<NetworkProfileId> {
  const blocked = new Set(
    [...noding.barrierAt].flatMap(([node, number]) => {
      const barrier = barriers[number]
      return barrier === undefined || profile.passes(barrier) ? [] : [node]
    }),
  )
  const costs = costsOf(profile, noding)
  const paths = turns
    .filter(({ turn }) => turn.condition === null && profile.obeys(turn))
    .flatMap((resolved) => forbiddenPaths(resolved, (arc) => (costs[arc] as number) > 0))
  return profileOf(profile.id, noding, { costs, blocked, paths })
}

/** Returns seconds of each arc; 0 if the profile may not pass. */
function costsOf(profile: Profile, noding: Noding): Float64Array {
  const costs = new Float64Array(2 * noding.edgeFrom.length)
  const speeds = noding.ways.map((way) => profile.speeds(way))
  for (let arc = 0; arc < costs.length; arc++) {
    const edge = arc >> 1
    const speed = speeds[noding.edgeWay[edge] ?? 0]?.[arc & 1 ? 1 : 0] ?? 0
    // No edge costs 0; otherwise a search could loop.
    if (speed > 0) costs[arc] = Math.max(0.001, (3.6 * (noding.edgeMetres[edge] ?? 0)) / speed)
  }
  return costs
}

export interface ProfileRules {
  /** Of each arc; 0 if it is impassable. */
  readonly costs: Float64Array
  /** Nodes with barriers that the profile does not pass. */
  readonly blocked: ReadonlySet<number>
  readonly paths: readonly ForbiddenPath[]
}

type Topology = Pick<Noding, 'nodeCount' | 'edgeFrom' | 'edgeTo'>

/** Returns the arcs of a profile with these costs, barriers and turns. */
export function profileOf<Id extends string>(
  id: Id,
  topology: Topology,
  { costs, blocked, paths }: ProfileRules,
): ProfileGraph<Id> {
  const stateNode = Array.from({ length: topology.nodeCount }, (_, node) => node)
  const states = new States(costs, topology, blocked, stateNode)
  const plainStates = stateNode.length
  const arcs = applyTurns(states, paths, stateNode)
  return compressArcs(id, arcs, {
    stateNode: Uint32Array.from(stateNode),
    plainStates,
    edges: topology.edgeFrom.length,
  })
}

/** Plain states: one per node, and one per dead end at a barrier. */
class States {
  readonly #cost: Float64Array
  readonly #tail: Uint32Array

  constructor(costs: Float64Array, topology: Topology, blocked: ReadonlySet<number>, stateNode: number[]) {
    this.#cost = costs
    this.#tail = new Uint32Array(costs.length)
    for (let arc = 0; arc < costs.length; arc++) {
      const edge = arc >> 1
      const node = (arc & 1 ? topology.edgeTo[edge] : topology.edgeFrom[edge]) ?? 0
      this.#tail[arc] = blocked.has(node) ? stateNode.push(node) - 1 : node
    }
  }

  get arcs(): number {
    return this.#cost.length
  }

  /** Returns seconds; 0 if the profile may not pass. */
  cost(arc: number): number {
    return this.#cost[arc] ?? 0
  }

  tail(arc: number): number {
    return this.#tail[arc] ?? 0
  }

  /** Returns the state in which an edge ends, where its other direction begins. */
  head(arc: number): number {
    return this.tail(arc ^ 1)
  }
}

function applyTurns(states: States, paths: readonly ForbiddenPath[], stateNode: number[]): ArcColumns {
  const columns: ArcColumns = { tail: [], head: [], cost: [], arc: [] }
  const forbidden = new Set(paths.map((path) => path.join()))
  const beginnings = new Map<string, number>()
  for (const path of paths) {
    for (let length = 1; length < path.length; length++) {
      const beginning = path.slice(0, length)
      const key = beginning.join()
      if (beginnings.has(key)) continue
      const node = stateNode[states.head(beginning.at(-1) ?? 0)] ?? 0
      beginnings.set(key, stateNode.push(node) - 1)
    }
  }
  const add = (tail: number, arc: number, head: number) => {
    columns.tail.push(tail)
    columns.head.push(head)
    columns.cost.push(states.cost(arc))
    columns.arc.push(arc)
  }
  const leaving = new Map<number, number[]>()
  for (let arc = 0; arc < states.arcs; arc++) {
    if (states.cost(arc) === 0) continue
    add(states.tail(arc), arc, beginnings.get(String(arc)) ?? states.head(arc))
    leaving.set(states.tail(arc), [...(leaving.get(states.tail(arc)) ?? []), arc])
  }
  for (const [key, state] of beginnings) {
    const sequence = key.split(',').map(Number)
    for (const arc of leaving.get(states.head(sequence.at(-1) ?? 0)) ?? []) {
      const suffixes = [...sequence.map((_, n) => [...sequence.slice(n), arc].join()), String(arc)]
      if (suffixes.some((suffix) => forbidden.has(suffix))) continue
      const next = suffixes.map((suffix) => beginnings.get(suffix)).find((found) => found !== undefined)
      add(state, arc, next ?? states.head(arc))
    }
  }
  return columns
}
