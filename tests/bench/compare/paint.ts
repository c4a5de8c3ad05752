/** Paints polygons of a tile on a small image without anti-aliasing, enough to compare two tiles. */
import type { VectorTileFeature } from '@mapbox/vector-tile'

/** Points along a side of the image, and points per pixel of the comparison. */
const SIDE = 1024
const PIXEL = 4
const POLYGON = 3

type Colour = readonly [red: number, green: number, blue: number]

/** White for unpainted points. */
const PAPER: Colour = [255, 255, 255]

/**
 * Returns the difference of two images of 256 × 256 pixels: the mean difference of colour channels, from 0 to
 * 1, over the pixels that either of them paints. Each pixel is the mean of 16 points.
 */
export function pictureDifference(
  a: readonly string[],
  b: readonly string[],
  colourOf: (name: string) => Colour,
): number {
  let [painted, difference] = [0, 0]
  for (let y = 0; y < SIDE; y += PIXEL) {
    for (let x = 0; x < SIDE; x += PIXEL) {
      const [ours, theirs] = [pixel(a, x, y, colourOf), pixel(b, x, y, colourOf)]
      if (!ours && !theirs) continue
      painted++
      const [one, other] = [ours ?? PAPER, theirs ?? PAPER]
      difference += one.reduce((sum, part, index) => sum + Math.abs(part - (other[index] ?? 0)), 0) / 3 / 255
    }
  }
  return painted === 0 ? 0 : difference / painted
}

/** Returns the mean colour of a pixel's points; undefined if none of them is painted. */
function pixel(
  picture: readonly string[],
  left: number,
  top: number,
  colourOf: (name: string) => Colour,
): number[] | undefined {
  const sum = [0, 0, 0]
  let painted = false
  for (let point = 0; point < PIXEL * PIXEL; point++) {
    const name = picture[(top + Math.floor(point / PIXEL)) * SIDE + left + (point % PIXEL)] ?? ''
    if (name !== '') painted = true
    const colour = name === '' ? PAPER : colourOf(name)
    for (const part of [0, 1, 2]) sum[part] = (sum[part] ?? 0) + (colour[part] ?? 0)
  }
  return painted ? sum.map((part) => part / (PIXEL * PIXEL)) : undefined
}

/** Returns the class at each point of an image of 1024 × 1024, row by row; '' for unpainted points. */
export function paint(features: Iterable<VectorTileFeature>, classOf: string): string[] {
  const picture = new Array<string>(SIDE * SIDE).fill('')
  for (const feature of features) {
    if (feature.type !== POLYGON) continue
    const colour = String(feature.properties[classOf] ?? 'any')
    const scale = SIDE / feature.extent
    const edges = feature.loadGeometry().flatMap((ring) =>
      ring.slice(1).map((end, index) => {
        const start = ring[index] ?? end
        return [start.x * scale, start.y * scale, end.x * scale, end.y * scale] as const
      }),
    )
    fill(picture, edges, colour)
  }
  return picture
}

type Edge = readonly [x1: number, y1: number, x2: number, y2: number]

/** Even-odd rule at the middle of each pixel. */
function fill(picture: string[], edges: readonly Edge[], colour: string): void {
  const ys = edges.map(([, y1]) => y1)
  const first = Math.max(0, Math.floor(ys.reduce((a, b) => Math.min(a, b), SIDE)))
  const last = Math.min(SIDE - 1, Math.ceil(ys.reduce((a, b) => Math.max(a, b), 0)))
  for (let row = first; row <= last; row++) {
    const middle = row + 0.5
    const crossings = edges
      .filter(([, y1, , y2]) => y1 <= middle !== y2 <= middle)
      .map(([x1, y1, x2, y2]) => x1 + ((middle - y1) / (y2 - y1)) * (x2 - x1))
      .toSorted((a, b) => a - b)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i] ?? 0) - 0.5))
      const to = Math.min(SIDE - 1, Math.ceil((crossings[i + 1] ?? 0) - 0.5) - 1)
      for (let column = from; column <= to; column++) picture[row * SIDE + column] = colour
    }
  }
}
