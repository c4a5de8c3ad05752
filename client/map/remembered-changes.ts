/**
 * Which tiles of a map must be reloaded. MapLibre keeps tiles that have left the view, so changes are
 * remembered until those tiles return; one change reloads a tile only once.
 */

import type { TileChange } from '../../geodata/model/answers/change.ts'
import { type TileAddress, tileText } from '../../geodata/model/tile.ts'
import { isTouched } from '../../geodata/model/tile-change.ts'

/** Older changes count as changes of the whole layer. */
const REMEMBERED = 60
/** More tiles than a map holds; beyond it some may be reloaded once more. */
const ASKED_LIMIT = 20_000

/** Returns the key of a tile of a source. */
export const nameOf = (source: string, address: TileAddress): string => `${source}/${tileText(address)}`

export class RememberedChanges {
  #latest = 0
  readonly #changes: { readonly number: number; readonly change: TileChange }[] = []
  /** The last change without a box, by layer. */
  readonly #anywhere = new Map<string, number>()
  /** The last change before a tile was requested. */
  readonly #asked = new Map<string, number>()

  add(change: TileChange): void {
    const number = ++this.#latest
    if (change.boxes === null && !change.zooms) {
      this.#anywhere.set(change.layer, number)
      return
    }
    this.#changes.push({ number, change })
    const oldest = this.#changes.length > REMEMBERED ? this.#changes.shift() : undefined
    if (!oldest) return
    const before = this.#anywhere.get(oldest.change.layer) ?? 0
    this.#anywhere.set(oldest.change.layer, Math.max(before, oldest.number))
  }

  /** Returns the tiles of a source that changed since their last request. */
  changedTiles(source: string, layers: ReadonlySet<string>, tiles: readonly TileAddress[]): TileAddress[] {
    const anywhere = Math.max(0, ...[...layers].map((layer) => this.#anywhere.get(layer) ?? 0))
    const changes = this.#changes.filter(({ change }) => layers.has(change.layer))
    if (anywhere === 0 && changes.length === 0) return []
    if (this.#asked.size > ASKED_LIMIT) this.#asked.clear()
    return tiles.filter((tile) => {
      const name = nameOf(source, tile)
      const asked = this.#asked.get(name) ?? 0
      const isChanged =
        anywhere > asked || changes.some(({ number, change }) => number > asked && isTouched(change, tile))
      if (isChanged) this.#asked.set(name, this.#latest)
      return isChanged
    })
  }
}
