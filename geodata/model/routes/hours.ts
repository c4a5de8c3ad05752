/** Opening hours of ways and gates on the routes network. */
import { type OpeningHours, type OpenState, parseOpeningHours } from '../opening-hours.ts'
import type { RouteGraph } from './graph.ts'

export class WayHours {
  readonly #graph: RouteGraph
  readonly #parsed: readonly (OpeningHours | null)[]
  /** 1 for edges with hours of their way or of a gate at an end. */
  readonly timed: Uint8Array

  constructor(graph: RouteGraph) {
    this.#graph = graph
    this.#parsed = graph.hours.map(parseOpeningHours)
    const gates = new Set(graph.barriers.filter(({ hours }) => hours > 0).map(({ node }) => node))
    this.timed = Uint8Array.from(graph.edgeWay, (way, edge) =>
      (graph.wayHours[way] as number) > 0 ||
      (gates.size > 0 &&
        (gates.has(graph.edgeFrom[edge] as number) || gates.has(graph.edgeTo[edge] as number)))
        ? 1
        : 0,
    )
  }

  /** Returns the text and state of a way's hours at a time; null without hours that are understood. */
  ofWay(way: number, ms: number): (OpenState & { readonly text: string }) | null {
    return this.#state(this.#graph.wayHours[way] as number, ms)
  }

  /** As `ofWay`, for a gate at a node. */
  ofNode(node: number, ms: number): (OpenState & { readonly text: string }) | null {
    return this.#state(this.#graph.barrierAt.get(node)?.hours ?? 0, ms)
  }

  /** Returns whether an arc, and the gate that it leads to, is open when it is reached. */
  isOpen(arc: number, ms: number): boolean {
    const edge = arc >> 1
    const { edgeWay, edgeFrom, edgeTo } = this.#graph
    const head = (arc & 1 ? edgeFrom[edge] : edgeTo[edge]) as number
    return (
      (this.ofWay(edgeWay[edge] as number, ms)?.isOpen ?? true) && (this.ofNode(head, ms)?.isOpen ?? true)
    )
  }

  #state(number: number, ms: number) {
    const hours = this.#parsed[number]
    if (number === 0 || !hours) return null
    return { ...hours.at(ms), text: this.#graph.hours[number] as string }
  }
}
