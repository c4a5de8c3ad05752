/** Closures on the edges of the routes network, with their times. */
import type { RouteProfileId } from '../answers/route-plan.ts'

export interface RouteClosure {
  readonly id: number
  readonly reasonZh: string
  readonly reasonEn: string | null
  /** Profiles of the network for patrols: `vehicle`, `foot`. */
  readonly profiles: readonly string[]
  /** Milliseconds since 1970. */
  readonly startsMs: number
  readonly endsMs: number | null
  readonly edges: readonly number[]
}

/** A closure for people on foot closes a way for all; one for vehicles also for bicycles. */
const binds = (profile: RouteProfileId, { profiles }: RouteClosure): boolean =>
  profiles.includes('foot') || (profile === 'ride' && profiles.includes('vehicle'))

export class ClosedWays {
  /** 1 for edges with a closure at some time. */
  readonly flags: Uint8Array
  readonly #byEdge = new Map<number, RouteClosure[]>()

  /** Takes the closures that bind a profile, without those of `opened`. */
  constructor(
    edgeCount: number,
    closures: readonly RouteClosure[],
    profile: RouteProfileId,
    opened: ReadonlySet<number> = new Set(),
  ) {
    this.flags = new Uint8Array(edgeCount)
    for (const closure of closures) {
      if (opened.has(closure.id) || !binds(profile, closure)) continue
      for (const edge of closure.edges) {
        this.flags[edge] = 1
        const known = this.#byEdge.get(edge)
        if (known) known.push(closure)
        else this.#byEdge.set(edge, [closure])
      }
    }
  }

  /** Returns the closure of an edge during a time in milliseconds; null if it is open. */
  during(edge: number, from: number, to: number): RouteClosure | null {
    if (this.flags[edge] === 0) return null
    const found = this.#byEdge
      .get(edge)
      ?.find(({ startsMs, endsMs }) => startsMs <= to && (endsMs === null || endsMs > from))
    return found ?? null
  }
}
