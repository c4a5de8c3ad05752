import proj4 from 'proj4'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CRS84 } from '../../../geodata/model/coordinate-systems.ts'
import { dataContext } from '../../../server/context.ts'
import { featuresEndpoints } from '../../../server/features/routes.ts'
import { actors } from '../../environment/acting.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'

const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`

/** CGCS2000, 3-degree zone at 120° E, by another library than the server's. */
const plane = proj4('+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs')

describeOnDatabase('coordinate systems', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await loadFixture(db())
    server = await serve(featuresEndpoints(dataContext(db())), actors.officer)
  })
  afterAll(() => server.close())

  const ask = (path: string, query: Record<string, string> = {}) =>
    fetch(`${server.url}/collections/${path}?${new URLSearchParams(query)}`)
  const ids = async (query: Record<string, string>) => {
    const { features } = await (await ask('water/items', query)).json()
    return features.map((feature: { id: number }) => feature.id)
  }

  it('sends each in its own axis order and names it', async () => {
    const [longitude, latitude] = (await (await ask('units/items/1')).json()).geometry.coordinates
    const [easting = 0, northing = 0] = plane.forward([longitude, latitude])
    const [x = 0, y = 0] = proj4('EPSG:3857').forward([longitude, latitude])
    const expected = [
      [CRS84, longitude, latitude, 7],
      [epsg(4326), latitude, longitude, 7],
      [epsg(4490), latitude, longitude, 7],
      [epsg(4549), northing, easting, 2],
      [epsg(3857), x, y, 2],
    ] as const
    for (const [crs, first, second, digits] of expected) {
      for (const path of ['units/items/1', 'units/items']) {
        const response = await ask(path, { crs })
        expect(response.headers.get('content-crs')).toBe(`<${crs}>`)
        const body = await response.json()
        const { coordinates } = (body.features?.[0] ?? body).geometry
        expect(coordinates[0], `${crs} of ${path}`).toBeCloseTo(first, digits)
        expect(coordinates[1], `${crs} of ${path}`).toBeCloseTo(second, digits)
      }
    }
    const { crs, storageCrs } = await (await ask('units')).json()
    expect(crs).toEqual(expected.map(([uri]) => uri))
    expect(storageCrs).toBe(CRS84)
  })

  it('has no member crs in a geometry', async () => {
    const { features } = await (await ask('units/items', { crs: epsg(4549) })).json()
    expect(Object.keys(features[0].geometry)).toEqual(['type', 'coordinates'])
  })

  it('names the system in a file, whose geometry stays in CRS84 for readers of GeoJSON', async () => {
    const plain = await (await ask('units/items', { f: 'geojson' })).json()
    expect(plain).not.toHaveProperty('coordRefSys')
    expect(plain.features[0]).not.toHaveProperty('place')
    for (const code of [4326, 4490, 4549, 3857]) {
      const crs = epsg(code)
      const [page, file] = await Promise.all(
        [{ crs }, { crs, f: 'geojson' }].map(async (query) => (await ask('units/items', query)).json()),
      )
      expect(file.coordRefSys).toBe(crs)
      expect(file.conformsTo).toEqual([expect.stringContaining('json-fg')])
      expect(file.features[0].place, crs).toEqual(page.features[0].geometry)
      expect(file.features[0].geometry).toEqual(plain.features[0].geometry)
      expect(file.features[0].properties).toEqual(plain.features[0].properties)
    }
  })

  it('refuses a format that cannot name its system, and names those that can', async () => {
    const response = await ask('units/items', { crs: epsg(4549), f: 'geojsonseq' })
    expect(response.status).toBe(400)
    const { details } = await response.json()
    expect(details.en).toMatch(/flatgeobuf.*JSON-FG/)
    expect(details.zh).toMatch(/flatgeobuf.*JSON-FG/)
    expect((await ask('units/items', { f: 'geojsonseq' })).status).toBe(200)
  })

  it('finds the same with a box in any system', async () => {
    const [south, west, north, east] = [30.2401, 119.7012, 30.25, 119.7016]
    const [w = 0, s = 0] = plane.forward([west, south])
    const [e = 0, n = 0] = plane.forward([east, north])
    const [x1 = 0, y1 = 0] = proj4('EPSG:3857').forward([west, south])
    const [x2 = 0, y2 = 0] = proj4('EPSG:3857').forward([east, north])
    const boxes = [
      [CRS84, [west, south, east, north]],
      [epsg(4326), [south, west, north, east]],
      [epsg(4490), [south, west, 0, north, east, 100]],
      [epsg(4549), [s, w, n, e]],
      // Easting first, which is no possible northing, and swapped corners.
      [epsg(4490), [west, south, east, north]],
      [epsg(4549), [w, n, e, s]],
      [epsg(3857), [x1, y1, x2, y2]],
    ] as const
    for (const [crs, box] of boxes) {
      expect(await ids({ bbox: box.join(','), 'bbox-crs': crs }), crs).toEqual([2, 3])
    }
  })

  it('reads the geometries of a filter in filter-crs', async () => {
    const [e = 0, n = 0] = plane.forward([119.7006, 30.2401])
    for (const [filter, crs] of [
      ['S_INTERSECTS(geometry, POINT(119.7006 30.2401))', CRS84],
      ['S_INTERSECTS(geometry, POINT(30.2401 119.7006))', epsg(4326)],
      [`S_CONTAINS(geometry, POINT(${n} ${e}))`, epsg(4549)],
      [`S_INTERSECTS(geometry, BBOX(${n - 1}, ${e - 1}, ${n + 1}, ${e + 1}))`, epsg(4549)],
      [`S_INTERSECTS(geometry, LINESTRING(${n} ${e}, ${n} ${e + 1}))`, epsg(4549)],
    ] as const) {
      expect(await ids({ filter, 'filter-crs': crs }), filter).toEqual([1])
    }
  })

  it('refuses coordinates outside a system, and unknown systems', async () => {
    for (const query of [
      { crs: epsg(4528) },
      { 'bbox-crs': epsg(4549), bbox: '1e12,0,1e12,1' },
      { 'bbox-crs': epsg(4326), bbox: '119,30,120,-91' },
      { 'filter-crs': epsg(4549), filter: 'S_INTERSECTS(geometry, POINT(1e300 1))' },
      { filter: 'S_INTERSECTS(geometry, POINT(30 119))' },
    ] as Record<string, string>[]) {
      const response = await ask('water/items', query)
      expect(response.status, JSON.stringify(query)).toBe(400)
      expect((await response.json()).details.zh).toMatch(/http:|坐标系/)
    }
  })
})
