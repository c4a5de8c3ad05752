/** Walks along lines that meet at their ends, as ways do: on and on, turning at random. WGS 84 degrees. */
import { metresBetween } from '../../geodata/model/distance.ts'

export type Place = readonly [lon: number, lat: number]
type Line = readonly Place[]

/** Lines by the places where they begin or end. */
export type Ways = ReadonlyMap<string, readonly Line[]>

const keyOf = ([lon, lat]: Place) => `${lon.toFixed(6)} ${lat.toFixed(6)}`

/** Lines both ways, by their first place. */
export function waysOf(lines: readonly Line[]): Ways {
  const ways = new Map<string, Line[]>()
  for (const line of lines.flatMap((one) => [one, one.toReversed()])) {
    const [first] = line
    if (first && line.length > 1) ways.set(keyOf(first), [...(ways.get(keyOf(first)) ?? []), line])
  }
  return ways
}

export class Walker {
  readonly #ways: Ways
  readonly #random: () => number
  #line: Line
  /** Index of the place that was passed last, and metres since. */
  #index = 0
  #metres = 0
  /** A given way; at its end the walk goes on at random. */
  #isFollowing = false

  /** Begins at one of the ways, of which there has to be one. `random` gives numbers from 0 to below 1. */
  constructor(ways: Ways, random: () => number) {
    this.#ways = ways
    this.#random = random
    this.#line = pick([...ways.values()].flat(), random) ?? []
  }

  get isFollowing(): boolean {
    return this.#isFollowing
  }

  get place(): Place {
    const [a, b] = [this.#line[this.#index], this.#line[this.#index + 1]]
    if (!a || !b) return a ?? [0, 0]
    const share = Math.min(1, this.#metres / Math.max(0.01, metresBetween(a, b)))
    return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]
  }

  /** Goes along a given line next, from where the walker is. */
  follow(line: Line): void {
    this.#line = [this.place, ...line]
    ;[this.#index, this.#metres, this.#isFollowing] = [0, 0, true]
  }

  advance(metres: number): Place {
    this.#metres += metres
    for (;;) {
      const [a, b] = [this.#line[this.#index], this.#line[this.#index + 1]]
      if (!a || !b) {
        if (!this.#turn()) return this.place
        continue
      }
      const length = metresBetween(a, b)
      if (this.#metres <= length) return this.place
      this.#metres -= length
      this.#index += 1
    }
  }

  /** Takes another line at the end of this one, back the same way only where there is no other; false at the end of a given way. */
  #turn(): boolean {
    const end = this.#line.at(-1)
    if (this.#isFollowing || !end) {
      ;[this.#isFollowing, this.#metres] = [false, 0]
      const back = pick([...this.#ways.values()].flat(), this.#random, end)
      if (end && back) [this.#line, this.#index] = [[end, ...back], 0]
      return false
    }
    const before = this.#line.at(-2)
    const others = (this.#ways.get(keyOf(end)) ?? []).filter(
      ([, next]) => !next || !before || keyOf(next) !== keyOf(before),
    )
    this.#line = pick(others, this.#random) ?? this.#line.toReversed()
    this.#index = 0
    return true
  }
}

/** One of some lines: at random, or the one that begins nearest to a place. */
function pick(lines: readonly Line[], random: () => number, near?: Place): Line | undefined {
  if (!near) return lines[Math.floor(random() * lines.length)]
  const gap = ([first]: Line) => (first ? metresBetween(first, near) : Number.POSITIVE_INFINITY)
  return lines.reduce<Line | undefined>(
    (best, one) => (!best || gap(one) < gap(best) ? one : best),
    undefined,
  )
}
