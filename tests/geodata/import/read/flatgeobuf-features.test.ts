/** FlatGeobuf and GeoJSON from GDAL contain the same features. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Feature, Geometry } from 'geojson'
import { afterAll, expect, it } from 'vitest'
import { Gdal } from '../../../../geodata/import/gdal/gdal.ts'
import { readFeatures } from '../../../../geodata/import/read/feature-lines.ts'
import { interchangeOf, TEXT } from '../../../../geodata/import/read/interchange.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-flatgeobuf-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ring = (x: number, size: number) => [
  [x, 30],
  [x + size, 30],
  [x + size, 30 + size],
  [x, 30 + size],
  [x, 30],
]
/** More than the megabyte that is read at a time. */
const longRing = Array.from({ length: 100_001 }, (_, i) => {
  const angle = ((i % 100_000) / 100_000) * 2 * Math.PI
  return [120 + 0.1 * Math.cos(angle), 30 + 0.1 * Math.sin(angle)].map((value) => Number(value.toFixed(8)))
})
const features: Feature<Geometry | null>[] = [
  { name: '青山', number: 1.5, whole: 7, code: 330112201000001, day: '2023-11-05', known: true, empty: '' },
  { name: null, number: 1e-7, whole: null },
].map((properties, i) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring(119 + i, 0.01)] },
}))
const shapes: (Geometry | null)[] = [
  null,
  { type: 'MultiPolygon', coordinates: [[ring(119, 0.1), ring(119, 0.01)], [ring(121, 0.1)]] },
  { type: 'Polygon', coordinates: [longRing] },
  { type: 'Point', coordinates: [119.5, 30.5] },
  {
    type: 'MultiPoint',
    coordinates: [
      [119, 30],
      [120, 31],
    ],
  },
  {
    type: 'LineString',
    coordinates: [
      [119, 30],
      [120, 31],
    ],
  },
  {
    type: 'MultiLineString',
    coordinates: [
      [
        [119, 30],
        [120, 31],
      ],
      [
        [119, 31],
        [120, 32],
      ],
    ],
  },
  {
    type: 'GeometryCollection',
    geometries: [
      { type: 'Point', coordinates: [119, 30] },
      {
        type: 'LineString',
        coordinates: [
          [119, 30],
          [120, 31],
        ],
      },
    ],
  },
]
for (const geometry of shapes) features.push({ type: 'Feature', properties: { name: 'shape' }, geometry })

it('reads the same from both formats', { timeout: 60_000 }, async () => {
  const file = join(folder, 'features.geojson')
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
  const gdal = await Gdal.start()
  try {
    const { info } = await gdal.info(file)
    const [layer] = (info as { layers: Parameters<typeof interchangeOf>[0][] }).layers
    if (!layer) throw new Error('GDAL found no layer')
    const { format, extension } = interchangeOf(layer)
    expect(extension).toBe('fgb')
    const read = async (args: readonly string[], ending: string) => {
      const shape = ['-dim', 'XY', '-nlt', 'CONVERT_TO_LINEAR', '-mapFieldType', 'Integer64=String']
      await gdal.convert('ogr2ogr', file, [...args, ...shape, '-t_srs', 'EPSG:4326'], 'out')
      const found = []
      for await (const feature of readFeatures(join(gdal.folder, `out.${ending}`)))
        found.push(normal(feature))
      return found
    }
    const flat = await read(format, extension)
    const text = await read(TEXT, 'geojsonl')
    expect(flat).toHaveLength(features.length)
    expect(flat).toEqual(text)
    expect(flat[0]?.properties).toMatchObject({
      name: '青山',
      code: '330112201000001',
      day: '2023-11-05',
      empty: '',
    })
  } finally {
    await gdal.close()
  }
})

/**
 * Without nulls, to six decimals (GDAL writes 0.09999999 as 0.1), by corners, because winding differs between
 * formats.
 */
function normal({ properties, geometry }: Feature<Geometry | null>) {
  const rounded = JSON.parse(JSON.stringify(geometry), (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value,
  )
  const text = JSON.stringify(rounded) ?? 'null'
  return {
    properties: Object.fromEntries(Object.entries(properties ?? {}).filter(([, value]) => value !== null)),
    type: geometry?.type ?? null,
    corners: (text.match(/\[-?[\d.e-]+,-?[\d.e-]+\]/g) ?? []).sort(),
  }
}

it('leaves times, lists and small numbers to text', () => {
  const layerOf = (type: string, subtype?: string) => ({
    name: 'layer',
    featureCount: 1,
    geometryFields: [],
    fields: [{ name: 'field', type, ...(subtype === undefined ? {} : { subtype }) }],
  })
  for (const type of ['DateTime', 'Time', 'StringList', 'Binary']) {
    expect(interchangeOf(layerOf(type)).extension, type).toBe('geojsonl')
  }
  expect(interchangeOf(layerOf('Real', 'Float32')).extension).toBe('geojsonl')
  expect(interchangeOf(layerOf('String', 'JSON')).extension).toBe('geojsonl')
  expect(interchangeOf(layerOf('Integer', 'Boolean')).extension).toBe('fgb')
  expect(interchangeOf(layerOf('String')).extension).toBe('fgb')
})
