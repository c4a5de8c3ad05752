/** A raster of numbers over the plane. Row 0 is in the north; samples are at cell centres. */
import type { Box, Point } from './plane.ts'

export interface Frame {
  readonly width: number
  readonly height: number
  /** Side of a cell in metres. */
  readonly cell: number
  /** Western and northern edge in plane metres. */
  readonly west: number
  readonly north: number
}

export interface Grid extends Frame {
  readonly data: Float32Array
}

/** Returns a frame that covers a box with cells of the given size. */
export function frameOf(box: Box, cell: number): Frame {
  const width = Math.ceil((box[2] - box[0]) / cell)
  const height = Math.ceil((box[3] - box[1]) / cell)
  return { width, height, cell, west: box[0], north: box[3] }
}

/** Returns a frame of the same ground with cells `factor` times as large. */
export function coarser(frame: Frame, factor: number): Frame {
  return {
    ...frame,
    width: Math.ceil(frame.width / factor),
    height: Math.ceil(frame.height / factor),
    cell: frame.cell * factor,
  }
}

export function createGrid(frame: Frame, value?: (x: number, y: number, index: number) => number): Grid {
  const { width, height, cell, west, north } = frame
  const data = new Float32Array(width * height)
  if (value) {
    for (let row = 0, i = 0; row < height; row++) {
      const y = north - (row + 0.5) * cell
      for (let column = 0; column < width; column++, i++) data[i] = value(west + (column + 0.5) * cell, y, i)
    }
  }
  return { width, height, cell, west, north, data }
}

/** Returns a new grid, computed cell by cell. */
export function mapGrid(grid: Grid, value: (value: number, index: number) => number): Grid {
  const data = new Float32Array(grid.data.length)
  for (let i = 0; i < data.length; i++) data[i] = value(grid.data[i] as number, i)
  return { ...grid, data }
}

/** Returns the index of the cell at a point, clamped to the frame. */
export function cellAt(frame: Frame, [x, y]: Point): number {
  const column = Math.min(frame.width - 1, Math.max(0, Math.floor((x - frame.west) / frame.cell)))
  const row = Math.min(frame.height - 1, Math.max(0, Math.floor((frame.north - y) / frame.cell)))
  return row * frame.width + column
}

export function cellCentre(frame: Frame, index: number): Point {
  const row = Math.floor(index / frame.width)
  const column = index - row * frame.width
  return [frame.west + (column + 0.5) * frame.cell, frame.north - (row + 0.5) * frame.cell]
}

/** Returns the bilinear value at a point; outside, that of the nearest edge. */
export function sample(grid: Grid, x: number, y: number): number {
  const { width, height, data } = grid
  const fx = Math.min(width - 1, Math.max(0, (x - grid.west) / grid.cell - 0.5))
  const fy = Math.min(height - 1, Math.max(0, (grid.north - y) / grid.cell - 0.5))
  const x0 = Math.floor(fx)
  const y0 = Math.floor(fy)
  const right = x0 < width - 1 ? 1 : 0
  const below = y0 < height - 1 ? width : 0
  const i = y0 * width + x0
  const u = fx - x0
  const v = fy - y0
  const top = (data[i] as number) * (1 - u) + (data[i + right] as number) * u
  const bottom = (data[i + below] as number) * (1 - u) + (data[i + below + right] as number) * u
  return top * (1 - v) + bottom * v
}

/** Returns the value by Catmull-Rom cubics, smooth enough to enlarge a height field without facets. */
export function sampleSmooth(grid: Grid, x: number, y: number): number {
  const fx = (x - grid.west) / grid.cell - 0.5
  const fy = (grid.north - y) / grid.cell - 0.5
  const column = Math.floor(fx)
  const row = Math.floor(fy)
  const u = fx - column
  const v = fy - row
  return (
    smoothAlong(grid, row - 1, column, u) * far(v) +
    smoothAlong(grid, row, column, u) * close(v) +
    smoothAlong(grid, row + 1, column, u) * close(1 - v) +
    smoothAlong(grid, row + 2, column, u) * far(1 - v)
  )
}

/** Interpolates along a row at `u` cells past `column`; beyond the edge the grid is constant. */
function smoothAlong({ width, height, data }: Grid, row: number, column: number, u: number): number {
  const start = Math.min(height - 1, Math.max(0, row)) * width
  const last = width - 1
  return (
    (data[start + Math.min(last, Math.max(0, column - 1))] as number) * far(u) +
    (data[start + Math.min(last, Math.max(0, column))] as number) * close(u) +
    (data[start + Math.min(last, Math.max(0, column + 1))] as number) * close(1 - u) +
    (data[start + Math.min(last, Math.max(0, column + 2))] as number) * far(1 - u)
  )
}

/** Weights of the samples at `d` and `d` + 1 cells; d is below 1. */
const close = (d: number) => (1.5 * d - 2.5) * d * d + 1
const far = (d: number) => ((-0.5 * d + 1) * d - 0.5) * d

/** Blurs with a box of `radius` cells, `passes` times; three passes are close to Gaussian. */
export function blur(grid: Grid, radius: number, passes = 2): Grid {
  let data = grid.data
  for (let pass = 0; pass < passes; pass++) {
    data = blurLines(data, grid.width, grid.height, 1, grid.width, radius)
    data = blurLines(data, grid.height, grid.width, grid.width, 1, radius)
  }
  return { ...grid, data }
}

function blurLines(
  from: Float32Array,
  length: number,
  lines: number,
  step: number,
  lineStep: number,
  radius: number,
): Float32Array {
  const to = new Float32Array(from.length)
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep
    const value = (i: number) => from[start + Math.min(length - 1, Math.max(0, i)) * step] as number
    let sum = 0
    for (let i = -radius; i <= radius; i++) sum += value(i)
    for (let i = 0; i < length; i++) {
      to[start + i * step] = sum / (2 * radius + 1)
      sum += value(i + radius + 1) - value(i - radius)
    }
  }
  return to
}
