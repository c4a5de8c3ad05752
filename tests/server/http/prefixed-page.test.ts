/** The built page behind a proxy that serves it below a path requests nothing outside that path. */
import { pino } from 'pino'
import { type Browser as Chromium, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtClient } from '../../../server/client-build.ts'
import { page as clientPage } from '../../../server/http/page.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { chromiumFlags, findChromium } from '../../environment/chromium.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { type PrefixProxy, servePrefixed } from '../../environment/prefix-proxy.ts'
import { soon } from '../../environment/soon.ts'
import { addAccount, PASSWORD } from '../accounts/browser.ts'
import { loadFixture } from '../serve.ts'

describeOnPostgis('the page below a path', (db) => {
  let app: ServedApp
  let proxy: PrefixProxy
  let browser: Chromium
  let page: Page
  const failed: string[] = []
  const asked = new Set<string>()
  beforeAll(async () => {
    await loadFixture(db())
    await addAccount(db(), { name: 'planner', roles: ['planner'] })
    const folder = await builtClient(pino({ level: 'silent' }))
    app = await serveApp(db(), { TRUST_PROXY: '1' }, { page: clientPage(folder) })
    proxy = await servePrefixed(app.url, '/gis/map')
    const executablePath = findChromium()
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: chromiumFlags })
    page = await browser.newPage({
      locale: 'zh-CN',
      viewport: { width: 900, height: 600 },
      // The CPU draws: fewer pixels and no animations.
      deviceScaleFactor: 0.5,
      reducedMotion: 'reduce',
    })
    page.on('request', (request) => asked.add(request.url()))
    page.on('response', (response) => {
      if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`)
    })
    page.on('pageerror', (error) => failed.push(error.message))
  }, 300_000)
  afterAll(async () => {
    await browser.close()
    await proxy.close()
    await app.close()
  })

  const drawn = () => page.waitForSelector('html[data-map-state="idle"]', { timeout: 80_000 })
  const inside = (part: RegExp) => [...asked].filter((url) => part.test(url.replace(proxy.url, '')))

  it.each(['', '/'])(
    'draws its map at an address that ends with %j',
    async (end) => {
      await page.goto(proxy.url + end)
      await drawn()
      for (const part of [
        /^\/assets\/.*\.js/,
        /^\/style\.json/,
        /^\/tiles\/.*\.mvt/,
        /^\/sprites\//,
        /^\/fonts\//,
      ])
        expect(inside(part), String(part)).not.toEqual([])
      await soon(() => expect(inside(/^\/tiles\/changes/)).not.toEqual([]))
      const { origin } = new URL(proxy.url)
      expect([...asked].filter((url) => url.startsWith(origin) && !url.startsWith(`${proxy.url}`))).toEqual(
        [],
      )
      expect(proxy.astray).toEqual([])
      expect(failed).toEqual([])
      expect(new URL(page.url()).pathname).toBe(`/gis/map${end}`)
    },
    120_000,
  )

  it('draws the documentation of the API', async () => {
    await page.goto(`${proxy.url}/api`)
    // Swagger UI draws operations when they come into view.
    await page.locator('.opblock-summary').first().waitFor()
    expect(inside(/^\/api\?f=json/)).not.toEqual([])
    expect(proxy.astray).toEqual([])
    expect(failed).toEqual([])
  }, 60_000)

  it('signs its reader in and out, and shows the desk of planners', async () => {
    await page.goto(`${proxy.url}/sign-in`)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('账号').fill('planner')
    await dialog.getByLabel('密码').fill(PASSWORD)
    await dialog.getByRole('button', { name: '登录' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['shuangxi!gis!map'])
    expect(new URL(page.url()).pathname).toBe('/gis/map/')
    await page.goto(`${proxy.url}/?desk=planning`)
    await drawn()
    await soon(() => expect(inside(/^\/planning\/summary/)).not.toEqual([]))
    expect(proxy.astray).toEqual([])
    expect(failed).toEqual([])
  }, 120_000)
})
