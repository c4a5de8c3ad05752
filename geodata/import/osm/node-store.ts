/** Stores the positions of all nodes of a file, by id. */

import { PackedNodes } from './packed-nodes.ts'
import type { Position } from './position.ts'
import { SortedIds } from './sorted-ids.ts'

export class NodeStore {
  readonly #order = new SortedIds('node')
  /** Ids below 0 were never uploaded by their editor; in a sorted file their absolute values increase. */
  readonly #negative = new PackedNodes()
  readonly #positive = new PackedNodes()

  /**
   * Adds a node in the order of `osmium sort`. A node outside the Earth has no position, as a deleted one.
   * Throws ImportError if ids are not sorted or repeated.
   */
  add(id: number, longitude: number, latitude: number): void {
    this.#order.next(id)
    if (!isOnEarth(longitude, latitude)) return
    if (id > 0) this.#positive.add(id, longitude, latitude)
    else this.#negative.add(-id, longitude, latitude)
  }

  /** Returns the position of a node; undefined if the file does not have it. */
  get(id: number): Position | undefined {
    return id > 0 ? this.#positive.get(id) : this.#negative.get(-id)
  }
}

/** Returns false for positions in damaged files and of deleted nodes, such as 214.7483647°. */
export const isOnEarth = (longitude: number, latitude: number): boolean =>
  Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
