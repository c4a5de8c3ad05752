/** Links stay below the requested root: the server's own, `/ogc`, or a path that a proxy removes. */
import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { type PrefixProxy, servePrefixed } from '../../environment/prefix-proxy.ts'
import { addAccount, Browser, PASSWORD } from '../accounts/browser.ts'
import { loadFixture } from '../serve.ts'

const run = promisify(execFile)
const hasOapif = spawnSync('ogrinfo', ['--formats']).stdout?.includes('OAPIF') === true

interface Link {
  readonly rel: string
  readonly href: string
  readonly type?: string
}

const read = async (url: string, accept = 'application/json') => {
  const answer = await fetch(url, { headers: { accept } })
  expect([url, answer.status]).toEqual([url, 200])
  expect(answer.headers.get('content-type')).toMatch(/json/)
  return answer.json()
}

/** Returns the status; some answers are streams that do not end. */
const statusOf = async (url: string) => {
  const abort = new AbortController()
  const { status } = await fetch(url, { signal: abort.signal, redirect: 'manual' })
  abort.abort()
  return status
}

/** Returns all http addresses in a document. */
const addressesIn = (document: unknown): string[] =>
  [...JSON.stringify(document).matchAll(/"(http:\/\/127\.0\.0\.1[^"]*)"/g)].map(
    ([, address]) => address ?? '',
  )

describeOnPostgis('a root', (db) => {
  let app: ServedApp
  let behind: ServedApp
  let proxy: PrefixProxy
  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db())
    behind = await serveApp(db(), { TRUST_PROXY: '1' })
    proxy = await servePrefixed(behind.url, '/map')
  })
  afterAll(async () => {
    await proxy.close()
    await behind.close()
    await app.close()
  })

  const rootsBelow = (url: string) => ['', '/ogc'].map((root) => url + root)
  const children = [
    '/conformance',
    '/collections',
    '/collections/parcels',
    '/collections/parcels/schema',
    '/collections/parcels/items?limit=1',
    '/collections/parcels/tiles',
    '/collections/parcels/tiles/WebMercatorQuad',
    '/tiles',
    '/tiles/WebMercatorQuad',
    '/tiles.json',
    '/tileMatrixSets',
    '/tileMatrixSets/WebMercatorQuad',
    '/api?f=json',
  ]

  it.each(['application/json', '*/*', ''])(
    'has a landing page in JSON for clients that accept %j',
    async (accept) => {
      for (const root of [...rootsBelow(app.url), ...rootsBelow(proxy.url)]) {
        const { links } = (await read(`${root}/`, accept)) as { links: Link[] }
        const href = (rel: string) => links.find((link) => link.rel === rel)?.href
        expect(href('self')?.replace(/\/$/, '')).toBe(root)
        expect(href('data')).toBe(`${root}/collections`)
        expect(href('conformance')).toBe(`${root}/conformance`)
        expect(href('service-desc')).toBe(`${root}/api`)
      }
    },
  )

  it('has its resources below it, with links below it', async () => {
    for (const root of [...rootsBelow(app.url), ...rootsBelow(proxy.url)]) {
      for (const child of children) {
        for (const address of addressesIn(await read(root + child)))
          expect([child, address]).toEqual([child, expect.stringMatching(new RegExp(`^${root}(/|$)`))])
      }
      const page = (await read(`${root}/collections/parcels/items?limit=1`)) as { links: Link[] }
      const next = page.links.find(({ rel }) => rel === 'next')?.href ?? ''
      expect(next).toContain(`${root}/collections/parcels/items?`)
      expect(await read(next)).toHaveProperty('features')
      const tiles = (await read(`${root}/tiles/roads.json`)) as { tiles: string[] }
      const tile = tiles.tiles[0]?.replace(
        /\{(\w)\}/g,
        (_, name) => ({ z: '14', x: '13635', y: '6771' })[name as 'z'],
      )
      expect([200, 204]).toContain((await fetch(tile ?? '')).status)
    }
    expect(proxy.astray).toEqual([])
  })

  it('lists in its OpenAPI document what is below it', async () => {
    for (const root of rootsBelow(app.url).slice(1)) {
      const document = (await read(`${root}/api?f=json`)) as { servers: object[]; paths: object }
      expect(document.servers).toEqual([{ url: root }])
      const paths = Object.keys(document.paths).filter((path) => !path.includes('{'))
      expect(paths).toEqual(
        expect.arrayContaining(['/', '/collections', '/collections/parcels/items', '/tiles']),
      )
      for (const path of paths) expect(await statusOf(root + path), root + path).not.toBe(404)
    }
  })

  it.runIf(hasOapif)('opens in GDAL, with or without a final slash', async () => {
    for (const root of [...rootsBelow(app.url), ...rootsBelow(proxy.url)])
      for (const address of [root, `${root}/`]) {
        const { stdout } = await run('ogrinfo', ['-ro', '-so', `OAPIF:${address}`, 'parcels'])
        expect(stdout).toMatch(/Feature Count: 3\n/)
      }
    expect(proxy.astray).toEqual([])
  })

  it('contains OGC API only: other paths are not below /ogc', async () => {
    for (const path of ['/ogc/me', '/ogc/search?q=a', '/ogc/ogc', '/ogc/admin/accounts', '/ogc/healthz'])
      expect([path, (await fetch(app.url + path)).status]).toEqual([path, 404])
  })

  describe('below a path', () => {
    it.each([
      '/style.json',
      '/tiles.json',
      '/tiles/roads.json',
      '/tiles/terrain.json',
      '/archives',
      '/collections',
    ])('is in every address of %s', async (path) => {
      for (const address of addressesIn(await read(proxy.url + path))) expect(address).toMatch(/\/map(\/|$)/)
    })

    it('is in the page of the API', async () => {
      const html = await (await fetch(`${proxy.url}/api`, { headers: { accept: 'text/html' } })).text()
      for (const [, address] of html.matchAll(/(?:src|href)="(\/[^"]*)"/g))
        expect(address).toMatch(/^\/map\/api\//)
      const script = await (await fetch(`${proxy.url}/api/page.js`)).text()
      expect(script).toContain("'/map/api?f=json'")
    })

    it('has its own sessions, separate from those of another server of the host', async () => {
      await addAccount(db(), { name: 'lead', roles: ['lead'] })
      const browser = new Browser(proxy.url)
      expect((await browser.signIn('lead')).status).toBe(204)
      expect([...browser.cookies.keys()]).toEqual(['shuangxi!map'])
      expect(browser.set[0]).toContain('Path=/;')
      expect(await browser.who()).toBe('lead')
      const [name, value] = [...browser.cookies][0] ?? ['', '']
      const elsewhere = (headers: Record<string, string>) =>
        fetch(`${behind.url}/me`, { headers: { cookie: `${name}=${value}`, ...headers } })
      expect(await (await elsewhere({ 'x-forwarded-prefix': '/other' })).json()).toMatchObject({
        account: null,
      })
      const secure = await fetch(`${behind.url}/sign-in`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'sec-fetch-site': 'same-origin',
          'x-forwarded-proto': 'https',
          'x-forwarded-prefix': '/gis/map',
        },
        body: JSON.stringify({ name: 'lead', password: PASSWORD }),
      })
      expect(secure.headers.getSetCookie()[0]).toMatch(/^__Host-shuangxi!gis!map=.*Path=\/;.*Secure/)
      expect((await browser.send('POST', '/sign-out')).status).toBe(204)
      expect(browser.cookies.size).toBe(0)
    })

    it('is in the Location of created features', async () => {
      await addAccount(db(), { name: 'planner', roles: ['planner'] })
      await db().query("select setval(pg_get_serial_sequence('facilities', 'id'), 1000)")
      const browser = new Browser(proxy.url)
      await browser.signIn('planner')
      const body = { type: 'Feature', geometry: { type: 'Point', coordinates: [119.77, 30.24] } }
      const made = await browser.send('POST', '/collections/facilities/items', {
        ...body,
        properties: { kind: 'toilet' },
      })
      expect(made.status, await made.text()).toBe(201)
      expect(made.headers.get('location')).toMatch(new RegExp(`^${proxy.url}/collections/facilities/items/`))
    })

    it.each([
      'https://evil.example',
      '//evil.example',
      '/a"b',
      "/a'b",
      '/a/../b',
      '/a b',
      '/<a>',
      'map',
      '/a?b',
      '/a#b',
    ])('is refused if a proxy says %j', async (prefix) => {
      const asked = (url: string) =>
        fetch(`${url}/collections`, { headers: { 'x-forwarded-prefix': prefix } })
      expect((await asked(behind.url)).status).toBe(400)
      const direct = await asked(app.url)
      expect(direct.status).toBe(200)
      expect(addressesIn(await direct.json()).every((address) => address.startsWith(app.url))).toBe(true)
    })

    it.each([
      ['/map', '/map'],
      ['/map/', '/map'],
      ['/', ''],
      ['', ''],
      ['/gis/map-1.0', '/gis/map-1.0'],
      ['/%E5%9C%B0%E5%9B%BE', '/%E5%9C%B0%E5%9B%BE'],
      ['/forged, /map', '/map'],
    ])('is %j for %j', async (prefix, path) => {
      const answer = await fetch(`${behind.url}/collections`, { headers: { 'x-forwarded-prefix': prefix } })
      const { links } = (await answer.json()) as { links: Link[] }
      expect(links[0]?.href).toBe(`${behind.url}${path}/collections`)
    })
  })
})
