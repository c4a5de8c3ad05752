/**
 * Signed distance fields for MapLibre's text: 24 pixels per em, a border of 3 pixels, one byte per
 * pixel: 191 on the outline, 32 more per pixel inside, 32 less per pixel outside
 * (the format of fontnik, https://github.com/mapbox/node-fontnik).
 */
import type { Outline, Segments } from './outline.ts'

/** Border of a glyph in pixels, which every client expects. */
const BORDER = 3
const STEPS_A_PIXEL = 32
const ON_OUTLINE = 191
/** Larger distances cannot be distinguished, in pixels. */
const REACH = 8

export interface DistanceField {
  /** Without the border. */
  readonly width: number
  readonly height: number
  /** Offset of the glyph's box in pixels: to the right of the pen, and its top above the baseline. */
  readonly left: number
  readonly top: number
  /** Rows from the top, the border included. */
  readonly bitmap: Uint8Array
}

/** Returns the field of an outline in pixels. */
export function distanceField({ segments, bounds }: Outline): DistanceField {
  const left = Math.floor(bounds.left)
  const top = Math.ceil(bounds.top)
  const width = Math.ceil(bounds.right) - left
  const height = top - Math.floor(bounds.bottom)
  const columns = width + 2 * BORDER
  const rows = height + 2 * BORDER
  const bitmap = new Uint8Array(columns * rows)
  for (let row = 0; row < rows; row += 1) {
    const y = top + BORDER - row - 0.5
    for (let column = 0; column < columns; column += 1) {
      const x = left - BORDER + column + 0.5
      const steps = Math.round(ON_OUTLINE + STEPS_A_PIXEL * signedDistance(segments, x, y))
      bitmap[row * columns + column] = Math.min(255, Math.max(0, steps))
    }
  }
  return { width, height, left, top, bitmap }
}

/** Pixels from a point to the outline, positive within it by the non-zero rule. */
function signedDistance(segments: Segments, x: number, y: number): number {
  let nearest = REACH * REACH
  let winding = 0
  for (let i = 0; i < segments.length; i += 4) {
    const x0 = (segments[i] as number) - x
    const y0 = (segments[i + 1] as number) - y
    const dx = (segments[i + 2] as number) - x - x0
    const dy = (segments[i + 3] as number) - y - y0
    const along = Math.min(1, Math.max(0, -(x0 * dx + y0 * dy) / (dx * dx + dy * dy)))
    const distance = (x0 + along * dx) ** 2 + (y0 + along * dy) ** 2
    if (distance < nearest) nearest = distance
    const crosses = y0 <= 0 ? y0 + dy > 0 : y0 + dy <= 0
    // Where the segment passes the ray to the right of the point.
    if (crosses && x0 - (y0 * dx) / dy > 0) winding += dy > 0 ? 1 : -1
  }
  return winding === 0 ? -Math.sqrt(nearest) : Math.sqrt(nearest)
}
