import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawnLayers } from '../../../geodata/model/drawn-layers.ts'
import { assetEndpoints, styleEndpoint } from '../../../server/style/routes.ts'
import type { TestServer } from '../serve.ts'
import { serve } from '../serve.ts'

let server: TestServer
beforeAll(async () => {
  server = await serve([styleEndpoint(), ...assetEndpoints()])
})
afterAll(() => server.close())
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers })

test('the style refers to the server that sent it, in the requested language', async () => {
  const response = await get('/style.json?theme=night&lang=en')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-language')).toBe('en')
  const style = await response.json()
  expect(validateStyleMin(style)).toEqual([])
  expect(style.sprite).toBe(`${server.url}/sprites/night`)
  expect(style.name).toBe('Shuangxi')
})

test('the default language is the reader’s own', async () => {
  const style = await (await get('/style.json', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' })).json()
  expect(style.name).toBe('双西')
})

test('an unknown theme is refused with what was expected', async () => {
  const response = await get('/style.json?theme=dusk')
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('day')
})

test.each(['day', 'night', 'day@2x', 'night@2x'])(
  'the sprite sheet %s has its index and its image',
  async (name) => {
    const index = await (await get(`/sprites/${name}.json`)).json()
    expect(index['facility-toilet'].pixelRatio).toBe(name.endsWith('@2x') ? 2 : 1)
    const png = await get(`/sprites/${name}.png`)
    expect(png.headers.get('content-type')).toBe('image/png')
    expect(
      Buffer.from(await png.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  },
)

test('the sprite sheet is available as SVG, with a view for each image', async () => {
  const response = await get('/sprites/night.svg')
  expect(response.headers.get('content-type')).toContain('image/svg+xml')
  expect(await response.text()).toContain('<view id="facility-toilet"')
  expect((await get('/sprites/night@2x.svg')).status).toBe(404)
})

test('an image is available alone as SVG', async () => {
  const response = await get('/sprites/night/entrance-main.svg')
  expect(response.headers.get('content-type')).toContain('image/svg+xml')
  expect(await response.text()).toMatch(/^<svg /)
})

test('the style has no state of the page, and glyphs for clients without font-faces', async () => {
  const style = await (await get('/style.json')).json()
  const kinds = Object.values<{ type: string }>(style.sources).map(({ type }) => type)
  expect(kinds).not.toContain('geojson')
  const address = style.glyphs
    .replace('{fontstack}', encodeURIComponent('Noto Sans SC Regular'))
    .replace('{range}', '0-255')
  const glyphs = await fetch(address)
  expect(glyphs.status).toBe(200)
  expect(glyphs.headers.get('content-type')).toBe('application/x-protobuf')
  const bytes = Buffer.from(await glyphs.arrayBuffer())
  expect(bytes.toString('latin1')).toContain('Noto Sans SC Regular')
  const again = await fetch(address, { headers: { 'if-none-match': glyphs.headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
  const plain = await fetch(address, { headers: { 'accept-encoding': 'identity' } })
  expect(plain.headers.get('etag')).not.toBe(glyphs.headers.get('etag'))
  expect(Buffer.from(await plain.arrayBuffer()).equals(bytes)).toBe(true)
  const ofSeveral = await get('/fonts/Arial,Noto%20Sans%20SC%20Regular/0-255.pbf')
  expect(ofSeveral.status).toBe(200)
})

test.each(['/fonts/Arial/0-255.pbf', '/fonts/Noto%20Sans%20SC%20Regular/0-300.pbf'])(
  '%s is 404, with the list of existing ones',
  async (path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect((await response.json()).details.en).toMatch(/Noto Sans SC Regular|0-255\.pbf/)
  },
)

test.each(['/style.json', '/legends.json'])('%s is sent once to clients that cache it', async (path) => {
  const first = await get(path)
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[\w-]+"$/)
  expect(first.headers.get('vary')).toContain('Accept-Encoding')
  const again = await get(path, { 'if-none-match': `"other", W/${etag}` })
  expect([again.status, await again.text()]).toEqual([304, ''])
  // The same text in another encoding has another ETag.
  const plain = await get(path, { 'accept-encoding': 'identity' })
  expect(plain.headers.get('etag')).not.toBe(etag)
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(await plain.json()).toEqual(await first.json())
  const other = await get(`${path}?theme=night`)
  expect(other.headers.get('etag')).not.toBe(etag)
})

test('each font slice of the style and the page exists', async () => {
  const style = await (await get('/style.json')).json()
  const faces: { url: string }[] = Object.values<{ url: string }[]>(style['font-faces']).flat()
  expect(faces.length).toBeGreaterThan(150)
  for (const { url } of [faces[0], faces[60], faces.at(-1)].flatMap((face) => face ?? [])) {
    const response = await fetch(url)
    expect(response.status, url).toBe(200)
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('wOF2')
  }
  const css = await (await get('/fonts/noto-sans-sc.css')).text()
  expect(css.match(/@font-face/g)?.length).toBe(faces.length)
})

test('a style without fonts is for computers that have them', async () => {
  const style = await (await get('/style.json?fonts=none')).json()
  expect(style['font-faces']).toBeUndefined()
  expect(style.glyphs).toBeUndefined()
  expect(style.layers.length).toBeGreaterThan(20)
  expect((await get('/style.json?fonts=mine')).status).toBe(400)
})

test('browsers get a style in brotli, in any order of encodings', async () => {
  const headers = { 'accept-encoding': 'gzip, deflate, br, zstd' }
  expect((await get('/style.json', headers)).headers.get('content-encoding')).toBe('br')
})

test.each([
  '/fonts/..%2f..%2fpackage.json',
  '/fonts/noto-sans-sc-4-100-normal.woff2',
  '/sprites/dusk.json',
  '/sprites/day/..%2fimages.svg',
])('%s is not found', async (path) => {
  expect((await get(path)).status).toBe(404)
})

test('every layer has its legend', async () => {
  const legends = await (await get('/legends.json?theme=night')).json()
  expect(legends.greenways[0].title.zh).toBe('绿道')
  expect(Object.keys(legends).sort()).toEqual(drawnLayers.map(({ id }) => id).sort())
})
