import { WINDOW_CELLS } from './grid.ts'

/** Connected components: for each cell a number shared by cells of its class that are connected by sides. */
export function joinedCells(cells: Uint16Array): Int32Array {
  const W = WINDOW_CELLS
  const root = new Int32Array(W * W)
  for (let at = 0; at < W * W; at++) {
    const own = cells[at]
    const west = at % W > 0 && cells[at - 1] === own ? find(root, at - 1) : -1
    const north = at >= W && cells[at - W] === own ? find(root, at - W) : -1
    if (west < 0 && north < 0) root[at] = at
    else if (west < 0) root[at] = north
    else if (north < 0 || west === north) root[at] = west
    else {
      const first = Math.min(west, north)
      root[west] = first
      root[north] = first
      root[at] = first
    }
  }
  for (let at = 0; at < W * W; at++) root[at] = find(root, at)
  return root
}

/** Returns the root of a cell (union-find with path halving). */
function find(root: Int32Array, cell: number): number {
  let at = cell
  for (;;) {
    const above = root[at] ?? at
    if (above === at) return at
    const next = root[above] ?? above
    root[at] = next
    at = next
  }
}
