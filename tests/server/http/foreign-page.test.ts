/** A page of another origin draws tiles, features and an archive with three libraries, and reads nothing private. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser as Chromium, chromium, type Page } from 'playwright-core'
import { zxyToTileId } from 'pmtiles'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assembleArchive } from '../../../tiles/archive/assemble.ts'
import { tileDigest } from '../../../tiles/archive/journal.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { chromiumFlags, findChromium } from '../../environment/chromium.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { type StaticServer, serveFolder } from '../../environment/static-server.ts'
import { projectRoot } from '../../house/source-files.ts'
import { addAccount, Browser } from '../accounts/browser.ts'
import { loadFixture } from '../serve.ts'

const html = `<!doctype html><meta charset="utf-8"><title>foreign</title>
<link rel="stylesheet" href="maplibre/maplibre-gl.css">
<style>#map, #ol { width: 480px; height: 320px }</style>
<div id="map"></div><div id="ol"></div>
<script src="ol/ol.js"></script>
<script src="pmtiles/pmtiles.js"></script>
<script type="module">
import * as maplibregl from './maplibre/maplibre-gl.mjs'
maplibregl.setWorkerUrl('./maplibre/maplibre-gl-worker.mjs')
window.maplibregl = maplibregl
</script>`

/** Globals of the libraries on the page, as far as they are used here. */
// biome-ignore lint/suspicious/noExplicitAny: three libraries without types in the page
type Libraries = any

/** By the fixture's parcels. */
const center: [number, number] = [119.77115, 30.24225]

describeOnPostgis('a page of another origin', (db) => {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-foreign-'))
  let app: ServedApp
  let foreign: StaticServer
  let browser: Chromium
  let page: Page
  beforeAll(async () => {
    await loadFixture(db())
    await writeArchive(join(folder, 'lake.pmtiles'))
    mkdirSync(join(folder, 'site'))
    writeFileSync(join(folder, 'site/index.html'), html)
    for (const name of ['ol', 'pmtiles', 'maplibre-gl'])
      symlinkSync(
        join(projectRoot, 'node_modules', name, 'dist'),
        join(folder, 'site', name.replace(/-gl$/, '')),
      )
    app = await serveApp(db(), { ARCHIVES: `lake=${join(folder, 'lake.pmtiles')}` })
    foreign = await serveFolder(join(folder, 'site'))
    const executablePath = findChromium()
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: chromiumFlags })
    page = await browser.newPage()
    await page.goto(`${foreign.url}/index.html`)
    await page.waitForFunction(() => 'maplibregl' in window)
  })
  afterAll(async () => {
    await browser.close()
    await foreign.close()
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function writeArchive(path: string) {
    const file = await open(`${path}.source`, 'w+')
    const body = Buffer.from('a tile')
    await file.write(body)
    const tile = { offset: 0, length: body.length, digest: tileDigest(body).toString('latin1'), file }
    await assembleArchive(path, [{ tileId: zxyToTileId(3, 6, 3), ...tile }], {
      type: 'png',
      bounds: [119, 30, 120, 31],
      metadata: { name: 'lake', attribution: '', shuangxi: 1 },
    })
    await file.close()
  }

  it('draws vector tiles and the whole style with MapLibre', async () => {
    const drawn = await page.evaluate(
      ({ url, center }) =>
        new Promise<{ tiles: number; styled: number; errors: string[] }>((resolve) => {
          const { maplibregl } = window as Libraries
          const errors: string[] = []
          const source = { type: 'vector', url: `${url}/tiles/parcels.json` }
          const layer = { id: 'p', type: 'fill', source: 's', 'source-layer': 'parcels' }
          const style = { version: 8, sources: { s: source }, layers: [layer] }
          const map = new maplibregl.Map({ container: 'map', center, zoom: 15, style, fadeDuration: 0 })
          map.on('error', (event: { error: Error }) => errors.push(event.error.message))
          map.once('idle', () => {
            const tiles = map.queryRenderedFeatures({ layers: ['p'] }).length
            map.setStyle(`${url}/style.json`, { diff: false })
            map.once('idle', () => {
              const styled = map.queryRenderedFeatures().length
              map.remove()
              resolve({ tiles, styled, errors })
            })
          })
        }),
      { url: app.url, center },
    )
    expect(drawn.errors).toEqual([])
    expect(drawn.tiles).toBeGreaterThan(0)
    expect(drawn.styled).toBeGreaterThan(0)
  }, 120_000)

  it('draws vector tiles and features with OpenLayers', async () => {
    const drawn = await page.evaluate(
      ({ url, center }) => {
        const { ol } = window as Libraries
        const tiles = new ol.source.OGCVectorTile({
          format: new ol.format.MVT(),
          url: `${url}/collections/parcels/tiles/WebMercatorQuad`,
        })
        const features = new ol.source.Vector({
          format: new ol.format.GeoJSON(),
          url: `${url}/collections/parcels/items?limit=100`,
        })
        const layers = [new ol.layer.VectorTile({ source: tiles }), new ol.layer.Vector({ source: features })]
        const view = new ol.View({ center: ol.proj.fromLonLat(center), zoom: 15 })
        const map = new ol.Map({ target: 'ol', layers, view })
        return new Promise<{ tiles: number; features: number; errors: number }>((resolve) => {
          let errors = 0
          let loaded = 0
          tiles.on('tileloadend', (event: Libraries) => {
            loaded += event.tile.getFeatures().length
          })
          tiles.on('tileloaderror', () => {
            errors += 1
          })
          features.on('featuresloaderror', () => {
            errors += 1
          })
          // The tileset is loaded before its tiles.
          map.on('rendercomplete', () => {
            if (loaded > 0 || errors > 0)
              resolve({ tiles: loaded, features: features.getFeatures().length, errors })
          })
        })
      },
      { url: app.url, center },
    )
    expect(drawn.errors).toBe(0)
    expect(drawn.tiles).toBeGreaterThan(0)
    expect(drawn.features).toBe(3)
  }, 120_000)

  it('reads an archive by ranges with pmtiles.js', async () => {
    const read = await page.evaluate(async (url) => {
      const { pmtiles } = window as Libraries
      const archive = new pmtiles.PMTiles(`${url}/archives/lake.pmtiles`)
      const header = await archive.getHeader()
      const tile = await archive.getZxy(3, 6, 3)
      return { zoom: header.maxZoom, etag: header.etag, tile: new TextDecoder().decode(tile.data) }
    }, app.url)
    expect(read).toEqual({ zoom: 3, etag: expect.stringMatching(/^"/), tile: 'a tile' })
  })

  /** Returns what the page can read of an answer. */
  const tried = (path: string, init: RequestInit) =>
    page.evaluate(
      async ([address, options]) => {
        try {
          const answer = await fetch(address, options)
          return `${answer.status} ${(await answer.text()).slice(0, 20)}`
        } catch (error) {
          return (error as Error).name
        }
      },
      [app.url + path, init] as const,
    )

  it('reads nothing by the reader’s session, nor by a token', async () => {
    await addAccount(db(), { name: 'lead', roles: ['lead'] })
    const own = new Browser(app.url)
    await own.signIn('lead')
    const made = await own.send('POST', '/me/tokens', { name: 'page', scopes: ['read'] })
    const { token } = (await made.json()) as { token: string }
    // Another port of the same host is another origin but the same site, so cookies are sent.
    const [name = '', value = ''] = [...own.cookies][0] ?? []
    await page.context().addCookies([{ name, value, url: app.url, httpOnly: true, sameSite: 'Lax' }])
    expect(await tried('/collections/parcels/items?limit=1', {})).toMatch(/^200 \{/)
    for (const path of [
      '/me',
      '/collections/units/items',
      '/patrol/units',
      '/collections/parcels/items?limit=1',
      '/tiles.json',
      '/tiles/units/10/852/422.mvt',
    ]) {
      expect([path, await tried(path, { credentials: 'include' })]).toEqual([path, 'TypeError'])
      const headers = { authorization: `Bearer ${token}` }
      expect([path, await tried(path, { headers })]).toEqual([path, 'TypeError'])
    }
    for (const path of ['/me', '/collections/units/items', '/patrol/units', '/healthz'])
      expect([path, await tried(path, {})]).toEqual([path, 'TypeError'])
  })

  it('writes nothing', async () => {
    const body = JSON.stringify({ name: '页面', scopes: ['read'] })
    const headers = { 'content-type': 'application/json' }
    expect(await tried('/me/tokens', { method: 'POST', credentials: 'include', headers, body })).toBe(
      'TypeError',
    )
    expect(
      await tried('/collections/parcels/items/1', { method: 'DELETE', headers: { 'if-match': '*' } }),
    ).toBe('TypeError')
    const { rows } = await db().query<{ count: number }>('select count(*)::int as count from api_tokens')
    expect(rows[0]?.count).toBe(1)
  })
})
