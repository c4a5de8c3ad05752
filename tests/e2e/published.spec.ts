/** The public map as static files, on a plain web server, in a folder below its root. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { type StaticServer, serveFolder } from '../environment/static-server.ts'
import { projectRoot } from '../house/source-files.ts'
import { test } from './browser-test.ts'
import { choose, expectAccessible, mapIdle, screenshot } from './page.ts'
import { lacksRealData } from './real-data.ts'

test.skip(lacksRealData, 'the real extract is missing')

/** By West Lake; small enough to be written in a few seconds. */
const BBOX = '120.10,30.22,120.17,30.27'
const PLACE = 'at=120.137,30.245,13.4'

let folder: string
let site: StaticServer

function publish(): string {
  const database = process.env.REAL_DATABASE_URL
  if (!database) throw new Error('REAL_DATABASE_URL is not set: the servers were not started')
  const command = [
    '--import',
    'tsx',
    'tiles/cli.ts',
    'publish',
    join(folder, 'maps/west-lake'),
    '--bbox',
    BBOX,
  ]
  const environment = {
    ...process.env,
    DATABASE_URL: database,
    LC_ALL: 'C',
    MAP_APPROVAL_NUMBER: 'GS(2026)0001号',
  }
  return execFileSync(process.execPath, command, {
    cwd: projectRoot,
    env: environment,
    stdio: 'pipe',
  }).toString()
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'published-'))
  publish()
  site = await serveFolder(folder)
})
test.afterAll(async () => {
  await site.close()
  rmSync(folder, { recursive: true })
})

/** Opens the copy and records requests to other hosts, failures and errors. */
async function open(page: Page, query: string) {
  const wrong: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== site.url) wrong.push(`foreign: ${url}`)
  })
  page.on('requestfailed', (request) => {
    // MapLibre aborts requests for tiles that it no longer needs.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') wrong.push(`failed: ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()}: ${response.url()}`)
  })
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`))
  await page.goto(`${site.url}/maps/west-lake/?${query}`)
  await mapIdle(page)
  return wrong
}

/** Returns the number of colours in a picture of the map; an undrawn map has few. */
async function colours(page: Page): Promise<number> {
  const bytes = await page.locator('canvas.maplibregl-canvas').screenshot()
  const { default: sharp } = await import('sharp')
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const seen = new Set<number>()
  for (let i = 0; i < data.length; i += info.channels) {
    seen.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0))
  }
  return seen.size
}

test.describe('its map', () => {
  test.use({ draws: true })
  test('is drawn by day and by night, and requests only existing files', async ({ page }) => {
    const wrong = await open(page, `${PLACE}&theme=day`)
    expect(await colours(page)).toBeGreaterThan(400)
    await screenshot(page, 'published-day')
    await choose(page, 'language', 'en')
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await mapIdle(page)
    await choose(page, 'theme', 'night')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'night')
    await mapIdle(page)
    expect(await colours(page)).toBeGreaterThan(400)
    await screenshot(page, 'published-night')
    expect(wrong).toEqual([])
    expect(site.requests.some(({ path, status }) => path.endsWith('basemap.pmtiles') && status === 206)).toBe(
      true,
    )
  })
})

test('it says what it is, shows its credits and offers no desk', async ({ page }) => {
  const wrong = await open(page, `${PLACE}&desk=patrol`)
  await expect(page.getByText('这是地图的静态副本')).toBeVisible()
  await expect(page.locator('[data-desk-button]')).toHaveCount(0)
  await expect(page.getByText('GS(2026)0001号')).toBeVisible()
  await page.locator('.credits summary').click()
  await expect(page.locator('.credits')).toContainText('OpenStreetMap')
  await page.locator('[aria-controls=layers]').click()
  await expect(page.locator('#layers')).toContainText('控制线')
  await expect(page.locator('#layers')).not.toContainText('巡查组')
  await page.locator('#layers details summary').first().click()
  await expectAccessible(page)
  await test.step('search and cards work with the published data', async () => {
    await page.getByRole('combobox').fill('xihu')
    const first = page.getByRole('option').first()
    await expect(first).toContainText('西湖')
    await page.getByRole('combobox').fill('西湖')
    await first.click()
    await mapIdle(page)
  })
  expect(wrong).toEqual([])
})

test('a card of a feature outside the copy says so, and terrain can be raised', async ({ page }) => {
  const wrong = await open(page, `${PLACE}&lang=zh&card=roads.1`)
  await expect(page.getByText('请在地图上点选此要素')).toBeVisible()
  await page.getByRole('button', { name: '立体地形' }).click()
  await expect(page).toHaveURL(/terrain=1/)
  await mapIdle(page)
  expect(wrong).toEqual([])
})

test('a click opens a card', async ({ page }) => {
  const wrong = await open(page, 'at=120.137,30.245,16')
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox()
  if (!box) throw new Error('the map has no box')
  // Somewhere near the middle there is a road, a house or water.
  await expect(async () => {
    const [x, y] = [0.45 + Math.random() * 0.4, 0.3 + Math.random() * 0.5]
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y)
    await expect(page.locator('.card-head')).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expect(page.locator('.card-head')).toBeVisible()
  await expect(page.getByText('静态副本只有部分属性')).toBeVisible()
  expect(wrong).toEqual([])
})

test('the folder contains no patrol data', async () => {
  const at = (path: string) => join(folder, 'maps/west-lake', path)
  expect(existsSync(at('archives/basemap.pmtiles'))).toBe(true)
  for (const name of ['units', 'incidents', 'patrol_zones']) {
    expect(existsSync(at(`archives/${name}.pmtiles`))).toBe(false)
    const style = JSON.parse(readFileSync(at('styles/day-zh.json'), 'utf8')) as { layers: { id: string }[] }
    expect(style.layers.filter(({ id }) => id.startsWith(name))).toEqual([])
  }
  expect(readFileSync(at('index.html'), 'utf8')).not.toMatch(/(href|src)="\//)
})

test('publishing again renders only changes', () => {
  const archive = join(folder, 'maps/west-lake/archives/basemap.pmtiles')
  const before = readFileSync(archive)
  publish()
  expect(readFileSync(archive).equals(before)).toBe(true)
})
