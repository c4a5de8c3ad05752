/** Bodies that are too large or too deep, or would change the prototype of objects. */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { addAccount, Browser } from '../accounts/browser.ts'
import { loadFixture } from '../serve.ts'
import { sendRaw } from './raw.ts'

describeOnPostgis('bodies', (db) => {
  let app: ServedApp
  let planner: Browser
  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db())
    await addAccount(db(), { name: 'planner', roles: ['planner', 'lead', 'admin'] })
    planner = new Browser(app.url)
    await planner.signIn('planner')
  })
  afterAll(() => app.close())

  const post = async (path: string, body: string | Buffer, headers: Record<string, string> = {}) => {
    const cookie = [...planner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url, cookie, ...headers },
      body: new Uint8Array(Buffer.from(body)),
    })
    return { status: answer.status, detail: (await answer.json().catch(() => ({})))?.details?.en ?? '' }
  }
  const items = '/collections/parcels/items'
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  const keys = (count: number) => `{${Array.from({ length: count }, (_, i) => `"k${i}":1`).join()}}`

  it.each(['/sign-in', '/me/password', '/admin/accounts', items])('of %s are limited', async (path) => {
    const large = path === items ? 5_000_000 : 70_000
    expect(await post(path, JSON.stringify({ name: 'x'.repeat(large) }))).toMatchObject({ status: 413 })
    for (const body of [
      nested(1_000),
      nested(100_000).slice(0, 60_000),
      '{"a":'.repeat(1_000),
      keys(5_000),
    ]) {
      expect(await post(path, body)).toMatchObject({ status: 400 })
    }
    expect((await post(path, nested(40))).detail).toMatch(/at most (16|32) levels/)
    expect((await post(path, keys(2_500))).detail).toMatch(/at most (500|2000) keys/)
  })

  it('are refused by their declared length, and while they arrive', async () => {
    const head = 'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n'
    const announced = await sendRaw(app.url, `${head}Content-Length: 99999999999\r\n\r\n{`)
    expect(announced.status).toBe(413)
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`
    const chunked = await sendRaw(app.url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(3)}`)
    expect(chunked.status).toBe(413)
  })

  it.each<readonly [string, string | Buffer, Record<string, string>, number]>([
    ['packed', gzipSync(Buffer.alloc(50_000_000)).subarray(0, 60_000), { 'content-encoding': 'gzip' }, 415],
    ['of another type', 'name=a&password=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['of several parts', '--x', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    [
      'of XML',
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
      { 'content-type': 'text/xml' },
      415,
    ],
    ['no UTF-8', Buffer.from([0x22, 0xc0, 0xae, 0x22]), {}, 400],
    [
      'UTF-16',
      Buffer.from('\ufeff{}', 'utf16le'),
      { 'content-type': 'application/json; charset=utf-16' },
      400,
    ],
    ['empty', '', {}, 400],
    ['two values', '{}{}', {}, 400],
    ['JavaScript', '{name:1}', {}, 400],
  ])('that are %s are refused', async (_, body, headers, status) => {
    for (const path of ['/sign-in', items]) {
      const answer = await post(path, body, headers)
      expect([status, 415], path).toContain(answer.status)
    }
  })

  it('never change the prototype of objects', async () => {
    const point = '"geometry":{"type":"Point","coordinates":[119.7,30.2]}'
    const texts = [
      '{"__proto__":{"polluted":1},"name":"a","password":"b"}',
      '{"\\u005f_proto__":{"polluted":1}}',
      `{"type":"Feature",${point},"properties":{"__proto__":{"polluted":1}}}`,
      `{"type":"Feature",${point},"properties":{"constructor":{"prototype":{"polluted":1}}}}`,
      `{"type":"Feature","geometry":{"__proto__":{"type":"Point"},"coordinates":[1,1]},"properties":{}}`,
    ]
    for (const path of ['/sign-in', items, '/collections/incidents/items', '/admin/accounts']) {
      for (const text of texts) expect((await post(path, text)).status, `${path} ${text}`).toBe(400)
    }
    const filters = [
      '{"op":"=","args":[{"property":"__proto__"},1]}',
      '{"op":"constructor","args":[1,1]}',
      '{"op":"toString","args":[]}',
      '{"__proto__":{"op":"="},"args":[]}',
      '{"op":"=","args":[{"property":"constructor"},{"__proto__":{"polluted":1}}]}',
    ]
    for (const filter of filters) {
      const query = new URLSearchParams({ filter, 'filter-lang': 'cql2-json' })
      expect((await fetch(`${app.url}${items}?${query}`)).status, filter).toBe(400)
    }
    for (const query of [
      '__proto__=1',
      '__proto__[polluted]=1',
      'constructor[prototype][polluted]=1',
      'sortby=__proto__',
      'sortby=constructor',
      'properties=__proto__',
      'filter=__proto__=1',
      'filter=constructor%20IS%20NULL',
    ]) {
      expect((await fetch(`${app.url}${items}?${query}`)).status, query).toBe(400)
    }
    for (const path of [
      '/collections/__proto__',
      '/collections/constructor/items',
      '/tiles/__proto__/1/0/0.mvt',
      '/tiles/toString.json',
      '/archives/__proto__.json',
      '/tileMatrixSets/__proto__',
    ]) {
      expect((await fetch(app.url + path)).status, path).toBe(404)
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})
