/** A network with its searches and their memory, and the currently closed edges. */
import { LRUCache } from 'lru-cache'
import type { NetworkProfileId } from '../model/answers/patrol-ranking.ts'
import type { RouteAvoid, RouteProfileId } from '../model/answers/route-plan.ts'
import { memoIn } from '../model/memo.ts'
import { networkFromBytes } from '../model/network/bytes.ts'
import { type ClosedPlace, edgesInPlace, edgesOfRoad } from '../model/network/closures.ts'
import { type NetworkGraph, profileBit, profileGraph } from '../model/network/graph.ts'
import { type Snap, type Snapper, snapper } from '../model/network/snap.ts'
import { type Closed, Travels } from '../model/network/times.ts'
import { routesFromBytes } from '../model/routes/bytes.ts'
import type { RouteClosure } from '../model/routes/closed-ways.ts'
import { RouteEngine } from '../model/routes/engine.ts'
import type { BuiltNetworks } from './build.ts'
import { CostsThread } from './costs.ts'
import type { RouteWish } from './thread.ts'

export interface ClosureRow {
  readonly id: number
  readonly reason_zh: string
  readonly reason_en: string | null
  readonly profiles: readonly string[]
  readonly road_id: number | null
  /** Milliseconds since 1970. */
  readonly starts_ms: number
  readonly ends_ms: number | null
  /** GeoJSON. */
  readonly geometry: string
}

export class KeptNetwork {
  readonly graph: NetworkGraph
  readonly bytes: number
  /** The network of routes for people, as it is sent to browsers. */
  readonly routeBytes: ArrayBuffer
  readonly #thread: CostsThread
  readonly #asked = new Map<string, Promise<void>>()
  #engine: RouteEngine | undefined
  readonly #snap: Snapper
  readonly #travels = new Map<NetworkProfileId, Travels>()
  readonly #edges = new Map<string, readonly number[]>()
  readonly #snaps = new LRUCache<string, { readonly snap: Snap | null }>({ max: 5_000 })
  #closures: readonly ClosureRow[] = []
  #flags: Uint8Array | null = null
  #inForce = ''

  constructor({ network, routes, ready }: BuiltNetworks) {
    this.graph = networkFromBytes(network)
    this.#snap = snapper(this.graph)
    this.bytes = network.byteLength + routes.byteLength
    this.routeBytes = routes
    this.#thread = new CostsThread(routes)
    if (ready === null) return
    this.#engine = new RouteEngine(ready.graph)
    for (const [avoid, costs] of ready.costs) this.#engine.keep(avoid, costs)
  }

  /** Replaces the closures for later searches. */
  close(closures: readonly ClosureRow[]): void {
    this.#closures = closures
    this.#inForce = ''
    this.#flags = null
    this.#snaps.clear()
    const known = new Set(closures.map(keyOf))
    for (const key of this.#edges.keys()) if (!known.has(key)) this.#edges.delete(key)
  }

  /** Returns the closures in force at a time in milliseconds. */
  inForce(now = Date.now()): readonly ClosureRow[] {
    return this.#closures.filter(
      ({ starts_ms, ends_ms }) => starts_ms <= now && (ends_ms === null || ends_ms > now),
    )
  }

  /** Routes for people on the same edges. The first call decodes them unless the build did. */
  get routes(): RouteEngine {
    this.#engine ??= new RouteEngine(routesFromBytes(this.routeBytes))
    return this.#engine
  }

  /**
   * Computes the costs of a profile in a thread, which takes up to a second, so that this one keeps
   * answering. Rejects if the thread fails.
   */
  async prepareRoutes(profile: RouteProfileId, avoid: readonly RouteAvoid[]): Promise<void> {
    if (this.#engine?.knows(profile, avoid)) return
    const key = [profile, ...avoid].join()
    const prepare = async () => {
      const costs = await this.#thread.costs(profile, avoid)
      this.routes.keep(avoid, costs)
    }
    await memoIn(this.#asked, key, () => prepare().finally(() => this.#asked.delete(key)))
  }

  /** The profiles that were asked for, which the next network prepares in advance. */
  get asked(): readonly RouteWish[] {
    return this.#engine?.known ?? []
  }

  /** Returns all closures that have not ended, with their edges. */
  routeClosures(now = Date.now()): RouteClosure[] {
    return this.#closures
      .filter(({ ends_ms }) => ends_ms === null || ends_ms > now)
      .map((row) => ({
        id: row.id,
        reasonZh: row.reason_zh,
        reasonEn: row.reason_en,
        profiles: row.profiles,
        startsMs: row.starts_ms,
        endsMs: row.ends_ms,
        edges: this.#edgesOf(row),
      }))
  }

  /** Returns the searches of a profile. They share memory, so use a result before the next search. */
  travels(id: NetworkProfileId): Travels {
    return memoIn(this.#travels, id, () => new Travels(this.graph, profileGraph(this.graph, id)))
  }

  /** Returns what is closed now for a profile; null for nothing. */
  closed(id: NetworkProfileId): Closed | null {
    const rows = this.inForce()
    const key = rows.map((row) => row.id).join()
    if (key !== this.#inForce) {
      this.#inForce = key
      this.#flags = rows.length === 0 ? null : this.#flagsOf(rows)
    }
    return this.#flags && { flags: this.#flags, bit: profileBit(this.graph, id) }
  }

  /** Returns the nearest edge that is open for a profile. Degrees. */
  snap(id: NetworkProfileId, lon: number, lat: number): Snap | null {
    const closed = this.closed(id)
    const profile = profileGraph(this.graph, id)
    const find = () => ({
      snap: this.#snap(lon, lat, { profile, closed: closed?.flags ?? null, bit: closed?.bit ?? 0 }),
    })
    // Units stand where they stood when they were ranked before.
    return memoIn(this.#snaps, `${id} ${lon} ${lat} ${this.#inForce}`, find).snap
  }

  /** Returns the nearest edge within a distance that is open for a profile, without remembering it. Degrees. */
  snapOnce(id: NetworkProfileId, lon: number, lat: number, maxMetres: number): Snap | null {
    const closed = this.closed(id)
    const profile = profileGraph(this.graph, id)
    const options = { profile, maxMetres, closed: closed?.flags ?? null, bit: closed?.bit ?? 0 }
    return this.#snap(lon, lat, options)
  }

  #flagsOf(rows: readonly ClosureRow[]): Uint8Array {
    const flags = new Uint8Array(this.graph.edgeCount)
    for (const row of rows) {
      const bits = this.graph.profiles
        .filter(({ id }) => row.profiles.includes(id))
        .reduce((sum, { id }) => sum | profileBit(this.graph, id), 0)
      for (const edge of this.#edgesOf(row)) flags[edge] = (flags[edge] as number) | bits
    }
    return flags
  }

  #edgesOf(row: ClosureRow): readonly number[] {
    return memoIn(this.#edges, keyOf(row), () => {
      const ofRoad = row.road_id === null ? [] : edgesOfRoad(this.graph, row.road_id)
      if (ofRoad.length > 0) return ofRoad
      return edgesInPlace(this.graph, this.#snap, JSON.parse(row.geometry) as ClosedPlace)
    })
  }
}

const keyOf = ({ road_id, geometry }: ClosureRow) => `${road_id} ${geometry}`
