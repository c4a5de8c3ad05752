/** ogr2ogr reads a whole collection, page by page, in degrees and in the plane. */
import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import type { FeatureCollection, MultiPolygon } from 'geojson'
import proj4 from 'proj4'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataContext } from '../../../server/context.ts'
import { featuresEndpoints } from '../../../server/features/routes.ts'
import { apiEndpoints } from '../../../server/http/api-page.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'

const run = promisify(execFile)

/**
 * Capabilities of the driver: GDAL from 3.7 requests a coordinate system from the server, older ones compute
 * it.
 */
function driver(): string {
  try {
    return execFileSync('ogrinfo', ['--format', 'OAPIF'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
  } catch (error) {
    console.warn('ogr2ogr with the OAPIF driver is missing (install gdal-bin): its test is left out.', error)
    return ''
  }
}

const options = driver()
const runs = options.includes('OAPIF') || process.env.CI === 'true'
const inSystem = (code: number): readonly string[] =>
  options.includes('name="CRS"') ? ['-oo', `CRS=EPSG:${code}`] : ['-t_srs', `EPSG:${code}`]

const plane = proj4('+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs')

describeOnPostgis('ogr2ogr', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await loadFixture(db())
    const features = featuresEndpoints(dataContext(db()))
    const info = { title: 'Shuangxi', description: 'test', version: '0' }
    server = await serve([...features, ...apiEndpoints(features, info)])
  })
  afterAll(() => server.close())

  const read = async (...args: readonly string[]): Promise<FeatureCollection<MultiPolygon>> => {
    const output = ['-f', 'GeoJSON', '/vsistdout/', '-lco', 'COORDINATE_PRECISION=9']
    const source = [`OAPIF:${server.url}`, 'water', '-oo', 'PAGE_SIZE=40']
    const { stdout } = await run('ogr2ogr', [...output, ...source, ...args], { maxBuffer: 1e8 })
    return JSON.parse(stdout)
  }
  const names = ({ features }: FeatureCollection) => features.map(({ properties }) => properties?.name)

  it.runIf(runs)('reads 250 features over 7 pages in 4326 and in 4549', async () => {
    const degrees = await read(...inSystem(4326))
    expect(names(degrees)).toEqual(Array.from({ length: 250 }, (_, index) => `塘${index + 1}`))
    const metres = await read(...inSystem(4549))
    expect(names(metres)).toEqual(names(degrees))
    for (const [index, feature] of degrees.features.entries()) {
      const [x = 0, y = 0] = feature.geometry.coordinates[0]?.[0]?.[0] ?? []
      const [easting = 0, northing = 0] = plane.forward([x, y])
      const [first = 0, second = 0] = metres.features[index]?.geometry.coordinates[0]?.[0]?.[0] ?? []
      // Degrees have seven decimals: a centimetre.
      expect(Math.hypot(first - easting, second - northing)).toBeLessThan(0.02)
    }
  })
})
