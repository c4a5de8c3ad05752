/** Computes drainage on a height field: fills pits, accumulates flow, traces streams as lines. */
import type { Grid } from './grid.ts'
import { cellCentre } from './grid.ts'
import { Heap } from './heap.ts'
import type { Line, Point } from './plane.ts'
import { chaikin } from './polyline.ts'

export interface Drainage {
  /** The cell that each cell drains to; itself at the edge and at outlets. */
  readonly receivers: Int32Array
  /** Drained area in square metres through each cell. */
  readonly area: Float32Array
}

/** Priority flood (Barnes, Lehman and Mulla 2014): every cell drains to an outlet or the edge. */
export function drain(heights: Grid, outlet: (index: number) => boolean): Drainage {
  const { width, height, cell, data } = heights
  const size = width * height
  const receivers = new Int32Array(size).fill(-1)
  const order = new Int32Array(size)
  const heap = new Heap()
  const level = data.slice()
  for (let i = 0; i < size; i++) {
    const column = i % width
    const edge = i < width || i >= size - width || column === 0 || column === width - 1
    if (edge || outlet(i)) {
      receivers[i] = i
      heap.push(i, level[i] as number)
    }
  }
  let end = 0
  const offsets = [1, -1, width, -width, width + 1, width - 1, 1 - width, -width - 1]
  for (let i = heap.pop(); i >= 0; i = heap.pop()) {
    order[end++] = i
    for (const offset of offsets) {
      const j = i + offset
      if (j < 0 || j >= size || receivers[j] !== -1) continue
      receivers[j] = i
      level[j] = Math.max(level[j] as number, (level[i] as number) + 0.001)
      heap.push(j, level[j] as number)
    }
  }
  const area = new Float32Array(size).fill(cell * cell)
  for (let k = end - 1; k >= 0; k--) {
    const i = order[k] as number
    const r = receivers[i] as number
    if (r !== i) area[r] = (area[r] as number) + (area[i] as number)
  }
  return { receivers, area }
}

export interface Stream {
  readonly line: Line
  /** Drained area in square metres at its lower end. */
  readonly catchment: number
}

/**
 * Traces streams from their source to a confluence or an outlet. At a confluence, the longest one continues.
 */
export function traceStreams(heights: Grid, { receivers, area }: Drainage, minArea: number): Stream[] {
  const heads: number[] = []
  const fed = new Uint8Array(receivers.length)
  for (let i = 0; i < receivers.length; i++) {
    const r = receivers[i] as number
    if (r !== i && (area[i] as number) >= minArea) fed[r] = 1
  }
  for (let i = 0; i < receivers.length; i++) {
    if ((area[i] as number) >= minArea && !fed[i] && receivers[i] !== i) heads.push(i)
  }
  const taken = new Uint8Array(receivers.length)
  const runs = heads.map((head) => ({ head, steps: stepsDown(head, receivers) }))
  runs.sort((a, b) => b.steps - a.steps || a.head - b.head)
  const streams: Stream[] = []
  for (const { head } of runs) {
    const cells = [head]
    let i = head
    while (!taken[i] && receivers[i] !== i) {
      taken[i] = 1
      i = receivers[i] as number
      cells.push(i)
    }
    if (cells.length < 8) continue
    const line = cells.map((c): Point => cellCentre(heights, c))
    streams.push({ line: smoothCourse(line), catchment: area[cells.at(-2) as number] as number })
  }
  return streams
}

/** Keeps every third cell and cuts corners, to hide the raster's eight directions. */
function smoothCourse(line: Line): Line {
  const last = line.length - 1
  const thinned = line
    .filter((_, i) => i % 3 === 0 || i === last)
    .filter((_, i, all) => i !== all.length - 2 || last % 3 === 0 || all.length < 3)
  return chaikin(thinned, 2)
}

function stepsDown(from: number, receivers: Int32Array): number {
  let steps = 0
  for (let i = from; receivers[i] !== i; i = receivers[i] as number) steps++
  return steps
}
