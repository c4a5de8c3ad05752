import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { FetchSource, PMTiles, zxyToTileId } from 'pmtiles'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { archivesEndpoints } from '../../../server/archives/routes.ts'
import { readSettings } from '../../../server/settings.ts'
import { assembleArchive } from '../../../tiles/archive/assemble.ts'
import { tileDigest } from '../../../tiles/archive/journal.ts'
import { type StaticServer, serveFolder } from '../../environment/static-server.ts'
import { serve, type TestServer } from '../serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'archives-'))
const MVT = 'application/vnd.mapbox-vector-tile'

async function write(path: string, text: string, type: 'mvt' | 'png' = 'mvt') {
  const file = await open(join(folder, 'source'), 'w+')
  const body = type === 'mvt' ? gzipSync(text) : Buffer.from(text)
  await file.write(body)
  const tile = { offset: 0, length: body.length, digest: tileDigest(body).toString('latin1'), file }
  const metadata = {
    name: '双西',
    attribution: '© OSM',
    vector_layers: [{ id: 'roads', fields: {} }],
    shuangxi: 1,
  }
  const bounds = [120, 30, 120.2, 30.3] as const
  await assembleArchive(path, [{ tileId: zxyToTileId(3, 6, 3), ...tile }], {
    type,
    bounds,
    metadata,
  })
  await file.close()
}

/** Sends a request without fetch's own headers and decompression. */
function raw(url: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      httpRequest(url, { headers, method }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
        response.on('error', reject)
      })
        .on('error', reject)
        .end()
    },
  )
}

let server: TestServer
let remote: StaticServer
const get = (path: string, headers?: Record<string, string>, method?: string) =>
  raw(`${server.url}/archives${path}`, headers, method)
const problem = async (path: string, status: number) => {
  const answer = await get(path)
  expect([path, answer.status]).toEqual([path, status])
  expect(answer.headers['content-type']).toContain('application/problem+json')
  return {
    ...(JSON.parse(answer.body.toString()).details as { zh: string; en: string }),
    headers: answer.headers,
  }
}

beforeAll(async () => {
  await write(join(folder, 'here.pmtiles'), 'roads of here')
  await write(join(folder, 'there.pmtiles'), 'roads of there')
  await write(join(folder, 'lost.pmtiles'), 'roads of the lost')
  await write(join(folder, 'relief.pmtiles'), 'a picture', 'png')
  writeFileSync(join(folder, 'text.pmtiles'), 'This is no archive. '.repeat(2000))
  const cut = readFileSync(join(folder, 'here.pmtiles'))
  writeFileSync(join(folder, 'cut.pmtiles'), cut.subarray(0, 140))
  remote = await serveFolder(folder)
  const places = [
    `here=${join(folder, 'here.pmtiles')}`,
    `there=${remote.url}/there.pmtiles`,
    `lost=${remote.url}/lost.pmtiles`,
    `gone=${remote.url}/gone.pmtiles`,
    `relief=${join(folder, 'relief.pmtiles')}`,
    `text=${join(folder, 'text.pmtiles')}`,
    `cut=${join(folder, 'cut.pmtiles')}`,
    `absent=${join(folder, 'absent.pmtiles')}`,
    `down=http://127.0.0.1:9/down.pmtiles`,
  ]
  server = await serve(archivesEndpoints({ settings: readSettings({ ARCHIVES: places.join(',') }) }))
})
afterAll(async () => {
  await server.close()
  await remote.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  remote.instead = undefined
})

describe.each(['here', 'there'])('an archive %s', (name) => {
  test('serves its tiles as stored, or decompressed', async () => {
    const packed = await get(`/${name}/3/6/3.mvt`, { 'accept-encoding': 'gzip' })
    expect(packed.status).toBe(200)
    expect(packed.headers).toMatchObject({
      'content-type': MVT,
      'content-encoding': 'gzip',
      vary: expect.stringContaining('Accept-Encoding'),
    })
    expect(gunzipSync(packed.body).toString()).toBe(`roads of ${name}`)
    const plain = await get(`/${name}/3/6/3.mvt`)
    expect([plain.headers['content-encoding'], plain.body.toString()]).toEqual([
      undefined,
      `roads of ${name}`,
    ])
    expect(plain.headers.etag).not.toBe(packed.headers.etag)
  })

  test('answers 304 for an unchanged tile, and 204 for a missing one', async () => {
    const { headers } = await get(`/${name}/3/6/3.mvt`)
    expect((await get(`/${name}/3/6/3.mvt`, { 'if-none-match': String(headers.etag) })).status).toBe(304)
    for (const empty of ['3/6/4', '2/1/1', '9/1/1']) {
      const answer = await get(`/${name}/${empty}.mvt`)
      expect([empty, answer.status, answer.body.length]).toEqual([empty, 204, 0])
    }
  })

  test('has a TileJSON document', async () => {
    const document = JSON.parse((await get(`/${name}.json`)).body.toString())
    expect(document).toEqual({
      tilejson: '3.0.0',
      name: '双西',
      attribution: '© OSM',
      scheme: 'xyz',
      tiles: [`${server.url}/archives/${name}/{z}/{x}/{y}.mvt`],
      minzoom: 3,
      maxzoom: 3,
      bounds: [120, 30, 120.2, 30.3],
      vector_layers: [{ id: 'roads', fields: {} }],
    })
  })

  test('can be read by ranges, as readers of PMTiles do', async () => {
    const whole = readFileSync(join(folder, `${name}.pmtiles`))
    const url = `${server.url}/archives/${name}.pmtiles`
    const range = await raw(url, { range: 'bytes=0-126' })
    expect([range.status, range.headers['content-range']]).toEqual([206, `bytes 0-126/${whole.length}`])
    expect(range.body.equals(whole.subarray(0, 127))).toBe(true)
    expect((await raw(url)).body.equals(whole)).toBe(true)
    expect((await raw(url, { range: `bytes=${whole.length}-` })).status).toBe(416)
    const head = await raw(url, {}, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([
      200,
      String(whole.length),
      0,
    ])
    const tile = await new PMTiles(new FetchSource(url)).getZxy(3, 6, 3)
    expect(Buffer.from(tile?.data ?? new ArrayBuffer(0)).toString()).toBe(`roads of ${name}`)
  })
})

test('the list contains all of them', async () => {
  const { archives } = JSON.parse((await get('')).body.toString())
  expect(archives).toContainEqual({
    name: 'here',
    tilejson: `${server.url}/archives/here.json`,
    pmtiles: `${server.url}/archives/here.pmtiles`,
  })
})

test('image tiles keep their type, and another extension is 404', async () => {
  const answer = await get('/relief/3/6/3.png')
  expect([answer.headers['content-type'], answer.body.toString()]).toEqual(['image/png', 'a picture'])
  expect((await problem('/relief/3/6/3.mvt', 404)).en).toContain('Available: png')
})

test('missing resources are 404, and invalid addresses 400', async () => {
  expect((await problem('/nowhere.json', 404)).en).toContain('Available: here, there')
  expect((await problem('/nowhere/3/6/3.mvt', 404)).zh).toContain('存档')
  expect((await problem('/nowhere.pmtiles', 404)).en).toContain('"nowhere"')
  expect((await problem('/here/3/8/0.mvt', 400)).en).toContain('from 0 to 7')
})

test('an invalid archive is 502, and a missing one 503', async () => {
  for (const name of ['text', 'cut']) {
    expect((await problem(`/${name}.json`, 502)).en).toContain('is not a valid PMTiles file')
    expect((await problem(`/${name}/3/6/3.mvt`, 502)).zh).toContain('不是完好的')
  }
  for (const path of ['/absent.json', '/absent/3/6/3.mvt', '/absent.pmtiles']) {
    const { en, headers } = await problem(path, 503)
    expect([en, headers['retry-after']]).toEqual([
      expect.stringContaining('cannot be read at the moment'),
      '10',
    ])
    expect(en).not.toContain(folder)
  }
})

test('an unreachable server is 503, one with another answer 502, and both may recover', async () => {
  expect((await problem('/down.json', 503)).en).toContain('Try again')
  expect((await problem('/gone.json', 502)).en).toContain('answers 404')
  remote.instead = (_, response) => response.writeHead(500).end()
  expect((await problem('/lost/3/6/3.mvt', 503)).en).toContain('cannot be read at the moment')
  remote.instead = (_, response) => response.writeHead(200).end(readFileSync(join(folder, 'lost.pmtiles')))
  expect((await problem('/lost/3/6/3.mvt', 502)).en).toContain('HTTP range')
  remote.instead = (_, response) => response.socket?.destroy()
  expect((await problem('/lost.pmtiles', 503)).en).toContain('cannot be read at the moment')
  remote.instead = undefined
  expect((await get('/lost/3/6/3.mvt')).body.toString()).toBe('roads of the lost')
})

test('tiles already read from a remote archive are served while it is unavailable', async () => {
  expect((await get('/there/3/6/3.mvt')).status).toBe(200)
  remote.instead = (_, response) => response.writeHead(500).end()
  expect((await get('/there/3/6/3.mvt')).status).toBe(200)
})

test('a replaced archive is read again', async () => {
  const path = join(folder, 'here.pmtiles')
  await get('/here/3/6/3.mvt')
  await write(join(folder, 'next.pmtiles'), 'roads of tomorrow, and more of them')
  renameSync(join(folder, 'next.pmtiles'), path)
  expect((await get('/here/3/6/3.mvt')).body.toString()).toBe('roads of tomorrow, and more of them')
  await vi.waitFor(() => statSync(path))
  utimesSync(path, new Date(), new Date())
  expect((await get('/here/3/6/3.mvt')).status).toBe(200)
})

test('the setting explains what is wrong with it', () => {
  for (const wrong of ['map', 'a b=c', 'map=a,map=b', '=x']) {
    expect(() => readSettings({ ARCHIVES: wrong })).toThrow(/ARCHIVES should be a list like map=/)
  }
})
