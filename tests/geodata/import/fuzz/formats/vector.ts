/** Parcels near Qingshan Lake in every vector format; GDAL writes the binary ones. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Gdal } from '../../../../../geodata/import/gdal/gdal.ts'
import { featureCollection } from '../../read/write-geojson.ts'
import { zipOf } from '../../read/write-zip.ts'
import type { FuzzFormat, Seed } from '../format.ts'
import type { Mutation } from '../mutate.ts'

const rows = [1, 2, 3].map((n) => ({
  parcel_code: `330112001001GB0000${n}`,
  land_use: '0701',
  state: 'built',
  address: `青山湖街道${n}号`,
  supplied_on: '2023-05-06',
}))
/** Returns the nth parcel's ring: a square of some 100 m. */
const ringOf = (n: number): [number, number][] =>
  [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ].map(([x = 0, y = 0]) => [119.72 + n / 500 + x / 1000, 30.23 + y / 1000])
const parcels = rows.map((properties, n) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ringOf(n)] },
}))

const one = (name: string, bytes: Buffer | string): readonly Seed[] => [new Map([[name, Buffer.from(bytes)]])]

/** Returns all files that GDAL writes of the parcels. */
async function written(gdal: Gdal, driver: string, options: readonly string[] = []): Promise<Seed> {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-fuzz-vector-'))
  const out = mkdtempSync(join(gdal.folder, 'seed-'))
  try {
    const file = join(folder, 'parcels.geojson')
    writeFileSync(file, featureCollection(parcels))
    await gdal.convert('ogr2ogr', file, ['-f', driver, ...options], join(basename(out), 'parcels'))
    const at = (name: string) => join(out, name)
    const names = readdirSync(out).flatMap((name) =>
      name.endsWith('.gdb') ? readdirSync(at(name)).map((inner) => `${name}/${inner}`) : [name],
    )
    // The first file is imported.
    names.sort((a, b) => Number(b.endsWith('.shp')) - Number(a.endsWith('.shp')) || a.localeCompare(b))
    return new Map(names.map((name) => [name, readFileSync(at(name))]))
  } finally {
    rmSync(folder, { recursive: true })
    rmSync(out, { recursive: true })
  }
}

const zipped =
  (name: string) =>
  (files: Seed): Seed => {
    const folder = mkdtempSync(join(tmpdir(), 'shuangxi-fuzz-zip-'))
    zipOf(join(folder, name), Object.fromEntries(files))
    const bytes = readFileSync(join(folder, name))
    rmSync(folder, { recursive: true })
    return new Map([[name, bytes]])
  }

/** Replaces a sign, bracket or quote that structures text formats. */
const breakSyntax: Mutation = (bytes, random) => {
  const signs = [...bytes.entries()].filter(([, byte]) => '{}[]<>",:;/&='.includes(String.fromCharCode(byte)))
  if (signs.length === 0) return bytes
  const copy = Buffer.from(bytes)
  copy[random.pick(signs)[0]] = random.pick([...'{}[]<>",:;/&= ']).charCodeAt(0)
  return copy
}

const placemarks = rows.map((row, n) => {
  const data = Object.entries(row).map(
    ([name, value]) => `<Data name="${name}"><value>${value}</value></Data>`,
  )
  const points = ringOf(n).map((point) => point.join(','))
  return `<Placemark><ExtendedData>${data.join('')}</ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>${points.join(' ')}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`
})
const kmlText = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemarks.join('')}</Document></kml>`

const table = [
  'parcel_code,land_use,state,address,WKT',
  ...rows.map(({ parcel_code, land_use, state, address }, n) => {
    const points = ringOf(n).map((point) => point.join(' '))
    return `${parcel_code},${land_use},${state},${address},"POLYGON((${points.join(',')}))"`
  }),
].join('\r\n')

const request = { as: 'parcels', crs: 'EPSG:4326' } as const
const text = { mutations: [breakSyntax], request } as const

export const vectorFormats: readonly FuzzFormat[] = [
  { name: 'geojson', seeds: () => one('parcels.geojson', featureCollection(parcels)), ...text },
  {
    name: 'geojsonseq',
    seeds: () => one('parcels.geojsonl', parcels.map((parcel) => JSON.stringify(parcel)).join('\n')),
    ...text,
  },
  { name: 'kml', seeds: () => one('parcels.kml', kmlText), ...text },
  { name: 'kmz', seeds: () => one('doc.kml', kmlText), pack: zipped('parcels.kmz'), ...text },
  { name: 'csv', seeds: () => one('parcels.csv', table), ...text },
  { name: 'shapefile', seeds: async (gdal) => [await written(gdal, 'ESRI Shapefile')], request },
  {
    name: 'zip',
    seeds: async (gdal) => [zipped('parcels.zip')(await written(gdal, 'ESRI Shapefile'))],
    request,
  },
  { name: 'geopackage', seeds: async (gdal) => [await written(gdal, 'GPKG')], request },
  { name: 'flatgeobuf', seeds: async (gdal) => [await written(gdal, 'FlatGeobuf')], request },
  {
    name: 'geodatabase',
    seeds: async (gdal) => [await written(gdal, 'OpenFileGDB')],
    pack: zipped('parcels.gdb.zip'),
    request,
  },
  {
    name: 'dxf',
    seeds: async (gdal) => [await written(gdal, 'DXF', ['-t_srs', 'EPSG:4549', '-select', ''])],
    mutations: [breakSyntax],
    request: {
      as: 'control_lines',
      crs: 'EPSG:4549',
      set: new Map([
        ['kind', 'flood'],
        ['severity', 'note'],
      ]),
    },
  },
]
