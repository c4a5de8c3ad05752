import { request as httpRequest } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue, tileProperties } from '../../../geodata/model/catalogue.ts'
import { actors } from '../../environment/acting.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { fixtureTile, loadFixture } from '../../tiles/vector/fixture.ts'
import { decodeTile } from '../../tiles/vector/tile-geometry.ts'
import { serve, type TestServer, tileEndpoints } from '../serve.ts'

const { z, x, y } = fixtureTile
const here = `${z}/${x}/${y}.mvt`

/** Sends a request without fetch's own headers and decompression. */
function raw(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      httpRequest(url, { headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      })
        .on('error', reject)
        .end()
    },
  )
}

describeOnDatabase('vector tiles over HTTP', (db) => {
  let server: TestServer
  const get = (path: string, headers?: Record<string, string>) => raw(`${server.url}/tiles${path}`, headers)
  const problem = async (path: string, status: number) => {
    const answer = await get(path)
    expect(answer.status, path).toBe(status)
    return JSON.parse(answer.body.toString()).details as { zh: string; en: string }
  }

  beforeAll(async () => {
    await loadFixture(db())
    server = await serve(tileEndpoints(db()), actors.admin)
  })
  afterAll(() => server.close())

  test('one tile contains the requested layers', async () => {
    const { status, headers, body } = await get(`/roads,water/${here}`)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      vary: 'Accept-Encoding, Cookie, Authorization',
      'cache-control': 'public, no-cache',
    })
    expect(headers['content-encoding']).toBeUndefined()
    expect(Object.keys(decodeTile(body))).toEqual(['roads', 'water'])
    expect((await get(`/water,roads,water/${here}?token=1`)).body).toEqual(body)
  })

  test('is gzipped for clients that accept it, with its own ETag', async () => {
    const path = `/land_cover,roads,water,greenways,parcels/${here}`
    const plain = await get(path)
    const packed = await get(path, { 'accept-encoding': 'br, gzip' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(packed.body)).toEqual(plain.body)
    expect(packed.headers.etag).not.toBe(plain.headers.etag)
    expect(packed.headers.etag).toMatch(/^"[\w-]+"$/)
    expect((await get(path, { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBe(undefined)
  })

  test('is uncompressed where compression gains nothing', async () => {
    const { headers, body } = await get(`/roads/${here}`, { 'accept-encoding': 'gzip' })
    expect(body.length).toBeLessThan(1_000)
    expect(headers['content-encoding']).toBeUndefined()
  })

  test('a tile that the client has is 304 without a body', async () => {
    const { headers } = await get(`/roads/${here}`)
    for (const match of [`"other", ${headers.etag}`, '*', `W/${headers.etag}`]) {
      const again = await get(`/roads/${here}`, { 'if-none-match': match })
      expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, headers.etag])
    }
    expect((await get(`/roads/${here}`, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('an empty tile is 204, and so is one below the lowest zoom', async () => {
    for (const path of ['/roads/14/1/1.mvt', '/buildings/5/26/13.mvt']) {
      const answer = await get(path)
      expect([answer.status, answer.body.length]).toEqual([204, 0])
      expect((await get(path, { 'if-none-match': String(answer.headers.etag) })).status).toBe(304)
    }
  })

  test('an invalid address is refused with what was expected', async () => {
    expect((await problem('/roads/23/0/0.mvt', 400)).en).toContain('an integer from 0 to 22')
    expect((await problem('/roads/3/8/0.mvt', 400)).en).toContain(
      'x should be an integer from 0 to 7 at zoom 3',
    )
    expect((await problem('/roads/3/0/9.mvt', 400)).zh).toContain('参数 y 应为0 到 7 的整数')
    expect((await problem('/roads/3/a/1.mvt', 400)).en).toContain('"a"')
    expect((await problem('/roads/-1/0/0.mvt', 400)).en).toContain('z')
    expect((await problem('/roads/1.5/0/0.mvt', 400)).en).toContain('1.5')
    expect((await problem('/streets/3/1/1.mvt', 404)).en).toContain('greenway_segments')
    expect((await problem('/roads,/3/1/1.mvt', 404)).zh).toContain('图层')
    expect((await problem('/roads;drop.json', 404)).en).toContain('There is no layer')
  })

  test('TileJSON describes one layer, several, and all', async () => {
    const one = JSON.parse((await get('/roads.json?lang=en')).body.toString())
    expect(one).toMatchObject({
      tilejson: '3.0.0',
      name: 'Roads and paths',
      tiles: [`${server.url}/tiles/roads/{z}/{x}/{y}.mvt`],
      minzoom: 8,
      maxzoom: 15,
      vector_layers: [{ id: 'roads', fields: { class: 'String: Class', bridge: 'Boolean: Bridge' } }],
    })
    const [west, south, east, north] = one.bounds
    expect([west < east, south < north, west > 120, north < 30.5]).toEqual([true, true, true, true])
    const all = JSON.parse((await get('.json')).body.toString())
    expect(all.minzoom).toBe(6)
    expect(all.maxzoom).toBe(16)
    for (const [i, layer] of catalogue.entries()) {
      const names = tileProperties(layer).map(({ name }) => name)
      const counted = layer.id === 'incidents' ? ['count'] : []
      expect([all.vector_layers[i].id, Object.keys(all.vector_layers[i].fields)]).toEqual([
        layer.id,
        [...names, ...counted],
      ])
    }
  })

  test('a change is visible in the next tile and document', async () => {
    await get(`/units/${here}`)
    await db().query(
      `insert into imports (source, kind, file, licence, synthetic, counts, skipped)
       values ('t', 'units', 'f', 'A & <b>', false, '{}', '[]')`,
    )
    await db().query("select announce_bulk_change('{entrances}')")
    await db().query("update units set state = 'off_shift', geom = ST_Translate(geom, 0.001, 0)")
    await soon(async () => {
      const after = decodeTile((await get(`/units/${here}`)).body)
      expect(after.units?.map(({ attributes }) => attributes.state)).toContain('off_shift')
    })
    expect(JSON.parse((await get('/units.json')).body.toString()).attribution).toBe('A &#38; &#60;b&#62;')
  })
})
