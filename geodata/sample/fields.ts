/** Raster fields used in many parts of the sample: slope, distance to lines, minima of distances. */
import { distanceTo } from './distance.ts'
import type { Frame, Grid } from './grid.ts'
import { blur, cellAt, createGrid } from './grid.ts'
import type { Line, Ring } from './plane.ts'
import { boxOf, contains } from './polygon.ts'
import { resample } from './polyline.ts'

/** Returns the slope in degrees, smoothed over about `radius` cells. */
export function slopeOf(heights: Grid, radius: number): Grid {
  const smooth = blur(heights, 1)
  const { width, height, cell, data } = smooth
  const slope = createGrid(heights, (_x, _y, i) => {
    const column = i % width
    const row = Math.floor(i / width)
    const dx = (data[i + (column < width - 1 ? 1 : 0)] as number) - (data[i - (column > 0 ? 1 : 0)] as number)
    const dy =
      (data[i + (row < height - 1 ? width : 0)] as number) - (data[i - (row > 0 ? width : 0)] as number)
    return (Math.atan(Math.sqrt(dx * dx + dy * dy) / (2 * cell)) * 180) / Math.PI
  })
  return blur(slope, radius)
}

/** Returns the distance in metres to the nearest line, accurate to half a cell. */
export function distanceToLines(frame: Frame, lines: readonly Line[]): Grid {
  const marked = new Uint8Array(frame.width * frame.height)
  for (const line of lines) {
    for (const p of resample(line, frame.cell / 2)) {
      const inside =
        p[0] > frame.west &&
        p[1] < frame.north &&
        p[0] < frame.west + frame.width * frame.cell &&
        p[1] > frame.north - frame.height * frame.cell
      if (inside) marked[cellAt(frame, p)] = 1
    }
  }
  return distanceTo(frame, (i) => marked[i] === 1)
}

/** Returns 1 for cells whose centre is in one of the rings. */
export function cellsInside(frame: Frame, rings: readonly Ring[]): Uint8Array {
  const marked = new Uint8Array(frame.width * frame.height)
  for (const ring of rings) {
    const [minX, minY, maxX, maxY] = boxOf(ring)
    const left = Math.max(0, Math.floor((minX - frame.west) / frame.cell))
    const right = Math.min(frame.width - 1, Math.floor((maxX - frame.west) / frame.cell))
    const top = Math.max(0, Math.floor((frame.north - maxY) / frame.cell))
    const bottom = Math.min(frame.height - 1, Math.floor((frame.north - minY) / frame.cell))
    for (let row = top; row <= bottom; row++) {
      const y = frame.north - (row + 0.5) * frame.cell
      for (let column = left; column <= right; column++) {
        if (contains(ring, [frame.west + (column + 0.5) * frame.cell, y]))
          marked[row * frame.width + column] = 1
      }
    }
  }
  return marked
}

/** Returns the minimum of several fields in each cell. */
export function least(...fields: readonly Grid[]): Grid {
  const [first, ...rest] = fields
  if (!first) throw new RangeError('no field to compare')
  const data = first.data.slice()
  for (const field of rest) {
    for (let i = 0; i < data.length; i++) data[i] = Math.min(data[i] as number, field.data[i] as number)
  }
  return { ...first, data }
}
