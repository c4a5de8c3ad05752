/** Index of cached tiles that finds those affected by a change. */

import type { TileChange } from '../../geodata/model/answers/change.ts'
import { MAX_ZOOM, type TileAddress } from '../../geodata/model/tile.ts'
import { isTouched, rangeSize, type TileRange, tilesAround } from '../../geodata/model/tile-change.ts'
import { hasLayer, keyOf, type TileName } from './tile-name.ts'

const SIDE = 2 ** MAX_ZOOM

/** Returns a tile as one number: 5 bits of zoom, 22 of x and 22 of y. */
const numberOf = ({ z, x, y }: TileAddress) => (z * SIDE + x) * SIDE + y

export class TileIndex {
  /** Names by tile, then by key. */
  readonly #tiles = new Map<number, Map<string, TileName>>()
  /** Number of names per zoom. */
  readonly #zooms = new Map<number, number>()

  add(name: TileName): void {
    const number = numberOf(name)
    const names = this.#tiles.get(number) ?? new Map<string, TileName>()
    const key = keyOf(name)
    if (!names.has(key)) this.#zooms.set(name.z, (this.#zooms.get(name.z) ?? 0) + 1)
    names.set(key, name)
    this.#tiles.set(number, names)
  }

  delete(name: TileName): void {
    const number = numberOf(name)
    const names = this.#tiles.get(number)
    if (!names?.delete(keyOf(name))) return
    if (names.size === 0) this.#tiles.delete(number)
    const left = (this.#zooms.get(name.z) ?? 1) - 1
    if (left > 0) this.#zooms.set(name.z, left)
    else this.#zooms.delete(name.z)
  }

  /** Returns the names of tiles of the changed layer that the change affects, each once. */
  touchedBy(change: TileChange): TileName[] {
    const found = new Map<string, TileName>()
    for (const names of this.#candidates(change)) {
      for (const [key, name] of names) {
        if (hasLayer(name.layers, change.layer) && isTouched(change, name)) found.set(key, name)
      }
    }
    return [...found.values()]
  }

  *#candidates({ boxes }: TileChange): Generator<ReadonlyMap<string, TileName>> {
    if (boxes === null) return yield* this.#tiles.values()
    const ranges = boxes.flatMap((box) => [...this.#zooms.keys()].map((z) => tilesAround(box, z)))
    const size = ranges.reduce((sum, range) => sum + rangeSize(range), 0)
    // At high zooms a large box covers more addresses than there are cached tiles.
    if (size > this.#tiles.size) return yield* this.#tiles.values()
    for (const range of ranges) yield* this.#inRange(range)
  }

  *#inRange({ z, west, east, north, south }: TileRange): Generator<ReadonlyMap<string, TileName>> {
    for (let x = west; x <= east; x++) {
      for (let y = north; y <= south; y++) {
        const names = this.#tiles.get(numberOf({ z, x, y }))
        if (names) yield names
      }
    }
  }
}
