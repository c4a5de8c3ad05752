/** Malicious addresses and headers of requests, sent as bytes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { page } from '../../../server/http/page.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { loadFixture } from '../serve.ts'
import { sendRaw } from './raw.ts'

describeOnPostgis('malicious requests', (db) => {
  let app: ServedApp
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shuangxi-tricks-'))
    mkdirSync(join(folder, 'site/assets'), { recursive: true })
    writeFileSync(join(folder, 'site/index.html'), '<!doctype html><title>page</title>')
    writeFileSync(join(folder, 'site/assets/main.js'), '// script')
    writeFileSync(join(folder, 'secret.txt'), 'top secret')
    await loadFixture(db())
    app = await serveApp(db(), {}, { page: page(join(folder, 'site')) })
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const raw = (line: string, ...headers: string[]) => {
    const named = headers.some((header) => /^host:/i.test(header)) ? headers : ['Host: 127.0.0.1', ...headers]
    return sendRaw(app.url, [line, ...named, 'Connection: close', '', ''].join('\r\n'))
  }
  const get = (path: string, ...headers: string[]) => raw(`GET ${path} HTTP/1.1`, ...headers)

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets/....//....//secret.txt',
    '/assets//../../secret.txt',
    '//secret.txt',
    '/assets/%252e%252e/secret.txt',
    '/assets/\xc0\xae\xc0\xae/secret.txt',
    '/assets/%c0%ae%c0%ae/%c0%ae%c0%ae/secret.txt',
    '/assets/main.js%00.txt',
    '/api/../../package.json',
    '/api/..%2fpackage.json',
    '/archives/..%2f..%2fsecret.txt',
    '/file:///etc/passwd',
  ])('read no file from outside: %j', async (path) => {
    const answer = await get(path)
    expect([400, 404]).toContain(answer.status)
    expect(answer.text).not.toMatch(/top secret|"scripts"|root:/)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })

  it.each([
    '/collections/units',
    '/collections/units/items',
    '/collections/%75nits/items',
    '/collections/units/items/',
    '/collections//units/items',
    '/Collections/Units/Items',
    '/collections/units%2fitems',
    '/collections/units;x=1/items',
    '/collections/parcels/../units/items',
    '/collections/units/items?f=json&f=csv',
    '/collections/units/items/1%2f..%2f2',
    '/tiles/units/14/13635/6771.mvt',
    '/tiles/parcels,units/14/13635/6771.mvt',
    '/tiles/parcels%2cunits/14/13635/6771.mvt',
    '/tiles/%75nits/14/13635/6771.mvt',
    '/tiles/units/014/13635/6771.mvt',
    '/TILES/units/14/13635/6771.mvt',
    '/tiles/parcels,,units/14/13635/6771.mvt',
    '/collections/units/tiles/WebMercatorQuad/14/6771/13635',
    'http://elsewhere.example/collections/units/items',
  ])('open no closed layer: %s', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST']) {
      const answer = await raw(`${method} ${path} HTTP/1.1`, 'X-Original-URL: /', 'X-Rewrite-URL: /healthz')
      expect([400, 401, 404, 405], `${method} ${path}`).toContain(answer.status)
      expect(answer.text).not.toContain('"Feature"')
    }
  })

  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    'keep their method in spite of %s',
    async (header) => {
      const id = (await db().query<{ id: number }>('select min(id) as id from parcels')).rows[0]?.id
      const answer = await raw(
        `POST /collections/parcels/items/${id}?_method=DELETE HTTP/1.1`,
        `${header}: DELETE`,
      )
      expect(answer.status).toBe(405)
      expect((await get(`/collections/parcels/items/${id}`, `${header}: DELETE`)).status).toBe(200)
    },
  )

  it.each(['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'FOO', 'DEBUG'])('know no method %s', async (method) => {
    const target = method === 'CONNECT' ? 'elsewhere.example:443' : '/collections'
    const answer = await raw(`${method} ${target} HTTP/1.1`, 'X-Echo: 12345')
    expect([0, 400, 404, 405]).toContain(answer.status)
    expect(answer.text).not.toContain('12345')
  })

  it.each<readonly [string, readonly string[]]>([
    ['two hosts', ['Host: 127.0.0.1', 'Host: elsewhere.example']],
    ['two lengths', ['Content-Length: 5', 'Content-Length: 6']],
    ['a length and chunks', ['Content-Length: 5', 'Transfer-Encoding: chunked']],
    ['an unknown transfer', ['Transfer-Encoding: xchunked']],
    ['a space before the colon', ['Content-Length : 5']],
    ['a folded line', ['X-One: a\r\n b']],
    ['a NUL in a header', ['X-One: a\0b']],
    ['a line feed alone', ['X-One: a\nX-Two: b']],
    ['a header without end', [`X-One: ${'a'.repeat(20_000)}`]],
    ['a cookie without end', [`Cookie: a=${'a'.repeat(20_000)}`]],
  ])('are refused with %s', async (_, headers) => {
    const answer = await raw('POST /sign-in HTTP/1.1', 'Content-Type: application/json', ...headers)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    // What follows is not taken as a second request.
    expect(answer.text.match(/HTTP\/1\.1 \d/g)).toHaveLength(1)
  })

  it('smuggle no second request', async () => {
    const inner = 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'
    for (const headers of [
      `Content-Length: ${inner.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
      `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${inner}`,
      `Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${inner}`,
    ]) {
      const request = `POST /collections/parcels/items HTTP/1.1\r\nHost: a\r\n${headers}`
      expect((await sendRaw(app.url, request)).text).not.toContain('"status":"ok"')
    }
  })

  it('without a host, or with thousands of headers, do no harm', async () => {
    expect((await sendRaw(app.url, 'GET /collections HTTP/1.1\r\n\r\n')).status).toBe(400)
    const many = Array.from({ length: 900 }, (_, i) => `X-${i}: a`)
    expect((await get('/healthz', ...many)).status).toBe(200)
    expect((await get(`/search?q=${'a'.repeat(20_000)}`)).status).toBe(431)
    expect((await get('/healthz')).status).toBe(200)
  })

  it.each([
    'elsewhere.example',
    'elsewhere.example:80@127.0.0.1',
    '"><script>alert(1)</script>',
    "' or 1=1 --",
    '127.0.0.1/../x',
    '[::1',
    '',
  ])('never bring a host into cached answers: %j', async (host) => {
    const answer = await get('/collections', `Host: ${host}`)
    expect([200, 400]).toContain(answer.status)
    expect(answer.text).not.toContain('<script')
    expect((await get('/collections')).text).not.toContain('elsewhere.example')
  })

  it('have their real address, without a trusted proxy', async () => {
    const headers = [
      'X-Forwarded-For: 10.0.0.1',
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Prefix: /evil',
      'Forwarded: for=10.0.0.1;host=evil.example;proto=https',
      'X-Real-IP: 10.0.0.1',
    ]
    const answer = await get('/collections', ...headers)
    expect(answer.status).toBe(200)
    expect(answer.text).not.toMatch(/evil|https:\/\/127/)
    expect(answer.headers.has('strict-transport-security')).toBe(false)
  })

  it('cannot insert headers into answers', async () => {
    for (const path of [
      '/collections/parcels/items?limit=1%0d%0aX-Injected:%20yes',
      '/collections/parcels%0d%0aX-Injected:%20yes/items',
      '/search?q=%0d%0aX-Injected:%20yes&lang=%0d%0aX-Injected:%20yes',
      '/collections/parcels/items?f=csv%0d%0aX-Injected:%20yes',
      '/%0d%0aX-Injected:%20yes',
    ]) {
      const answer = await get(
        path,
        'Accept-Language: en%0d%0aX-Injected: yes',
        'Origin: http://a%0d%0aX-Injected: yes',
      )
      expect(answer.headers.has('x-injected'), path).toBe(false)
    }
  })

  it('get security headers in every answer', async () => {
    for (const path of ['/', '/collections', '/nothing', '/api', '/assets/main.js', '/sign-in']) {
      const { headers } = await get(path, 'Accept: text/html')
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, path).toMatch(/(^|;)script-src 'self'(;|$)/)
      expect(policy).toContain("object-src 'none'")
      expect(policy).toContain("base-uri 'none'")
      expect(headers.get('permissions-policy')).toMatch(/^geolocation=\(self\), camera=\(\)/)
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      // Public data may be read by every origin (tests/server/http/cross-origin.test.ts).
      const resource = path === '/collections' ? 'cross-origin' : 'same-origin'
      expect(headers.get('cross-origin-resource-policy')).toBe(resource)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
})
