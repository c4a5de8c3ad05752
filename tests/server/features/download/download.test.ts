/** Collections as files over HTTP. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../../geodata/database/database.ts'
import { streamRows } from '../../../../geodata/database/row-stream.ts'
import { boundaryFile } from '../../../../geodata/export/boundary-file.ts'
import { exportLayer } from '../../../../geodata/export/export-layer.ts'
import type { FormatRow } from '../../../../geodata/export/format.ts'
import { geojsonSequence } from '../../../../geodata/export/geojson.ts'
import { findLayer } from '../../../../geodata/model/catalogue.ts'
import { fieldOf } from '../../../../geodata/model/planning/boundary-file/boundary-file.ts'
import { placementOf as boundaryPlacement } from '../../../../geodata/model/planning/boundary-file/declared-system.ts'
import { parseBoundaryFile } from '../../../../geodata/model/planning/boundary-file/parse.ts'
import { writeBoundaryFile } from '../../../../geodata/model/planning/boundary-file/write.ts'
import { placementOf as vctPlacement } from '../../../../geodata/model/planning/vct/declared-system.ts'
import { parseVct } from '../../../../geodata/model/planning/vct/parse.ts'
import { dataContext } from '../../../../server/context.ts'
import { sendFile } from '../../../../server/features/download/send.ts'
import { featuresEndpoints } from '../../../../server/features/routes.ts'
import { endpoint } from '../../../../server/http/endpoint.ts'
import { describeOnDatabase } from '../../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../../serve.ts'

/** Returns the answer as received, without decompression. */
async function raw(url: string, headers: Record<string, string> = {}) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers }, resolve).on('error', reject)
  })
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return { headers: answer.headers, status: answer.statusCode, body: Buffer.concat(chunks) }
}

const rows = (text: string): number => text.trimEnd().split('\r\n').length - 1

const water = findLayer('water')
if (water === undefined) throw new Error('no water')
const setOfWater = { layer: water, properties: [], epsg: 4326, titles: false }

async function* failingBatches(database: Database, sound: number) {
  const text = "select n as id, repeat('x', 9000) as feature from generate_series(1, 1000) as n"
  let given = 0
  for await (const batch of streamRows<FormatRow>(database, { text }, { batch: 50 })) {
    if (given++ === sound) throw new Error('the database failed')
    yield batch
  }
}

describeOnDatabase('download', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await loadFixture(db())
    server = await serve([
      ...featuresEndpoints(dataContext(db())),
      failing('/breaking', 2),
      failing('/failing', 0),
    ])
  })
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-download-'))
  afterAll(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const items = (layer: string, query: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/collections/${layer}/items?${query}`, { headers })

  /** Fails after `sound` batches. */
  const failing = (path: string, sound: number) =>
    endpoint({
      operationId: path,
      method: 'get',
      path,
      tag: 'test',
      summary: path,
      responses: {},
      handle: (_, response, request) => {
        const writer = geojsonSequence.writer({ ...setOfWater, language: 'zh' })
        return sendFile(failingBatches(db(), sound), writer, request, response)
      },
    })

  it('contains all matches without a limit, otherwise as many as the limit', async () => {
    const whole = await items('water', 'f=csv')
    expect(whole.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(rows(await whole.text())).toBe(250)
    expect(rows(await (await items('water', 'f=csv&limit=7')).text())).toBe(7)
    expect(rows(await (await items('water', 'f=csv&kind=pond')).text())).toBe(125)
    expect(rows(await (await items('water', 'f=csv&bbox=0,0,1,1')).text())).toBe(0)
    const geojson = await (await items('water', 'f=geojson')).json()
    expect([geojson.features.length, geojson.numberReturned]).toEqual([250, 250])
    expect((await (await items('water', 'f=json')).json()).features).toHaveLength(100)
  })

  it('contains the features of the pages, in every format', async () => {
    const page = await (await items('parcels', 'f=json')).json()
    const geojson = await (await items('parcels', 'f=geojson')).json()
    expect(geojson.features).toEqual(page.features)
    const sequence = await (await items('parcels', 'f=geojsonseq')).text()
    expect(
      sequence
        .split('\u001e')
        .slice(1)
        .map((record) => JSON.parse(record)),
    ).toEqual(page.features)
    const bytes = new Uint8Array(await (await items('parcels', 'f=flatgeobuf')).arrayBuffer())
    const read: unknown[] = []
    for await (const feature of deserialize(bytes)) read.push(feature)
    for (const [index, feature] of page.features.entries()) {
      const { id, geometry, properties } = feature
      const known = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null))
      expect(read[index]).toMatchObject({ properties: { id, ...known }, geometry: { type: geometry.type } })
    }
    expect(read).toHaveLength(page.features.length)
  })

  it('is selected by Accept too, where GeoJSON means a page', async () => {
    const typeOf = async (accept: string) => {
      const answer = await items('water', '', { Accept: accept })
      await answer.arrayBuffer()
      return [answer.headers.get('content-type')?.split(';')[0], answer.headers.get('vary')]
    }
    expect((await typeOf('text/csv'))[0]).toBe('text/csv')
    expect((await typeOf('application/geo+json-seq'))[0]).toBe('application/geo+json-seq')
    expect((await typeOf('application/flatgeobuf;q=0.9, text/html'))[0]).toBe('application/flatgeobuf')
    expect((await typeOf('text/csv'))[1]).toContain('Accept')
    expect((await typeOf('application/geo+json, text/csv;q=0.5'))[0]).toBe('application/geo+json')
    expect((await typeOf('*/*'))[0]).toBe('application/geo+json')
    const wrong = await items('water', 'f=shapefile')
    expect([wrong.status, (await wrong.json()).detail]).toEqual([400, expect.stringContaining('flatgeobuf')])
  })

  it('has a file name, which marks synthetic data', async () => {
    const disposition = async (layer: string, query: string) => {
      const answer = await items(layer, query)
      await answer.arrayBuffer()
      return decodeURIComponent(answer.headers.get('content-disposition') ?? '')
    }
    expect(await disposition('parcels', 'f=flatgeobuf')).toBe(
      `attachment; filename="parcels_synthetic.fgb"; filename*=UTF-8''地块（含合成数据）.fgb`,
    )
    expect(await disposition('parcels', 'f=csv&lang=en')).toContain("''Parcels (with synthetic data).csv")
    await db().query('update greenways set synthetic = false')
    expect(await disposition('greenways', 'f=csv')).toMatch(/filename="greenways\.csv"; .*''绿道\.csv$/)
  })

  it('is a boundary point file or VCT of areas, in zone 40 and GBK, as our own readers read them', async () => {
    const { rows: stored } = await db().query<{ code: string; area: number }>(
      'select parcel_code as code, area_m2 as area from parcels order by id',
    )
    const txt = await items('parcels', 'f=txt')
    expect(txt.headers.get('content-crs')).toContain('EPSG/0/4549')
    const text = new TextDecoder('gbk', { fatal: true }).decode(await txt.arrayBuffer())
    const file = parseBoundaryFile(text)
    expect(writeBoundaryFile(file)).toBe(text)
    const out = join(folder, 'parcels.txt')
    const parcels = findLayer('parcels')
    if (parcels === undefined) throw new Error('no parcels')
    const task = { layer: parcels, format: boundaryFile, out, source: undefined, language: 'zh' as const }
    const { signal } = new AbortController()
    expect(await exportLayer(db(), { ...task, signal })).toBe(stored.length)
    expect(new TextDecoder('gbk').decode(readFileSync(out))).toBe(text)
    expect(boundaryPlacement(file)).toEqual({ epsg: 4528, isSwapped: false })
    expect(file.plots.map((plot) => fieldOf(plot, 'number'))).toEqual(stored.map(({ code }) => code))
    for (const [index, plot] of file.plots.entries()) {
      expect(Number(fieldOf(plot, 'hectares'))).toBeCloseTo((stored[index]?.area ?? 0) / 10_000, 3)
    }
    const bytes = await (await items('parcels', 'f=vct&headings=titles')).arrayBuffer()
    const vct = parseVct(new TextDecoder('gbk', { fatal: true }).decode(bytes))
    expect(vctPlacement(vct).epsg).toBe(4528)
    expect(vct.polygons).toHaveLength(stored.length)
    const codes = [...(vct.rows.get('PARCELS')?.values() ?? [])].map(([code]) => code)
    expect(codes).toEqual(stored.map(({ code }) => code))
    const refused = await items('greenways', 'f=txt')
    expect([refused.status, (await refused.json()).detail]).toEqual([
      400,
      expect.stringContaining('txt 只用于面图层'),
    ])
  })

  it('states the source of every feature and whether it is synthetic', async () => {
    const csv = (await (await items('parcels', 'f=csv&headings=titles&lang=en')).text()).split('\r\n')
    expect(csv[0]).toContain(',Source,Licence,Synthetic,Geometry')
    expect(csv[1]).toContain(',fixture,CC0,true,')
  })

  it('is gzipped for clients that accept it', async () => {
    const url = `${server.url}/collections/water/items?f=csv`
    const packed = await raw(url, { 'Accept-Encoding': 'gzip, br' })
    const plain = await raw(url)
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': 'no-cache, no-transform',
    })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(packed.headers.vary).toContain('Accept-Encoding')
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true)
    expect(packed.body.length).toBeLessThan(plain.body.length / 3)
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('never looks complete if the database fails midway', async () => {
    for (const headers of [{ 'Accept-Encoding': 'gzip' }, {}]) {
      await expect(raw(`${server.url}/breaking`, headers)).rejects.toThrow(/aborted|hang up/)
    }
    const problem = await fetch(`${server.url}/failing`)
    expect([problem.status, problem.headers.get('content-type')]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
    ])
  })

  it('leaves connections to others, and releases its own if the client disconnects', async () => {
    await db().query(
      `insert into entrances (kind, name, source, source_id, licence, synthetic, geom)
       select 'main', repeat('门', 200), 'fixture', n, 'CC0', true, ST_SetSRID(ST_MakePoint(119.7, 30.2), 4326)
       from generate_series(1, 20000) as n`,
    )
    const url = `${server.url}/collections/entrances/items?f=geojson`
    const slow = await new Promise<IncomingMessage>((resolve) => get(url, resolve))
    const second = await fetch(url)
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '10'])
    await second.arrayBuffer()
    expect((await fetch(`${server.url}/collections/water/items?limit=1`)).status).toBe(200)
    slow.destroy()
    const again = async () => {
      const answer = await fetch(`${url}&limit=1`)
      await answer.arrayBuffer()
      return answer.status
    }
    await expect.poll(again, { timeout: 10_000 }).toBe(200)
    const { rows: open } = await db().query("select name from pg_cursors where name like 'stream%'")
    expect(open).toEqual([])
  })
})
