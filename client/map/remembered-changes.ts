/**
 * Which tiles of a map are to be asked for again. MapLibre keeps tiles that have left the view, so that
 * changes are remembered until those come back; none is asked for twice because of one change.
 */

import type { TileChange } from '../../geodata/model/answers/change.ts'
import { type TileAddress, tileText } from '../../geodata/model/tile.ts'
import { isTouched } from '../../geodata/model/tile-change.ts'

/** Further back, a change counts as one of the whole layer. */
const REMEMBERED = 60
/** More tiles than a map holds; past it they may be asked for once more. */
const ASKED_LIMIT = 20_000

/** A tile of a source as one string. */
export const nameOf = (source: string, address: TileAddress): string => `${source}/${tileText(address)}`

export class RememberedChanges {
  #latest = 0
  readonly #changes: { readonly number: number; readonly change: TileChange }[] = []
  /** The last change that may be anywhere, by layer. */
  readonly #anywhere = new Map<string, number>()
  /** The last change before a tile was asked for. */
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

  /** Those of a source's tiles that changed since they were given here. */
  news(source: string, layers: ReadonlySet<string>, tiles: readonly TileAddress[]): TileAddress[] {
    const anywhere = Math.max(0, ...[...layers].map((layer) => this.#anywhere.get(layer) ?? 0))
    const changes = this.#changes.filter(({ change }) => layers.has(change.layer))
    if (anywhere === 0 && changes.length === 0) return []
    if (this.#asked.size > ASKED_LIMIT) this.#asked.clear()
    return tiles.filter((tile) => {
      const name = nameOf(source, tile)
      const asked = this.#asked.get(name) ?? 0
      const isNews =
        anywhere > asked || changes.some(({ number, change }) => number > asked && isTouched(change, tile))
      if (isNews) this.#asked.set(name, this.#latest)
      return isNews
    })
  }
}
