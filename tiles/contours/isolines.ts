/**
 * Isolines of a grid by marching squares (Lorensen and Cline 1987, in the plane): a line crosses the
 * edge between two neighbouring samples where linear interpolation gives the level. A crossing depends
 * on these two samples only, so tiles that share them share the line.
 */
export interface ContourGrid {
  readonly side: number
  /** Row by row from the north-west. */
  readonly heights: Float64Array
  /** 1 for each cell (identified by its north-western sample) that no line may cross. */
  readonly closed: Uint8Array
  /** Tile units between samples, and the position of the first one. */
  readonly step: number
  readonly origin: number
}

/** Returns cells by the level that crosses them; levels are multiples of the interval. */
export function crossedCells(
  { side, heights, closed }: ContourGrid,
  interval: number,
): Map<number, number[]> {
  const cells = new Map<number, number[]>()
  for (let row = 0; row < side - 1; row++) {
    for (let column = 0; column < side - 1; column++) {
      const cell = row * side + column
      if (closed[cell] === 1) continue
      const a = heights[cell] ?? 0
      const b = heights[cell + 1] ?? 0
      const c = heights[cell + side] ?? 0
      const d = heights[cell + side + 1] ?? 0
      const last = Math.floor(Math.max(a, b, c, d) / interval)
      for (let level = Math.floor(Math.min(a, b, c, d) / interval) + 1; level <= last; level++) {
        const list = cells.get(level)
        if (list) list.push(cell)
        else cells.set(level, [cell])
      }
    }
  }
  return cells
}

/** Steps from a sample to its neighbour in the east are even, those to the south are odd. */
const eastward = (sample: number) => 2 * sample
const southward = (sample: number) => 2 * sample + 1

/** For the 16 cases of corners above a level (1 NW, 2 NE, 4 SE, 8 SW): the sides that a line connects. */
const sides: readonly (readonly number[])[] = (() => {
  const [top, right, bottom, left] = [0, 1, 2, 3]
  const half = [
    [],
    [left, top],
    [top, right],
    [left, right],
    [right, bottom],
    [],
    [top, bottom],
    [left, bottom],
  ]
  return [...half, ...half.toReversed()]
})()
const SADDLE = 5
const OTHER_SADDLE = 10

export class IsolineTracer {
  readonly #grid: ContourGrid
  /** For each crossed edge, the two edges where the line continues; -1 for none. */
  readonly #links: Int32Array
  #touched: number[] = []

  constructor(grid: ContourGrid) {
    this.#grid = grid
    this.#links = new Int32Array(grid.side * grid.side * 4).fill(-1)
  }

  /** Returns the lines of one level as sequences of crossed edges. A closed line ends with its first edge. */
  trace(level: number, cells: readonly number[]): number[][] {
    for (const cell of cells) this.#cross(cell, level)
    const touched = this.#touched
    const lines: number[][] = []
    for (const step of touched) if (this.#links[2 * step + 1] === -1) this.#follow(step, lines)
    for (const step of touched) this.#follow(step, lines)
    this.#touched = []
    return lines
  }

  /** Where a level crosses an edge, in tile units. */
  place(step: number, level: number): readonly [x: number, y: number] {
    const { side, heights, step: units, origin } = this.#grid
    const sample = step >> 1
    const column = sample % side
    const x = origin + column * units
    const y = origin + ((sample - column) / side) * units
    const [near, far] = this.ends(step)
    const from = heights[near] ?? 0
    const along = Math.round(((level - from) / ((heights[far] ?? 0) - from)) * units)
    return step % 2 === 0 ? [x + along, y] : [x, y + along]
  }

  /** Returns the two samples of an edge. */
  ends(step: number): readonly [number, number] {
    const sample = step >> 1
    return [sample, sample + (step % 2 === 0 ? 1 : this.#grid.side)]
  }

  #cross(cell: number, level: number): void {
    const { side, heights } = this.#grid
    const nw = heights[cell] ?? 0
    const ne = heights[cell + 1] ?? 0
    const sw = heights[cell + side] ?? 0
    const se = heights[cell + side + 1] ?? 0
    const above =
      (nw >= level ? 1 : 0) | (ne >= level ? 2 : 0) | (se >= level ? 4 : 0) | (sw >= level ? 8 : 0)
    const steps = [eastward(cell), southward(cell + 1), eastward(cell + side), southward(cell)]
    if (above === SADDLE || above === OTHER_SADDLE) {
      // Saddle: the mean of the corners decides whether the high ones are connected.
      const joined = (nw + ne + sw + se) / 4 >= level === (above === SADDLE)
      this.#link(steps[0], steps[joined ? 1 : 3])
      this.#link(steps[2], steps[joined ? 3 : 1])
      return
    }
    const [from = 0, to = 0] = sides[above] ?? []
    this.#link(steps[from], steps[to])
  }

  #link(a = -1, b = -1): void {
    this.#linkOneWay(a, b)
    this.#linkOneWay(b, a)
  }

  #linkOneWay(from: number, to: number): void {
    if (this.#links[2 * from] === -1) {
      this.#links[2 * from] = to
      this.#touched.push(from)
    } else this.#links[2 * from + 1] = to
  }

  /** Follows the line that begins at an edge, unless it was followed before. */
  #follow(first: number, lines: number[][]): void {
    const links = this.#links
    if (links[2 * first] === -1) return
    const line: number[] = []
    let before = -1
    let step = first
    while (step !== -1) {
      line.push(step)
      const [a = -1, b = -1] = [links[2 * step], links[2 * step + 1]]
      links[2 * step] = -1
      links[2 * step + 1] = -1
      const next = a === before ? b : a
      before = step
      step = next
      if (step === first) {
        line.push(first)
        break
      }
    }
    lines.push(line)
  }
}
