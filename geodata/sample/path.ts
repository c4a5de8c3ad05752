/** Ways over the ground: the cheapest path on a raster of costs (A*), as a smooth line. */
import type { Grid } from './grid.ts'
import { cellAt, cellCentre } from './grid.ts'
import { Heap } from './heap.ts'
import type { Line, Point } from './plane.ts'
import { chaikin, simplify } from './polyline.ts'

/** Cost of a metre in each cell, at least 1; Infinity where nothing passes. Undefined when cut off. */
export function cheapestPath(costs: Grid, from: Point, to: Point): Line | undefined {
  const { width, cell, data } = costs
  const goal = cellAt(costs, to)
  const start = cellAt(costs, from)
  const [goalColumn, goalRow] = [goal % width, Math.floor(goal / width)]
  const spent = new Float32Array(data.length).fill(Infinity)
  const before = new Int32Array(data.length).fill(-1)
  const done = new Uint8Array(data.length)
  const heap = new Heap()
  spent[start] = 0
  heap.push(start, 0)
  const offsets = [1, -1, width, -width, width + 1, width - 1, 1 - width, -width - 1]
  for (let i = heap.pop(); i >= 0 && i !== goal; i = heap.pop()) {
    if (done[i]) continue
    done[i] = 1
    const column = i % width
    for (let k = 0; k < 8; k++) {
      const j = i + (offsets[k] as number)
      if (j < 0 || j >= data.length || done[j] || Math.abs((j % width) - column) > 1) continue
      const run = k < 4 ? cell : cell * Math.SQRT2
      const next = (spent[i] as number) + (run * ((data[i] as number) + (data[j] as number))) / 2
      if (next >= (spent[j] as number)) continue
      spent[j] = next
      before[j] = i
      const left = Math.hypot((j % width) - goalColumn, Math.floor(j / width) - goalRow) * cell
      heap.push(j, next + left)
    }
  }
  if (before[goal] === -1) return undefined
  const cells: number[] = []
  for (let i = goal; i !== -1; i = before[i] as number) cells.push(i)
  cells.reverse()
  const middle = cells.slice(1, -1).map((i): Point => cellCentre(costs, i))
  return [from, ...middle, to]
}

/** A raster path with its steps taken out. */
export function easeCourse(line: Line, tolerance: number, rounds = 3): Line {
  return chaikin(simplify(line, tolerance), rounds)
}
