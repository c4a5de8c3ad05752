/** GDAL, the basis of desktop GIS, reads the files. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import proj4 from 'proj4'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataContext } from '../../../../server/context.ts'
import { featuresEndpoints } from '../../../../server/features/routes.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../../serve.ts'

function hasDriver(): boolean {
  try {
    return execFileSync('ogrinfo', ['--formats'], { stdio: ['ignore', 'pipe', 'ignore'] }).includes(
      'FlatGeobuf',
    )
  } catch (error) {
    console.warn(
      'ogrinfo with the FlatGeobuf driver is missing (install gdal-bin): its test is left out.',
      error,
    )
    return false
  }
}

/** CGCS2000, 3-degree zone at 120° E, easting first. */
const plane = proj4('+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs')

const present = hasDriver() || process.env.CI === 'true'

describeOnPostgis('ogrinfo on files', (db) => {
  let server: TestServer
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-files-'))
  beforeAll(async () => {
    await loadFixture(db())
    server = await serve(featuresEndpoints(dataContext(db())))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await server.close()
  })

  async function ogrinfo(collection: string, format: string, extension: string, ...options: string[]) {
    const answer = await fetch(`${server.url}/collections/${collection}/items?f=${format}`)
    const file = join(folder, `${collection}.${extension}`)
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
    return execFileSync('ogrinfo', ['-ro', ...options, file, collection], { encoding: 'utf8' })
  }

  it.runIf(present)('reads a GeoJSON file of any system at the right place', async () => {
    for (const code of [4326, 4490, 4549, 3857]) {
      const crs = encodeURIComponent(`http://www.opengis.net/def/crs/EPSG/0/${code}`)
      const summary = await ogrinfo('facilities', `geojson&crs=${crs}`, `${code}.geojson`, '-so')
      const [, system = ''] = /ID\["EPSG",(\d+)\]\]\n/.exec(summary) ?? []
      const corner = (/Extent: \(([\d.]+), ([\d.]+)\)/.exec(summary) ?? []).slice(1).map(Number)
      // GDAL before 3.8 does not support JSON-FG and reads `geometry`, which is in degrees.
      const [x = 0, y = 0] = system === '4549' ? plane.inverse(corner) : corner
      if (system === '3857') expect([x, y]).toEqual([expect.closeTo(13.33e6, -5), expect.closeTo(3.53e6, -5)])
      else expect([x, y], summary).toEqual([expect.closeTo(119.75, 0.7), expect.closeTo(30.25, 0.7)])
    }
  })

  it.runIf(present)('reads FlatGeobuf with its columns, coordinate system and every feature', async () => {
    const polygons = await ogrinfo('parcels', 'flatgeobuf', 'fgb')
    expect(polygons).toContain('Layer name: parcels')
    expect(polygons).toContain('Geometry: Multi Polygon')
    expect(polygons).toContain('ID["EPSG",4326]')
    expect(polygons).toContain('Extent: (')
    expect(polygons.match(/^OGRFeature\(parcels\)/gm)).toHaveLength(3)
    expect(polygons).toContain('parcel_code (String) = 330112008001GB00001')
    expect(polygons).toContain('far (Real) = 1.5')
    expect(polygons).toContain('supplied_on: DateTime (0.0), alternative name="供地日期"')
    expect(polygons.match(/^ {2}MULTIPOLYGON \(\(\(119\./gm)).toHaveLength(3)
    const lines = await ogrinfo('greenways', 'flatgeobuf', 'fgb')
    expect(lines).toContain('loop (Integer(Boolean)) = 0')
    expect(lines).toMatch(/^ {2}MULTILINESTRING \(\(119\.7[\d.]+ 30\.2/m)
    const dated = await ogrinfo('control_lines', 'flatgeobuf', 'fgb')
    expect(dated).toContain('valid_from (DateTime) = 2022/10/01')
  })

  it.runIf(present)('reads a plane coordinate system, easting first', async () => {
    const crs = encodeURIComponent('http://www.opengis.net/def/crs/EPSG/0/4549')
    const sorted = `flatgeobuf&crs=${crs}&sortby=-parcel_code&limit=2`
    const polygons = await ogrinfo('parcels', sorted, 'fgb', '-oo', 'VERIFY_BUFFERS=YES')
    expect(polygons).toContain('ID["EPSG",4549]')
    expect(polygons.match(/parcel_code \(String\) = (\d+GB\d+)/g)).toEqual([
      'parcel_code (String) = 330112008001GB00002',
      'parcel_code (String) = 330112008001GB00001',
    ])
    expect(polygons).toMatch(/^ {2}MULTIPOLYGON \(\(\(478[56]\d\d(\.\d+)? 33476\d\d/m)
    const points = await fetch(`${server.url}/collections/facilities/items?f=csv&crs=${crs}`)
    const [head = '', row = ''] = (await points.text()).split('\r\n')
    expect(head).toMatch(/,x,y$/)
    expect(row).toMatch(/,4[5-9]\d{4}(\.\d+)?,33\d{5}(\.\d+)?$/)
  })

  it.runIf(present)('reads the sequence and the collection', async () => {
    for (const [format, extension] of [
      ['geojsonseq', 'geojsons'],
      ['geojson', 'geojson'],
    ] as const) {
      const read = await ogrinfo('water', format, extension, '-so')
      expect(read).toContain('Feature Count: 250')
      expect(read).toContain('Extent: (119.700500, 30.240000) - (119.825200, 30.240200)')
    }
  })

  it.runIf(present)('reads CSV with its geometry', async () => {
    const read = await ogrinfo('water', 'csv', 'csv', '-so', '-oo', 'GEOM_POSSIBLE_NAMES=wkt')
    expect(read).toContain('Feature Count: 250')
    expect(read).toContain('Extent: (119.700500, 30.240000) - (119.825200, 30.240200)')
  })
})
