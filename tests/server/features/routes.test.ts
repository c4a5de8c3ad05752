import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalogue, layerProperties } from '../../../geodata/model/catalogue.ts'
import { dataContext } from '../../../server/context.ts'
import { featuresEndpoints } from '../../../server/features/routes.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'

interface Page extends FeatureCollection {
  readonly numberReturned: number
  readonly numberMatched?: number
  readonly links: readonly { readonly rel: string; readonly href: string; readonly type?: string }[]
}

describeOnDatabase('OGC API – Features', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await loadFixture(db())
    server = await serve(featuresEndpoints(dataContext(db())), { role: 'admin' })
  })
  afterAll(() => server.close())

  const ask = (path: string, accept = '*/*') => fetch(server.url + path, { headers: { accept } })
  const page = async (path: string): Promise<Page> => {
    const response = await ask(path)
    expect(response.status).toBe(200)
    return response.json()
  }
  const problem = async (path: string, status: number) => {
    const response = await ask(path)
    const body = await response.json()
    expect(response.status).toBe(status)
    return body.details as { zh: string; en: string }
  }
  const ids = (found: Page) => found.features.map((feature) => Number(feature.id))

  it('lists every layer of the catalogue with both titles, extent and links', async () => {
    const { collections } = await (await ask('/collections')).json()
    expect(collections.map((collection: { id: string }) => collection.id)).toEqual(
      catalogue.map(({ id }) => id),
    )
    const water = await (await ask('/collections/water?lang=en')).json()
    expect(water).toMatchObject({
      title: 'Water',
      titles: { zh: '水面', en: 'Water' },
      itemType: 'feature',
      storageCrs: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
      extent: { spatial: { bbox: [[119.7005, 30.24, 119.8252, 30.2402]] } },
    })
    const incidents = await (await ask('/collections/incidents')).json()
    expect(incidents.extent.temporal.interval[0][0]).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
  })

  it('answers the landing page at / only to clients that prefer JSON', async () => {
    expect((await ask('/', 'application/json')).status).toBe(200)
    expect((await ask('/?f=json', 'text/html')).headers.get('content-type')).toContain('application/json')
    expect((await ask('/', 'text/html,*/*')).status).toBe(404)
    const { links } = await (await ask('/ogc')).json()
    expect(links.map((link: { rel: string }) => link.rel)).toEqual(
      expect.arrayContaining(['service-desc', 'service-doc', 'conformance', 'data']),
    )
  })

  it('describes the properties of each layer with titles and units', async () => {
    const response = await ask('/collections/parcels/schema')
    expect(response.headers.get('content-type')).toContain('application/schema+json')
    const schema = await response.json()
    expect(schema.properties.area_m2).toMatchObject({
      title: '宗地面积',
      'x-title-en': 'Area',
      'x-unit': 'm2',
    })
    expect(schema.properties.land_use['x-code-titles']['0701'].zh).toBe('城镇住宅用地')
  })

  it('links from the collection and from each page to schemas with the type of every property', async () => {
    const linked = async (path: string, rel: string) => {
      const { links } = await (await ask(path)).json()
      const link = links.find((one: { rel: string }) => one.rel === rel)
      expect(link?.type, `${rel} of ${path}`).toBe('application/schema+json')
      const response = await fetch(link.href)
      expect(response.headers.get('content-type')).toContain('application/schema+json')
      return response.json()
    }
    const ogc = 'http://www.opengis.net/def/rel/ogc/1.0/'
    for (const path of ['/collections/parcels', '/collections/parcels/items?limit=1']) {
      const feature = await linked(path, 'describedby')
      expect(feature.properties.geometry.$ref).toContain('MultiPolygon')
      const { properties } = feature.properties.properties
      // One type instead of a list, which GDAL reads as text.
      expect(properties.far_min).toMatchObject({ type: 'number', 'x-ogc-propertySeq': expect.any(Number) })
      expect(properties.supplied_on).toMatchObject({ type: 'string', format: 'date' })
      expect(properties.height_m).toMatchObject({ 'x-ogc-unit': 'm' })
      const schema = await linked(path, `${ogc}schema`)
      expect(schema.properties.id['x-ogc-role']).toBe('id')
      expect(schema.properties.geometry).toMatchObject({
        format: 'geometry-multipolygon',
        'x-ogc-role': 'primary-geometry',
      })
      expect((await linked(path, `${ogc}queryables`)).properties.far).toMatchObject({ type: 'number' })
      expect((await linked(path, `${ogc}sortables`)).properties.far).toMatchObject({ type: 'number' })
    }
  })

  it('writes whole values of fractional columns with a decimal point, and integers without', async () => {
    for (const path of ['items', 'items/1', 'items?f=geojson', 'items?f=geojsonseq']) {
      const text = await (await ask(`/collections/parcels/${path}`)).text()
      expect(text, path).toContain('"area_m2":10000.0,"far":1.5,"far_min":null')
    }
    const segments = await (await ask('/collections/greenway_segments/items')).text()
    expect(segments).toMatch(/"greenway_id":1,"ordinal":1,/)
    expect(segments).toMatch(/"length_m":600\.0,/)
  })

  it('sends GeoJSON with every property of the catalogue', async () => {
    const response = await ask('/collections/parcels/items')
    expect(response.headers.get('content-type')).toContain('application/geo+json')
    expect(response.headers.get('content-crs')).toBe('<http://www.opengis.net/def/crs/OGC/1.3/CRS84>')
    const found: Page = await response.json()
    expect(found).toMatchObject({ numberReturned: 3, numberMatched: 3 })
    const parcels = catalogue.find(({ id }) => id === 'parcels')
    expect(Object.keys(found.features[0]?.properties ?? {})).toEqual(
      parcels && layerProperties(parcels).map(({ name }) => name),
    )
    expect(found.features[0]?.geometry.type).toBe('MultiPolygon')
  })

  it('sends one feature, and 404 for a missing one', async () => {
    const feature = await (await ask('/collections/parcels/items/1')).json()
    expect(feature).toMatchObject({
      type: 'Feature',
      id: 1,
      properties: { parcel_code: '330112008001GB00001' },
    })
    expect((await problem('/collections/parcels/items/999', 404)).zh).toContain('没有名为“999”的地块要素')
    await problem('/collections/parcels/items/1%20or%201=1', 404)
    await problem('/collections/parcels/items/99999999999999999999', 404)
  })

  it('pages forward and back over everything once, with filters', async () => {
    const forward: number[][] = []
    let found = await page('/collections/water/items?limit=30&kind=pond')
    const link = (rel: string) => found.links.find((candidate) => candidate.rel === rel)?.href
    expect(link('prev')).toBeUndefined()
    for (;;) {
      forward.push(ids(found))
      const next = link('next')
      if (next === undefined) break
      found = await (await fetch(next)).json()
    }
    expect(forward.flat()).toEqual(Array.from({ length: 125 }, (_, index) => 2 * index + 2))
    const back: number[][] = [ids(found)]
    for (let prev = link('prev'); prev !== undefined; prev = link('prev')) {
      found = await (await fetch(prev)).json()
      back.unshift(ids(found))
    }
    expect(back.flat()).toEqual(forward.flat())
  })

  it('streams more features than one batch', async () => {
    await db().query(
      `insert into waterways (kind, name, source, source_id, licence, synthetic, geom)
       select 'stream', '溪', 'fixture', 'x' || n, 'CC0', true,
         ST_SetSRID(ST_MakeLine(ST_MakePoint(119.7, 30.2), ST_MakePoint(119.7 + n * 0.00001, 30.3)), 4326)
       from generate_series(1, 1234) as n`,
    )
    const found = await page('/collections/waterways/items?limit=10000')
    expect(found.numberReturned).toBe(1234)
    expect(new Set(ids(found)).size).toBe(1234)
    expect(found.links.map(({ rel }) => rel)).not.toContain('next')
    expect((await page('/collections/waterways/items?limit=99999')).numberReturned).toBe(1234)
    expect((await page('/collections/waterways/items')).numberReturned).toBe(100)
  })

  it('waits for a slow reader and stops after a disconnect', async () => {
    await db().query(
      `insert into land_cover (kind, name, source, source_id, licence, synthetic, geom)
       select 'grass', repeat('草', 400), 'fixture', 'l' || n, 'CC0', true,
         ST_Multi(ST_Buffer(ST_SetSRID(ST_MakePoint(119.7 + n * 0.00001, 30.2), 4326), 0.001, 16))
       from generate_series(1, 6000) as n`,
    )
    const warnings: Error[] = []
    const keep = (warning: Error) => warnings.push(warning)
    process.on('warning', keep)
    const address = `${server.url}/collections/land_cover/items?limit=6000`
    const open = () => new Promise<IncomingMessage>((resolve) => get(address, resolve))
    const leaving = await open()
    await once(leaving, 'readable')
    leaving.destroy()
    const slow = await open()
    const chunks: Buffer[] = []
    for await (const chunk of slow) {
      chunks.push(chunk)
      if (chunks.length % 20 === 0) await setTimeout(5)
    }
    process.off('warning', keep)
    const found: Page = JSON.parse(Buffer.concat(chunks).toString())
    expect(found.features).toHaveLength(6000)
    expect(found.numberReturned).toBe(6000)
    expect(warnings).toEqual([])
  })

  it('returns exactly the features that intersect a box', async () => {
    const touching = await page('/collections/water/items?bbox=119.7012,30.2401,119.7016,30.25')
    expect(ids(touching)).toEqual([2, 3])
    expect((await page('/collections/water/items?bbox=119.70125,30.23,119.70145,30.25')).features).toEqual([])
    const round = await page('/collections/water/items?limit=1&bbox=119,30,-119,31')
    expect(round.numberMatched).toBe(250)
    expect((await page('/collections/water/items?bbox=-180,85,180,90')).numberMatched).toBe(0)
  })

  it('filters by each kind of property', async () => {
    expect(ids(await page('/collections/parcels/items?tenure=J&synthetic=true'))).toEqual([3])
    expect(ids(await page('/collections/parcels/items?far=1.5'))).toEqual([1])
    expect(ids(await page('/collections/control_lines/items?valid_from=2020-01-01'))).toEqual([6])
    expect((await page(`/collections/units/items?skills=${encodeURIComponent('救援')}`)).numberMatched).toBe(
      1,
    )
    expect((await page('/collections/greenway_segments/items?ordinal=2')).numberMatched).toBe(1)
  })

  it('filters by time where a layer has one; features without time match any period', async () => {
    const at = encodeURIComponent('2026-03-01T08:00:00+08:00')
    expect((await page(`/collections/units/items?datetime=${at}`)).numberMatched).toBe(2)
    expect((await page('/collections/units/items?datetime=2026-03-02/..')).numberMatched).toBe(1)
    expect((await page('/collections/water/items?datetime=2026-03-02')).numberMatched).toBe(250)
    expect((await page('/collections/incidents/items?datetime=../2000-01-01')).numberMatched).toBe(0)
  })

  it('treats SQL in parameters as text', async () => {
    const evil = encodeURIComponent(`'; drop table water; --`)
    expect((await page(`/collections/water/items?name=${evil}`)).numberMatched).toBe(0)
    expect((await page(`/collections/water/items?name=${encodeURIComponent('%')}`)).numberMatched).toBe(0)
    await problem(`/collections/water/items?kind=${evil}`, 400)
    await problem(`/collections/water/items?bbox=${evil}`, 400)
    await problem(`/collections/water/items?${evil}=1`, 400)
    await problem('/collections/pg_catalog.pg_class/items', 404)
    expect((await page('/collections/water/items')).numberMatched).toBe(250)
  })

  it('explains in both languages what was expected', async () => {
    expect(await problem('/collections/water/items?limit=x', 400)).toEqual({
      zh: '参数 limit 应为1 到 10000 的整数，收到的是“x”。',
      en: 'Parameter limit should be an integer from 1 to 10000, but was "x".',
    })
    expect((await problem('/collections/water/items?limit=0', 400)).en).toContain('from 1 to 10000')
    expect((await problem('/collections/water/items?limit=1&limit=2', 400)).en).toContain('limit')
    expect((await problem('/collections/water/items?colour=red', 400)).zh).toContain(
      '没有名为“colour”的查询参数',
    )
    expect((await problem('/collections/water/items?bbox=1,2,3', 400)).zh).toContain('西,南,东,北')
    expect((await problem('/collections/water/items?bbox-crs=EPSG:4528', 400)).en).toContain('CRS84')
    expect((await problem('/collections/incidents/items?datetime=soon', 400)).en).toContain('RFC 3339')
    expect((await problem('/collections/nothing', 404)).en).toContain('greenways')
    expect((await problem('/collections/nothing/items/3', 404)).zh).toContain('没有名为“nothing”的数据集')
  })

  it('refuses unsupported media types', async () => {
    expect((await ask('/collections/water/items', 'image/png')).status).toBe(406)
    expect((await ask('/collections/water/items?f=json', 'text/html')).status).toBe(200)
    expect((await ask('/collections/water/items?f=html')).status).toBe(400)
    const json = await ask('/collections/water/items', 'application/json')
    expect(json.headers.get('content-type')).toContain('application/json')
  })
})
