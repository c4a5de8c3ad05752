/** Builds rings of polygons from the lines that they reference. */
import { type Positions, type VctDocument, VctError, type VctPolygon } from './vct.ts'

type Position = readonly [x: number, y: number]
/** Closed: the last position is the first. */
export type Ring = readonly Position[]

/** Ends of lines meet within this distance: 1 mm, in degrees 1e-8. */
const GAP = { metres: 0.001, degrees: 1e-8 }

export const positionsOf = (flat: Positions): Position[] =>
  Array.from({ length: flat.length / 2 }, (_, i): Position => [flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0])

/** Returns the positions of a line; of one made of other lines, those of all. Throws VctError. */
export function lineOf(document: VctDocument, id: string, place: number, depth = 0): Position[] {
  const isReversed = id.startsWith('-')
  const found = document.lines.get(isReversed ? id.slice(1) : id)
  if (found === undefined || depth > 8) throw noLine(place, id)
  const { path } = found
  const positions =
    path instanceof Float64Array
      ? positionsOf(path)
      : path.filter((part) => part !== '0').flatMap((part) => lineOf(document, part, found.line, depth + 1))
  return isReversed ? positions.reverse() : positions
}

/**
 * Returns the closed rings of a polygon in any order, and how many lines had to be turned against their sign
 * because only so their ends meet. Throws VctError if a ring does not close.
 */
export function ringsOf(
  document: VctDocument,
  polygon: VctPolygon,
  unit: keyof typeof GAP,
): { readonly rings: Ring[]; readonly turned: number } {
  const { boundary, line, id } = polygon
  if (!('lines' in boundary)) return { rings: boundary.map((flat) => closed(positionsOf(flat))), turned: 0 }
  const rings: Ring[] = []
  const chain = new Chain(GAP[unit])
  for (const reference of boundary.lines) {
    if (reference !== '0')
      chain.add(lineOf(document, reference, line), (gap) => open(line, id, reference, gap))
    if (chain.isClosed) rings.push(chain.take())
    else if (reference === '0' && !chain.isEmpty) throw open(line, id, reference, chain.gap)
  }
  if (!chain.isEmpty) throw open(line, id, '0', chain.gap)
  return { rings, turned: chain.turned }
}

/** Closes a ring whose first position is not repeated. */
function closed(ring: Position[]): Ring {
  const [first, last] = [ring[0], ring.at(-1)]
  return first === undefined || last === undefined || distance(first, last) === 0 ? ring : [...ring, first]
}

const distance = ([x1, y1]: Position, [x2, y2]: Position) => Math.hypot(x2 - x1, y2 - y1)

class Chain {
  readonly #tolerance: number
  #positions: Position[] = []
  #lines = 0
  turned = 0

  constructor(tolerance: number) {
    this.#tolerance = tolerance
  }

  get isEmpty(): boolean {
    return this.#positions.length === 0
  }

  get gap(): number {
    const [first, last] = [this.#positions[0], this.#positions.at(-1)]
    return first && last ? distance(first, last) : 0
  }

  get isClosed(): boolean {
    return this.#positions.length > 3 && this.gap <= this.#tolerance
  }

  /** Appends a line by its nearer end; the first line turns where only its beginning meets the second. */
  add(line: Position[], error: (gap: number) => VctError): void {
    const [first, last] = [line[0], line.at(-1)]
    const end = this.#positions.at(-1)
    const begin = this.#positions[0]
    if (first === undefined || last === undefined) return
    if (end === undefined || begin === undefined) {
      this.#positions = line
      this.#lines = 1
      return
    }
    const meets = (one: Position, other: Position) => distance(one, other) <= this.#tolerance
    if (
      this.#lines === 1 &&
      !meets(end, first) &&
      !meets(end, last) &&
      (meets(begin, first) || meets(begin, last))
    ) {
      this.#positions.reverse()
      this.turned++
    }
    const from = this.#positions.at(-1) ?? end
    if (!meets(from, first) && !meets(from, last))
      throw error(Math.min(distance(from, first), distance(from, last)))
    const isTurned = !meets(from, first)
    if (isTurned) this.turned++
    this.#positions.push(...(isTurned ? line.toReversed() : line).slice(1))
    this.#lines++
  }

  /** Returns the ring, exactly closed, and begins the next one. */
  take(): Ring {
    const ring = this.#positions
    const [first] = ring
    if (first !== undefined) ring[ring.length - 1] = first
    this.#positions = []
    this.#lines = 0
    return ring
  }
}

const noLine = (place: number, id: string) =>
  new VctError(place, {
    zh: `此对象引用线 ${id.replace('-', '')}，文件中没有这条线。`,
    en: `This object references the line ${id.replace('-', '')}, which the file does not have.`,
  })

const open = (place: number, id: string, at: string, gap: number) =>
  new VctError(place, {
    zh: `面 ${id} 的圈不闭合：${at === '0' ? '首尾' : `与线 ${at.replace('-', '')} 的端点`}相距 ${gap.toFixed(3)}。`,
    en: `A ring of the polygon ${id} does not close: ${at === '0' ? 'its ends' : `the ends at the line ${at.replace('-', '')}`} are ${gap.toFixed(3)} apart.`,
  })
