/** Positions of all nodes of a file, by id. */

import { PackedNodes } from './packed-nodes.ts'
import type { Position } from './position.ts'
import { SortedIds } from './sorted-ids.ts'

export class NodeStore {
  readonly #order = new SortedIds('node')
  /** Ids of editors that were never uploaded are below 0; their sizes rise in a sorted file. */
  readonly #negative = new PackedNodes()
  readonly #positive = new PackedNodes()

  /**
   * Adds a node in the order of `osmium sort`. One without a place on Earth has no position, as a deleted
   * one. @throws ImportError if ids are not sorted or come twice
   */
  add(id: number, longitude: number, latitude: number): void {
    this.#order.next(id)
    if (!isOnEarth(longitude, latitude)) return
    if (id > 0) this.#positive.add(id, longitude, latitude)
    else this.#negative.add(-id, longitude, latitude)
  }

  /** The position of a node, undefined if the file does not have it. */
  get(id: number): Position | undefined {
    return id > 0 ? this.#positive.get(id) : this.#negative.get(-id)
  }
}

/** False for what a damaged file or a deleted node has, such as 214.7483647°. */
export const isOnEarth = (longitude: number, latitude: number): boolean =>
  Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
