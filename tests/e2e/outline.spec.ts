/**
 * A planner's task: check a project's outline. Drop a Shapefile in GBK and zone 40, confirm the system, see and
 * repair a bow-tie, read the verdict, export the PDF; draw one with snapping; and read it on a phone.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { planeOf } from '../../geodata/model/plane.ts'
import { toMercator } from '../../geodata/model/tile.ts'
import { drawPdf, hasPoppler, pdfText } from '../environment/poppler.ts'
import { writeOutlines } from '../server/planning/outlines/polygon-shapefile.ts'
import { test } from './browser-test.ts'
import { DESKTOP, PHONE } from './devices.ts'
import { mapPixels } from './map-pixels.ts'
import { expectAccessible, mapIdle, openPage, screenshot, serverUrl } from './page.ts'
import { signIn } from './sample-accounts.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-outline-'))
test.use({ draws: true })
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A corner of permanent basic farmland. */
async function farmlandCorner(page: Page): Promise<[number, number]> {
  const query = 'kind=permanent_basic_farmland&limit=1&f=json'
  const answer = await page.request.get(`${serverUrl('SAMPLE_URL')}/collections/control_lines/items?${query}`)
  const { features } = await answer.json()
  const [corner] = features[0].geometry.coordinates[0][0] as [[number, number]]
  return corner
}

/** A bow-tie of 200 m around that corner, in CGCS2000 zone 40. */
async function bowTie(page: Page): Promise<Buffer> {
  const corner = await farmlandCorner(page)
  const [east, north] = planeOf(corner).map(Math.round) as [number, number]
  const at = (x: number, y: number) => [40_000_000 + east + x, north + y] as const
  const path = join(folder, '安置房红线.zip')
  writeOutlines(path, [
    { name: '钱王大街北侧安置房', rings: [[at(-100, -100), at(100, 100), at(100, -100), at(-100, 100)]] },
  ])
  return readFileSync(path)
}

async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([called, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], called))
      return transfer
    },
    [name, content.toString('base64')] as const,
  )
  await page.dispatchEvent('.maplibregl-map', 'drop', { dataTransfer })
}

/** The camera in the address of the page. */
function cameraOf(page: Page) {
  const [longitude, latitude, zoom] = (new URL(page.url()).searchParams.get('at') ?? '')
    .split(',')
    .map(Number)
  return longitude === undefined || latitude === undefined || zoom === undefined
    ? null
    : { longitude, latitude, zoom }
}

/** Where a position is on the page. */
async function pixelOf(page: Page, [x, y]: [number, number]): Promise<{ x: number; y: number }> {
  const camera = cameraOf(page)
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox()
  if (camera === null || box === null) throw new Error('the page has no map')
  const world = 512 * 2 ** camera.zoom
  const [left, top] = toMercator(camera.longitude, camera.latitude)
  const [east, north] = toMercator(x, y)
  const perMetre = world / (2 * Math.PI * 6_378_137)
  return {
    x: box.x + box.width / 2 + (east - left) * perMetre,
    y: box.y + box.height / 2 - (north - top) * perMetre,
  }
}

/** Counts pixels in the colour of outlines. */
async function outlinePixels(page: Page): Promise<number> {
  const pixels = await mapPixels(page)
  let count = 0
  for (let at = 0; at < pixels.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3)
    if (Math.abs(red - 224) + Math.abs(green - 86) + Math.abs(blue - 27) < 40) count += 1
  }
  return count
}

test('a planner checks an outline: four taps from the dropped file to the verdict', async ({ page }) => {
  await page.setViewportSize(DESKTOP)
  await signIn(page, 'admin')
  await openPage(page, 'SAMPLE_URL', '?desk=planning&theme=day&lang=zh&outlines=new')
  const panel = page.locator('.outline-panel')
  let address = ''
  await expect(panel.getByRole('heading', { name: '红线检查' })).toBeVisible()

  await test.step('the file is read; its system waits for a confirmation', async () => {
    await drop(page, '安置房红线.zip', await bowTie(page))
    await expect(panel.getByText('确认坐标系')).toBeVisible({ timeout: 120_000 })
    await expect(panel.getByRole('radio').first()).toBeChecked()
    await expect(panel.locator('.outline-system').first()).toContainText('EPSG:4528')
    await expect(panel.locator('.outline-system').first()).toContainText('文件注明')
    await expect(panel.locator('.outline-system').nth(1)).toContainText('相距')
    await expect.poll(() => outlinePixels(page), { timeout: 60_000 }).toBeGreaterThan(100)
    await screenshot(page, 'outline-system')
    await expectAccessible(page)
  })

  await test.step('the bow-tie is listed with the change of its repair', async () => {
    await panel.getByRole('button', { name: '确认' }).click()
    await expect(panel.locator('.outline-faults')).toContainText('边界自相交', { timeout: 60_000 })
    await expect(panel.locator('.outline-repairs')).toContainText('20,000')
    await expect(panel.locator('.outline-repairs')).toContainText('1 → 2')
    await panel.locator('.outline-faults').getByRole('button').first().click()
    await mapIdle(page)
    await screenshot(page, 'outline-faults')
    await expectAccessible(page)
    await panel.getByRole('button', { name: '接受修复' }).click()
  })

  await test.step('the verdict has the worst first, each with its basis', async () => {
    await expect(panel.locator('.outline-verdict')).toContainText('禁止', { timeout: 120_000 })
    const first = panel.locator('.outline-finding').first()
    await expect(first).toHaveAttribute('data-verdict', 'block')
    await expect(first).toContainText('土地管理法')
    await expect(panel.locator('.outline-verdict')).toContainText('不代表批准')
    await expect(page).toHaveURL(/outlines=[\da-f-]{36}/)
    await mapIdle(page)
    await screenshot(page, 'outline-verdict')
    await expectAccessible(page)
  })

  await test.step('the PDF has the Chinese text, and pages that can be drawn', async () => {
    const downloading = page.waitForEvent('download')
    await panel.getByRole('link', { name: 'PDF' }).click()
    const file = await (await downloading).path()
    if (!hasPoppler()) return
    const pdf = readFileSync(file)
    const text = pdfText(pdf)
    expect(text).toContain('项目红线检查报告')
    expect(text).toContain('钱王大街北侧安置房')
    expect(text).toContain('永久基本农田')
    drawPdf(pdf, join(folder, 'page'), '-r', '70', '-f', '1', '-l', '1')
    await test.info().attach('page', { path: file })
  })

  await test.step('Escape ends drawing; a drawn corner snaps to a corner of a control line', async () => {
    address = page.url()
    await mapIdle(page)
    await expect.poll(() => cameraOf(page)?.zoom ?? 0).toBeGreaterThan(14)
    await panel.getByRole('button', { name: '检查另一个' }).click()
    const draw = panel.getByRole('button', { name: '在地图上绘制' })
    await draw.click()
    await expect(draw).toBeDisabled()
    await page.keyboard.press('Escape')
    await expect(draw).toBeEnabled()
    await draw.click()
    await expect(page.locator('canvas.maplibregl-canvas')).toHaveCSS('cursor', 'crosshair')
    await mapIdle(page)
    // 7 pixels beside the corner; the others lie where there is no corner to snap to.
    const corner = await pixelOf(page, await farmlandCorner(page))
    const at = (x: number, y: number) => page.mouse.click(corner.x + x, corner.y + y, { delay: 60 })
    await at(5, 5)
    await at(57, -31)
    await at(43, 61)
    await screenshot(page, 'outline-drawing')
    await at(5, 5)
    await expect(panel.locator('.outline-verdict')).toBeVisible({ timeout: 120_000 })
    await expect(page).toHaveURL(/outlines=[\da-f-]{36}/)
    const id = new URL(page.url()).searchParams.get('outlines')
    const answer = await page.request.get(`${serverUrl('SAMPLE_URL')}/planning/outlines/${id}`)
    const { outlines } = (await answer.json()) as { outlines: { parts: [number, number][][][] }[] }
    const [east, north] = planeOf(await farmlandCorner(page))
    const distances = (outlines[0]?.parts[0]?.[0] ?? []).map((position) => {
      const [x, y] = planeOf(position)
      return Math.hypot(x - east, y - north)
    })
    expect(Math.min(...distances)).toBeLessThan(1)
    await mapIdle(page)
    await screenshot(page, 'outline-drawn')
  })

  await test.step('an attribute is changed with a reason, never over another’s change, and the versions tell', async () => {
    await panel.getByRole('button', { name: '返回地块' }).click()
    await page.getByRole('button', { name: '打开地块表' }).click()
    await page.locator('.parcel-table .parcel-open').first().press('Enter')
    const card = page.locator('article.card')
    await card.getByRole('button', { name: '修改属性' }).click()
    const form = page.getByRole('dialog', { name: '修改属性' })
    const address = form.getByLabel('坐落')
    await expect(address).toBeVisible()
    await address.fill('青山湖路 1 号（示例）')
    await expect(form.getByRole('button', { name: '保存' })).toBeDisabled()
    await form.getByLabel(/修改理由/).fill('按 2026 年地名普查更正')
    await expectAccessible(page)
    await screenshot(page, 'parcel-edit-day-desktop')

    const id = /card=parcels\.(\d+)/.exec(page.url())?.[1]
    const item = `${serverUrl('SAMPLE_URL')}/collections/parcels/items/${id}`
    const etag = (await page.request.get(item)).headers().etag ?? ''
    const data = { properties: { far_max: 9.5 }, why: '另一人的修改' }
    const headers = { 'If-Match': etag, Origin: serverUrl('SAMPLE_URL') }
    expect((await page.request.patch(item, { data, headers })).ok()).toBe(true)
    await form.getByRole('button', { name: '保存' }).click()
    await expect(form.getByRole('alert')).toContainText('他人修改了此要素')
    await form.getByRole('button', { name: '重新读取' }).click()
    await expect(form.getByLabel('容积率上限')).toHaveValue('9.5')
    await expect(address).toHaveValue('青山湖路 1 号（示例）')
    await form.getByRole('button', { name: '保存' }).click()
    await expect(form).toHaveCount(0)
    await card.getByText('历史版本').click()
    const versions = card.locator('.edit-list li')
    await expect(versions.first()).toContainText('按 2026 年地名普查更正')
    await expect(versions.nth(1)).toContainText('另一人的修改')
    await screenshot(page, 'parcel-versions-day-desktop')
  })

  await test.step('on a phone the same address shows the same verdict', async () => {
    await page.setViewportSize(PHONE)
    await page.goto(address)
    await expect(panel.locator('.outline-verdict')).toContainText('禁止', { timeout: 60_000 })
    const { width } = PHONE
    const boxes = await panel
      .locator('.outline-finding')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right))
    expect(Math.max(...boxes)).toBeLessThanOrEqual(width)
    await screenshot(page, 'outline-verdict-phone')
    await expectAccessible(page)
  })
})
