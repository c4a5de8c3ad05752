/** Counts incidents in hexagons on the Web Mercator plane. */
import type { Feature, Polygon } from 'geojson'
import type { IncidentColumns } from './incident-columns.ts'

/** Converts degrees to Web Mercator coordinates scaled to 0–1, and back. */
const toX = (longitude: number) => (longitude + 180) / 360
const toY = (latitude: number) =>
  0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI)
const toLongitude = (x: number) => x * 360 - 180
const toLatitude = (y: number) => (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90

/** A hexagon with its centre on the Mercator plane. */
export interface Hexagon {
  readonly x: number
  readonly y: number
  readonly count: number
}

const SQRT3 = Math.sqrt(3)

/** Returns the pointy-topped hexagon of a point: the nearest centre of two candidate rows (as in d3-hexbin). */
function cellOf(x: number, y: number, radius: number): readonly [column: number, row: number] {
  const height = radius * 1.5
  const width = radius * SQRT3
  const rowAt = Math.round(y / height)
  const columnAt = Math.round(x / width - (rowAt & 1) / 2)
  const rowRest = y / height - rowAt
  if (Math.abs(rowRest) * 3 <= 1) return [columnAt, rowAt]
  const columnRest = x / width - (columnAt + (rowAt & 1) / 2)
  const otherRow = rowAt + Math.sign(rowRest)
  const otherColumn = Math.round(x / width - (otherRow & 1) / 2)
  const otherRest = x / width - (otherColumn + (otherRow & 1) / 2)
  const otherRowRest = y / height - otherRow
  const aspect = (height / width) ** 2
  const here = columnRest ** 2 + rowRest ** 2 * aspect
  const there = otherRest ** 2 + otherRowRest ** 2 * aspect
  return here <= there ? [columnAt, rowAt] : [otherColumn, otherRow]
}

/**
 * Counts selected incidents by hexagon. `size` is the radius of a hexagon in pixels at `zoom`, for tiles of 512
 * pixels.
 */
export function binHexagons(
  { longitudes, latitudes }: Pick<IncidentColumns, 'longitudes' | 'latitudes'>,
  chosen: Uint32Array,
  zoom: number,
  size: number,
): { readonly radius: number; readonly hexagons: readonly Hexagon[] } {
  const radius = size / (512 * 2 ** zoom)
  const cells = new Map<string, { x: number; y: number; count: number }>()
  for (const index of chosen) {
    const [column, row] = cellOf(toX(longitudes[index] ?? 0), toY(latitudes[index] ?? 0), radius)
    const key = `${column}/${row}`
    const cell = cells.get(key)
    if (cell) cell.count += 1
    else {
      const x = (column + (row & 1) / 2) * radius * SQRT3
      cells.set(key, { x, y: row * radius * 1.5, count: 1 })
    }
  }
  return { radius, hexagons: [...cells.values()] }
}

const corners = Array.from({ length: 6 }, (_, index) => {
  const angle = (index * Math.PI) / 3 - Math.PI / 2
  return [Math.cos(angle), Math.sin(angle)] as const
})

/** Returns a hexagon as a polygon (WGS 84 degrees), slightly smaller than its cell, with its count. */
export function hexagonFeature(
  { x, y, count }: Hexagon,
  radius: number,
): Feature<Polygon, { count: number }> {
  const ring = [...corners, ...corners.slice(0, 1)].map(([dx, dy]) => [
    toLongitude(x + dx * radius * 0.96),
    toLatitude(y + dy * radius * 0.96),
  ])
  return { type: 'Feature', properties: { count }, geometry: { type: 'Polygon', coordinates: [ring] } }
}
