import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  tileMatrixSetSchema,
  tileMatrixSetsSchema,
  tilesetSchema,
  tilesetsSchema,
} from '../../../geodata/model/answers/tilesets.ts'
import { catalogue, isPublic } from '../../../geodata/model/catalogue.ts'
import { tileAt } from '../../../geodata/model/tile.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { loadFixture } from '../serve.ts'

interface Link {
  readonly rel: string
  readonly href: string
}

const hrefOf = (links: readonly Link[], rel: string): string => {
  const href = links.find((link) => link.rel.endsWith(rel))?.href
  if (href === undefined) throw new Error(`no link ${rel}`)
  return href
}

const filled = (template: string, { z, x, y }: { z: number; x: number; y: number }) =>
  template.replace('{tileMatrix}', `${z}`).replace('{tileRow}', `${y}`).replace('{tileCol}', `${x}`)

const open = catalogue.filter(isPublic)

describeOnDatabase('OGC API – Tiles', (db) => {
  let server: ServedApp
  beforeAll(async () => {
    await loadFixture(db())
    server = await serveApp(db())
  })
  afterAll(() => server.close())

  const json = async (address: string) => {
    const answer = await fetch(address.startsWith('http') ? address : server.url + address)
    expect(answer.status).toBe(200)
    return answer.json()
  }
  const parcelTile = tileAt(119.7719, 30.2427, 14)

  it('leads from the landing page and a collection to a tile', async () => {
    for (const [start, root] of [
      ['/ogc', '/ogc'],
      ['/collections/parcels', ''],
    ] as const) {
      const { links } = await json(start)
      expect(hrefOf(links, '/tiling-schemes')).toBe(`${server.url}${root}/tileMatrixSets`)
      const { tilesets } = tilesetsSchema.parse(await json(hrefOf(links, '/tilesets-vector')))
      const tileset = tilesetSchema.parse(await json(hrefOf(tilesets[0]?.links ?? [], 'self')))
      const tile = await fetch(filled(hrefOf(tileset.links, 'item'), parcelTile))
      expect([tile.status, tile.headers.get('content-type')]).toEqual([
        200,
        'application/vnd.mapbox-vector-tile',
      ])
    }
    const { conformsTo } = await json('/conformance')
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets')
  })

  it('defines WebMercatorQuad as the standard does', async () => {
    const list = tileMatrixSetsSchema.parse(await json('/tileMatrixSets'))
    const set = tileMatrixSetSchema.parse(await json(hrefOf(list.tileMatrixSets[0]?.links ?? [], 'self')))
    expect(set.tileMatrices.map(({ id }) => id)).toEqual(
      Array.from({ length: 23 }, (_, zoom) => String(zoom)),
    )
    // OGC 17-083r4, table D.1.
    for (const [zoom, cellSize, scaleDenominator] of [
      [0, 156543.033928041, 559082264.028717],
      [1, 78271.5169640204, 279541132.014358],
      [12, 38.2185141425881, 136494.693366386],
      [22, 0.0373227677173712, 133.29559899061],
    ] as const) {
      const matrix = set.tileMatrices[zoom]
      expect(matrix?.cellSize).toBeCloseTo(cellSize, 8)
      expect((matrix?.scaleDenominator ?? 0) / scaleDenominator).toBeCloseTo(1, 9)
      expect(matrix?.matrixWidth).toBe(2 ** zoom)
    }
  })

  it('returns the same bytes as the tiles of this server, row before column', async () => {
    const { z, x, y } = parcelTile
    const pairs = [
      [`/collections/parcels/tiles/WebMercatorQuad/${z}/${y}/${x}`, 'parcels'],
      [`/tiles/WebMercatorQuad/${z}/${y}/${x}?collections=parcels,water&f=mvt`, 'water,parcels'],
      [`/tiles/WebMercatorQuad/${z}/${y}/${x}`, open.map(({ id }) => id).join()],
    ]
    for (const [path, layers] of pairs) {
      const [ours, own] = await Promise.all([
        fetch(server.url + path),
        fetch(`${server.url}/tiles/${layers}/${z}/${x}/${y}.mvt`),
      ])
      expect(ours.headers.get('etag')).toBe(own.headers.get('etag'))
      expect(Buffer.from(await ours.arrayBuffer()).equals(Buffer.from(await own.arrayBuffer()))).toBe(true)
      const again = await fetch(server.url + path, {
        headers: { 'If-None-Match': ours.headers.get('etag') ?? '' },
      })
      expect(again.status).toBe(304)
    }
  })

  it('states the range of rows and columns with content', async () => {
    const tileset = tilesetSchema.parse(await json('/collections/water/tiles/WebMercatorQuad?lang=en'))
    expect(tileset).toMatchObject({ title: 'Water', layers: [{ id: 'water', geometryDimension: 2 }] })
    const [west, south] = tileset.boundingBox.lowerLeft
    const [east, north] = tileset.boundingBox.upperRight
    expect([west, south, east, north].map((degrees) => degrees?.toFixed(4))).toEqual([
      '119.7005',
      '30.2400',
      '119.8252',
      '30.2402',
    ])
    const limits = tileset.tileMatrixSetLimits.find(({ tileMatrix }) => tileMatrix === '13')
    expect(limits).toBeDefined()
    const { minTileRow = 0, minTileCol = 0, maxTileCol = 0 } = limits ?? {}
    const template = hrefOf(tileset.links, 'item')
    const status = async (x: number) => (await fetch(filled(template, { z: 13, x, y: minTileRow }))).status
    expect(await Promise.all([minTileCol - 1, minTileCol, maxTileCol, maxTileCol + 1].map(status))).toEqual([
      404, 200, 200, 404,
    ])
  })

  it('has tiles for newly stored rows', async () => {
    const { z, x, y } = tileAt(120.5, 30.5, 14)
    const far = `${server.url}/collections/entrances/tiles/WebMercatorQuad/${z}/${y}/${x}`
    const near = tileAt(119.7, 30.2, 14)
    const insert = (lon: number, lat: number, id: string) =>
      db().query(
        `insert into entrances (kind, name, source, source_id, licence, synthetic, geom)
         values ('main', '门', 'fixture', $3, 'CC0', true, ST_SetSRID(ST_MakePoint($1, $2), 4326))`,
        [lon, lat, id],
      )
    const status = async (address: string) => (await fetch(address)).status
    await insert(119.7, 30.2, 'near')
    const nearAddress = `${server.url}/collections/entrances/tiles/WebMercatorQuad/${z}/${near.y}/${near.x}`
    await expect.poll(() => status(nearAddress), { timeout: 10_000 }).toBe(200)
    // The row may be in its tile before the layer's extent is read again.
    await expect.poll(() => status(far), { timeout: 10_000 }).toBe(404)
    await insert(120.5, 30.5, 'far')
    await expect.poll(() => status(far), { timeout: 10_000 }).toBe(200)
    const between = tileAt(120.1, 30.35, 14)
    const empty = `${server.url}/collections/entrances/tiles/WebMercatorQuad/14/${between.y}/${between.x}`
    expect(await status(empty)).toBe(204)
  })

  it('describes only the requested collections', async () => {
    const tileset = tilesetSchema.parse(await json('/tiles/WebMercatorQuad?collections=water,roads'))
    expect(tileset.layers.map(({ id }) => id).toSorted()).toEqual(['roads', 'water'])
    expect(hrefOf(tileset.links, 'item')).toMatch(/\?collections=[\w,]+$/)
    const all = tilesetSchema.parse(await json('/tiles/WebMercatorQuad'))
    expect(all.layers).toHaveLength(open.length)
  })

  it('answers missing resources with 404, and another format with 406', async () => {
    for (const path of [
      '/collections/parcels/tiles/WebMercatorQuad/14/16384/0',
      '/collections/parcels/tiles/WebMercatorQuad/14/0/16384',
      '/collections/parcels/tiles/WebMercatorQuad/23/0/0',
      '/collections/parcels/tiles/WebMercatorQuad/x/0/-1',
      '/collections/nothing/tiles/WebMercatorQuad/1/0/0',
      '/collections/nothing/tiles',
      '/tiles/WebMercatorQuad?collections=nothing',
      '/tiles/WorldCRS84Quad/1/0/0',
      '/tileMatrixSets/WorldCRS84Quad',
    ]) {
      const answer = await fetch(server.url + path)
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json; charset=utf-8',
      ])
    }
    const picture = await fetch(`${server.url}/tiles/WebMercatorQuad/1/0/0`, {
      headers: { Accept: 'image/png' },
    })
    expect(picture.status).toBe(406)
  })
})
