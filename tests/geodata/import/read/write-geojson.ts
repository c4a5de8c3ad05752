/** GeoJSON for imports: small features near Qingshan Lake. */
import { codeLists } from '../../../../geodata/model/codes.ts'
import type { GeometryKind, Layer, Property } from '../../../../geodata/model/layer.ts'

type Position = readonly [number, number]

const LAKE: Position = [119.72, 30.23]

export const featureCollection = (features: readonly object[]) =>
  JSON.stringify({ type: 'FeatureCollection', features })

const feature = (properties: object, type: string, coordinates: unknown) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
})

export const pointFeature = (properties: object, [x, y]: Position = LAKE) =>
  feature(properties, 'Point', [x, y])

/** Returns a square of some 100 m by its south-western corner. */
export function squareFeature(properties: object, [x, y]: Position = LAKE, size = 0.001) {
  const ring = [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ]
  return feature(properties, 'Polygon', [ring])
}

/** Returns the nth feature of a row with a table's kind of geometry. */
export function featureOf(kind: GeometryKind, properties: object, n: number) {
  const at: Position = [LAKE[0] + n / 100, LAKE[1]]
  if (kind === 'Point') return pointFeature(properties, at)
  if (kind === 'MultiPolygon') return squareFeature(properties, at)
  return feature(properties, 'LineString', [at, [at[0] + 0.001, at[1] + 0.001]])
}

/**
 * Returns a value for every column of a layer that a file may fill; the nth row has unique codes and names.
 */
export function valuesOf({ properties }: Layer, n: number): Record<string, unknown> {
  const columns = properties.filter(({ hidden, measured }) => !hidden && !measured)
  return Object.fromEntries(columns.map((property) => [property.name, sampleValue(property, n)]))
}

function sampleValue({ name, type, codes }: Property, n: number): unknown {
  if (codes === 'land_use') return '0701'
  if (codes === 'landUseDetails') return '070102'
  if (codes) return Object.keys(codeLists[codes])[0]
  if (type === 'number' || type === 'integer') return n
  if (type === 'boolean') return '是'
  if (type === 'date') return '2024-05-01'
  if (type === 'datetime') return '2024-05-01 08:30'
  return type === 'strings' ? '急救；救生' : `${name} ${n}`
}
