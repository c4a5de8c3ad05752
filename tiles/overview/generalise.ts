/** Reduces a grid to a coarser one and removes details that are too small to be seen. */
import { MARGIN_CELLS, TILE_CELLS, type TileCells, WINDOW_CELLS } from './grid.ts'

/**
 * Returns the window of a tile from the grids of the 16 tiles of the next zoom in and around it, row by row
 * from the north-west; null for an empty one. All must use the same class numbers.
 */
export function halve(children: readonly (TileCells | null)[]): Uint16Array {
  const window = new Uint16Array(WINDOW_CELLS * WINDOW_CELLS)
  for (let row = 0; row < WINDOW_CELLS; row++) {
    const y = 2 * (row - MARGIN_CELLS) + TILE_CELLS
    const tileRow = Math.floor(y / TILE_CELLS) * 4
    const offset = (y % TILE_CELLS) * TILE_CELLS
    for (let column = 0; column < WINDOW_CELLS; column++) {
      const x = 2 * (column - MARGIN_CELLS) + TILE_CELLS
      const child = children[tileRow + Math.floor(x / TILE_CELLS)]
      if (!child) continue
      const at = offset + (x % TILE_CELLS)
      window[row * WINDOW_CELLS + column] = vote(
        child[at] ?? 0,
        child[at + 1] ?? 0,
        child[at + TILE_CELLS] ?? 0,
        child[at + TILE_CELLS + 1] ?? 0,
      )
    }
  }
  return window
}

/**
 * Merges four cells: empty if three of them are empty, otherwise their most frequent class (on a tie,
 * the north-western). Narrow gaps close, so that towns grow together.
 */
function vote(a: number, b: number, c: number, d: number): number {
  if (a === b && a === c && a === d) return a
  const covered = (a === 0 ? 0 : 1) + (b === 0 ? 0 : 1) + (c === 0 ? 0 : 1) + (d === 0 ? 0 : 1)
  if (covered < 2) return 0
  if (a !== 0 && (a === b || a === c || a === d)) return a
  if (b !== 0 && (b === c || b === d)) return b
  if (c !== 0 && c === d) return c
  return a || b || c
}

/**
 * Removes specks: a cell with fewer than `fewest` cells of its class in its 3 × 3 neighbourhood takes
 * the most frequent class there (on a tie, the lowest). Changes the window in place.
 */
export function removeSpecks(window: Uint16Array, fewest: number): void {
  const before = window.slice()
  const W = WINDOW_CELLS
  for (let row = 1; row < W - 1; row++) {
    for (let at = row * W + 1; at < row * W + W - 1; at++) {
      const own = before[at] ?? 0
      // Fast path: most cells have neighbours of the same class.
      if (own === before[at - 1] && own === before[at + 1] && own === before[at - W]) continue
      if (sameAround(before, at, own) < fewest) window[at] = mostFrequentAround(before, at)
    }
  }
}

const AROUND: readonly number[] = [
  -WINDOW_CELLS - 1,
  -WINDOW_CELLS,
  -WINDOW_CELLS + 1,
  -1,
  0,
  1,
  WINDOW_CELLS - 1,
  WINDOW_CELLS,
  WINDOW_CELLS + 1,
]

function sameAround(cells: Uint16Array, at: number, value: number): number {
  let count = 0
  for (const step of AROUND) if (cells[at + step] === value) count++
  return count
}

function mostFrequentAround(cells: Uint16Array, at: number): number {
  let best = cells[at] ?? 0
  let most = sameAround(cells, at, best)
  for (const step of AROUND) {
    const value = cells[at + step] ?? 0
    if (value === best) continue
    const count = sameAround(cells, at, value)
    if (count > most || (count === most && value < best)) {
      best = value
      most = count
    }
  }
  return best
}
