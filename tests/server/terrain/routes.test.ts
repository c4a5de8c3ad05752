import pino from 'pino'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tileAt } from '../../../geodata/model/tile.ts'
import { storeTerrain } from '../../../geodata/terrain/store.ts'
import { dataContext } from '../../../server/context.ts'
import { terrainEndpoints } from '../../../server/terrain/routes.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { decodeTerrain } from '../../tiles/terrain/decode.ts'
import { decodeTile } from '../../tiles/vector/tile-geometry.ts'
import { serve, type TestServer, tileEndpoints } from '../serve.ts'

const log = pino({ level: 'silent' })

describeOnDatabase('terrain over HTTP', (db) => {
  let server: TestServer
  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers })

  beforeAll(async () => {
    server = await serve([...terrainEndpoints({ ...dataContext(db()), log }), ...tileEndpoints(db())])
  })
  afterAll(() => server.close())

  test('an empty store is flat, says so, and has no elevations', async () => {
    const tile = await get('/tiles/terrain/8/213/105.png')
    expect(tile.status).toBe(200)
    expect((await decodeTerrain(await tile.bytes())).every((metres) => Math.abs(metres) < 1e-6)).toBe(true)
    expect(await (await get('/tiles/terrain.json')).json()).toMatchObject({ encoding: 'mapbox', maxzoom: 0 })
    const unknown = { elevation_m: null, source: null, synthetic: null }
    expect(await (await get('/terrain/elevation?lon=120.1&lat=30.2')).json()).toEqual(unknown)
  })

  test('stored terrain is served after the notification of an import', async () => {
    await db().transaction(async (client) => {
      const bounds = [120, 30.1, 120.2, 30.3] as const
      await storeTerrain(
        client,
        { name: 'slope', licence: 'CC0', synthetic: true, priority: 1, maxzoom: 10, bounds },
        (longitude) => (longitude - 120) * 1000,
      )
      await client.query("select pg_notify('tiles', '')")
    })
    const { x, y } = tileAt(120.1, 30.2, 12)
    await expect
      .poll(async () => (await (await get('/tiles/terrain.json?lang=en')).json()).maxzoom, { timeout: 5000 })
      .toBe(10)
    const tile = await get(`/tiles/terrain/12/${x}/${y}.png`)
    expect(Object.fromEntries(tile.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, no-cache',
    })
    const metres = await decodeTerrain(await tile.bytes())
    expect(Math.max(...metres)).toBeGreaterThan(80)
    const etag = tile.headers.get('etag') ?? ''
    expect((await get(`/tiles/terrain/12/${x}/${y}.png`, { 'if-none-match': etag })).status).toBe(304)
    const document = await (await get('/tiles/terrain.json?lang=en')).json()
    expect(document).toMatchObject({
      name: 'Terrain',
      minzoom: 6,
      bounds: [119.97, 30.07, 120.23, 30.33].map((degrees) => expect.closeTo(degrees)),
      tiles: [`${server.url}/tiles/terrain/{z}/{x}/{y}.png`],
    })
    const shade = await get(`/tiles/hillshade/12/${x}/${y}.png`)
    expect(shade.headers.get('content-type')).toBe('image/png')
    expect((await sharp(await shade.bytes()).metadata()).channels).toBe(2)
    expect(await (await get('/tiles/hillshade.json?lang=zh')).json()).toMatchObject({
      name: '地形晕渲',
      minzoom: 6,
      maxzoom: 15,
      bounds: [120, 30.1, 120.2, 30.3],
      tiles: [`${server.url}/tiles/hillshade/{z}/{x}/{y}.png`],
    })
    const elevation = await (await get('/terrain/elevation?lon=120.1&lat=30.2')).json()
    expect(elevation).toEqual({ elevation_m: expect.closeTo(100, 0), source: 'slope', synthetic: true })
  })

  test('contours are vector tiles with a document, ETags, and 204 where there are none', async () => {
    const { x, y } = tileAt(120.1, 30.2, 12)
    const tile = await get(`/tiles/contours/12/${x}/${y}.mvt`, { 'accept-encoding': 'gzip' })
    expect(tile.status).toBe(200)
    expect(Object.fromEntries(tile.headers)).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'gzip',
      'cache-control': 'public, no-cache',
      vary: 'Accept-Encoding, Cookie, Authorization',
    })
    const { contours = [] } = decodeTile(await tile.bytes())
    // The slope rises from 0 to 200 m over its whole width.
    expect(contours.map(({ attributes }) => attributes.elevation_m)).toContain(100)
    const index = contours.filter(({ attributes }) => attributes.index)
    expect(index.map(({ attributes }) => attributes.elevation_m)).toEqual([100])
    expect(contours.every(({ attributes }) => attributes.synthetic)).toBe(true)
    const etag = tile.headers.get('etag') ?? ''
    const again = { 'if-none-match': etag, 'accept-encoding': 'gzip' }
    expect((await get(`/tiles/contours/12/${x}/${y}.mvt`, again)).status).toBe(304)
    const far = await get('/tiles/contours/12/0/0.mvt')
    expect(far.status).toBe(204)
    expect(far.headers.get('etag')).toMatch(/^".+"$/)
    expect((await get('/tiles/contours/8/213/105.mvt')).status).toBe(204)
    expect(await (await get('/tiles/contours.json?lang=en')).json()).toMatchObject({
      name: 'Contours',
      minzoom: 9,
      maxzoom: 15,
      tiles: [`${server.url}/tiles/contours/{z}/{x}/{y}.mvt`],
      vector_layers: [
        {
          id: 'contours',
          fields: { elevation_m: expect.stringContaining('metres'), index: expect.anything() },
        },
      ],
    })
  })

  test('an invalid position is refused with what was expected', async () => {
    for (const [path, expected] of [
      ['/terrain/elevation?lon=181&lat=0', 'a longitude from -180 to 180'],
      ['/terrain/elevation?lon=120', 'a latitude from -85 to 85'],
      ['/terrain/elevation?lon=120&lat=30&z=3', 'unknown'],
      ['/tiles/contours/2/4/0.mvt', 'an integer from 0 to 3 at zoom 2'],
      ['/tiles/hillshade/2/0/4.png', 'an integer from 0 to 3 at zoom 2'],
      ['/tiles/terrain/2/4/0.png', 'an integer from 0 to 3 at zoom 2'],
    ] as const) {
      const answer = await get(path)
      expect(answer.status).toBe(400)
      expect(JSON.stringify(await answer.json()).toLowerCase()).toContain(
        expected === 'unknown' ? 'no query parameter' : expected,
      )
    }
  })
})
