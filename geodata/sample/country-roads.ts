/** Roads in the valleys: the cheapest way from each village to the road network. */
import type { Grid } from './grid.ts'
import { cellAt, cellCentre } from './grid.ts'
import { Heap } from './heap.ts'
import { easeCourse } from './path.ts'
import type { Line, Point } from './plane.ts'
import { distance } from './plane.ts'
import { lengthOf } from './polyline.ts'

/**
 * Returns a road for each goal that is not connected yet, the nearest first. Costs are as for `cheapestPath`.
 * A road ends at a point of the line that it joins.
 */
export function connect(costs: Grid, network: readonly Line[], goals: readonly Point[]): Line[] {
  const owners = new Map<number, Line>()
  for (const line of network) for (const p of densely(line, costs.cell)) owners.set(cellAt(costs, p), line)
  const { before, spent } = spread(costs, [...owners.keys()])
  const order = goals.toSorted(
    (a, b) => (spent[cellAt(costs, a)] as number) - (spent[cellAt(costs, b)] as number),
  )
  const roads: Line[] = []
  for (const goal of order) {
    const cells: number[] = []
    let i = cellAt(costs, goal)
    if (!Number.isFinite(spent[i] as number)) continue
    while (!owners.has(i) && before[i] !== -1) {
      cells.push(i)
      i = before[i] as number
    }
    const joined = owners.get(i)
    if (!joined || cells.length < 3) continue
    const end = nearestVertex(joined, cellCentre(costs, i))
    const middle = cells.slice(1).map((c) => cellCentre(costs, c))
    const road = easeCourse([goal, ...middle, end], costs.cell * 0.6)
    if (lengthOf(road) < 80) continue
    roads.push(road)
    for (const c of cells) owners.set(c, road)
  }
  return roads
}

function densely(line: Line, step: number): Point[] {
  const points: Point[] = []
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] as Point
    const b = line[i] as Point
    const pieces = Math.max(1, Math.ceil(distance(a, b) / step))
    for (let k = 0; k <= pieces; k++)
      points.push([a[0] + ((b[0] - a[0]) * k) / pieces, a[1] + ((b[1] - a[1]) * k) / pieces])
  }
  return points
}

function nearestVertex(line: Line, to: Point): Point {
  let best = line[0] as Point
  for (const p of line) if (distance(p, to) < distance(best, to)) best = p
  return best
}

/** Dijkstra's algorithm from all cells of the network at once. */
function spread(costs: Grid, sources: readonly number[]) {
  const { width, cell, data } = costs
  const spent = new Float32Array(data.length).fill(Infinity)
  const before = new Int32Array(data.length).fill(-1)
  const done = new Uint8Array(data.length)
  const heap = new Heap()
  for (const i of sources) {
    spent[i] = 0
    heap.push(i, 0)
  }
  const offsets = [1, -1, width, -width, width + 1, width - 1, 1 - width, -width - 1]
  for (let i = heap.pop(); i >= 0; i = heap.pop()) {
    if (done[i]) continue
    done[i] = 1
    for (let k = 0; k < 8; k++) {
      const j = i + (offsets[k] as number)
      if (j < 0 || j >= data.length || done[j] || Math.abs((j % width) - (i % width)) > 1) continue
      const run = k < 4 ? cell : cell * Math.SQRT2
      const next = (spent[i] as number) + (run * ((data[i] as number) + (data[j] as number))) / 2
      if (next >= (spent[j] as number)) continue
      spent[j] = next
      before[j] = i
      heap.push(j, next)
    }
  }
  return { before, spent }
}
