/** Paints polygons of a tile on a small picture, without smoothing: enough to compare two looks. */
import type { VectorTileFeature } from '@mapbox/vector-tile'

const SIDE = 256
const POLYGON = 3

/** The class of each pixel of a picture of 256 × 256, row by row; '' where nothing is painted. */
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
