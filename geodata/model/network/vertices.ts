/** Points of ways without duplicates: by the node of the source, otherwise by equal coordinates. */
import { memoIn } from '../memo.ts'
import { UNITS_PER_DEGREE } from './geometry.ts'

export class Vertices {
  /** Degrees × 10⁷. */
  readonly lon: number[] = []
  readonly lat: number[] = []
  readonly #byNode = new Map<number, number>()
  readonly #byPlace = new Map<string, number>()

  get count(): number {
    return this.lon.length
  }

  /** Returns the vertex of a node; its first position is kept. Degrees. */
  ofNode(node: number, lon: number, lat: number): number {
    return memoIn(this.#byNode, node, () => this.add(lon, lat))
  }

  /** Returns the vertex of a node that a way has. */
  known(node: number): number | undefined {
    return this.#byNode.get(node)
  }

  /** Returns the vertex at a position, to 1e-7 degrees. */
  atPlace(lon: number, lat: number): number {
    const key = keyOf(Math.round(lon * UNITS_PER_DEGREE), Math.round(lat * UNITS_PER_DEGREE))
    return this.#byPlace.get(key) ?? this.add(lon, lat)
  }

  /** Adds a vertex that nothing else shares yet. */
  add(lon: number, lat: number): number {
    const [x, y] = [Math.round(lon * UNITS_PER_DEGREE), Math.round(lat * UNITS_PER_DEGREE)]
    const vertex = this.lon.push(x) - 1
    this.lat.push(y)
    const key = keyOf(x, y)
    // Lines without node ids use the first of several nodes at one position.
    if (!this.#byPlace.has(key)) this.#byPlace.set(key, vertex)
    return vertex
  }
}

const keyOf = (x: number, y: number): string => `${x} ${y}`
