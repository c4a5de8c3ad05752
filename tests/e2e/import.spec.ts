/**
 * A file is dropped, previewed on the map with a guess, corrected, imported, followed and reported.
 */
import { expect, type Page } from '@playwright/test'
import pg from 'pg'
import { parcelsCsv } from '../server/imports/parcels-csv.ts'
import { test } from './browser-test.ts'
import { expectAccessible, mapIdle, openPage, type ServerName, screenshot, serverUrl } from './page.ts'
import { signIn } from './sample-accounts.ts'

/** In the hills, where nothing else is drawn: east and north in EPSG:4549. */
const HILLS = [506_060, 3_343_990] as const

async function openImport(page: Page, server: ServerName, query = ''): Promise<void> {
  await openPage(page, server, `?desk=planning&relief=0&at=120.063,30.2165,14${query}`)
  await page.locator('[data-action="import"]').click()
  await expect(page.locator('[data-import="file"]')).toBeVisible()
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
  await page.dispatchEvent('[data-drop="file"]', 'drop', { dataTransfer })
}

const confirmed = (page: Page) =>
  expect(page.locator('[data-import="confirm"]')).toBeVisible({ timeout: 90_000 })
const button = (page: Page, name: RegExp) => page.locator('.import-panel').getByRole('button', { name })

/** Returns the middle of the map beside the panel, where a fitted area is. */
async function uncoveredMiddle(page: Page): Promise<{ x: number; y: number }> {
  const panel = await page.locator('.sheet').boundingBox()
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  const left = (panel?.x ?? 0) + (panel?.width ?? 0) + 40
  return { x: (left + width - 88) / 2, y: (56 + height - 64) / 2 }
}

test('a dropped file is previewed on the map, imported and drawn on the embedded database', async ({
  page,
}) => {
  await signIn(page, 'admin')
  await openImport(page, 'SAMPLE_URL')
  await expectAccessible(page)
  await drop(page, '山地.csv', parcelsCsv(1, HILLS))
  await confirmed(page)
  await expect(page.locator('[data-guess="EPSG:4549"]')).toBeVisible()
  // The encoding was detected correctly, so names are readable.
  await expect(page.locator('.import-rows')).toContainText('青山')
  await mapIdle(page)
  await screenshot(page, 'import-confirm')
  await expectAccessible(page)

  await button(page, /^导入$/).click()
  await expect(page.locator('[data-import="done"]')).toBeVisible({ timeout: 90_000 })
  await expect(page.locator('.import-text')).toContainText('已导入“parcels:山地”')
  await screenshot(page, 'import-report')
  await expectAccessible(page)
  await button(page, /^在地图上显示$/).click()
  await button(page, /^关闭导入$/).click()
  const middle = await uncoveredMiddle(page)
  await expect(async () => {
    await mapIdle(page)
    await page.mouse.click(middle.x, middle.y)
    await expect(page.locator('.sheet')).toContainText('330112001001GB00001', { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })

  // For the same source, the page says what will be replaced.
  await page.goBack()
  await page.locator('[data-action="import"]').click()
  await drop(page, '山地.csv', parcelsCsv(2, HILLS))
  await confirmed(page)
  await expect(page.locator('[data-replaces="parcels:山地"]')).toContainText('现有行数 1')
  await expect(button(page, /^导入$/)).toBeDisabled()
  await page.getByLabel('同意替换').check()
  await button(page, /^导入$/).click()
  await expect(page.locator('.import-text')).toContainText('新增 1，更新 1，删除 0', { timeout: 90_000 })
})

/** Degrees of a map service are about 500 m off. */
async function correctsAGuess(page: Page): Promise<void> {
  const ring = '120.06 30.21, 120.061 30.21, 120.061 30.211, 120.06 30.211, 120.06 30.21'
  const csv = `parcel_code,land_use,state,wkt\n330112001001GB00077,0701,built,"POLYGON((${ring}))"\n`
  await drop(page, 'degrees.csv', Buffer.from(csv))
  await confirmed(page)
  await expect(page.locator('[data-guess="EPSG:4326"]')).toBeVisible()
  await page.getByLabel('坐标系').selectOption('GCJ-02')
  await confirmed(page)
  await expect(page.locator('[data-guess]')).toHaveCount(0)
  await button(page, /^导入$/).click()
  await expect(page.locator('.import-text')).toContainText('GCJ-02', { timeout: 90_000 })
  const answer = await page.request.get(
    `${serverUrl('REAL_URL')}/collections/parcels/items?filter=parcel_code='330112001001GB00077'`,
  )
  const { features } = await answer.json()
  const [longitude] = features[0].geometry.coordinates[0][0][0]
  expect(Math.abs(longitude - 120.06) * 96_000).toBeGreaterThan(300)
}

async function refusesWhatItCannotRead(page: Page): Promise<void> {
  await drop(page, 'broken.zip', Buffer.from('PK\u0003\u0004 and nothing of a zip'))
  await expect(page.getByRole('alert')).toContainText('broken.zip', { timeout: 90_000 })
  await screenshot(page, 'import-refused')
  await button(page, /^换一个文件$/).click()
}

/** Two parcels in the hills that overlap by 10 m × 40 m, the second with a wrong code and land use. */
function faultyDelivery(): Buffer {
  const [east, north] = HILLS
  const rows = [0, 30].map((by, i) => {
    const [west, right] = [east + by, east + by + 40]
    const ring = [
      [west, north],
      [right, north],
      [right, north + 40],
      [west, north + 40],
      [west, north],
    ].map((at) => at.join(' '))
    return `330112001001${i === 0 ? 'GB' : 'XB'}00001,${i === 0 ? '0701' : '9999'},1600,"POLYGON((${ring.join(', ')}))"`
  })
  return Buffer.from(['ZDDM,DLBM,ZDMJ,wkt', ...rows, ''].join('\n'))
}

async function checksADelivery(page: Page): Promise<void> {
  await drop(page, '成果.csv', faultyDelivery())
  await confirmed(page)
  await button(page, /^成果质检$/).click()
  const panel = page.locator('[data-import="checked"]')
  await expect(panel).toBeVisible({ timeout: 90_000 })
  await expect(panel.getByRole('status')).toContainText('必须改正 3')
  await expect(panel.locator('[data-check="3201"]')).toContainText('面重叠')
  await expectAccessible(page)
  await panel.getByRole('button', { name: '面重叠' }).click()
  const before = page.url()
  await panel.locator('.delivery-faults button').first().click()
  await expect(panel.locator('.delivery-faults button').first()).toContainText('重叠 400.')
  await expect.poll(() => page.url()).not.toBe(before)
  await mapIdle(page)
  await screenshot(page, 'delivery-check')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(panel.locator('.delivery-faults')).toBeAttached()
  await mapIdle(page)
  await screenshot(page, 'delivery-check-phone')
  await page.setViewportSize({ width: 1280, height: 800 })
  await button(page, /^换一个文件$/).click()
}

/** Part of the next parcel is outside of what was surveyed. */
async function asksForTheCoverage(page: Page): Promise<void> {
  await drop(page, '地块.csv', parcelsCsv(3, HILLS))
  await confirmed(page)
  const fields = page.locator('[data-coverage]')
  await fields.getByLabel('调查完整的范围').selectOption('file')
  await expect(button(page, /^导入$/)).toBeDisabled()
  const buffer = parcelsCsv(2, HILLS)
  await fields.locator('input[type=file]').setInputFiles({ name: '范围.csv', mimeType: 'text/csv', buffer })
  await expect(fields).toContainText('范围.csv · 2 个范围', { timeout: 90_000 })
  await fields.getByLabel('调查日期').fill('2026-05-01')
  await fields.getByLabel('调查单位').fill('市测绘院')
  await fields.getByLabel('调查单位').blur()
  await expect(button(page, /^导入$/)).toBeEnabled()
  await expectAccessible(page)
  await fields.scrollIntoViewIfNeeded()
  await mapIdle(page)
  await screenshot(page, 'import-coverage')
  await button(page, /^导入$/).click()
  await expect(page.locator('.import-text')).toContainText('登记了 2 个数据覆盖范围：范围.csv', {
    timeout: 90_000,
  })
  await button(page, /^换一个文件$/).click()
}

async function cancelsWhileItStores(page: Page): Promise<void> {
  await drop(page, 'cancelled.csv', parcelsCsv(3, HILLS))
  await confirmed(page)
  const client = new pg.Client({ connectionString: process.env.REAL_DATABASE_URL })
  await client.connect()
  try {
    await client.query('begin')
    await client.query('lock table parcels in exclusive mode')
    await button(page, /^导入$/).click()
    await expect(page.getByRole('status').filter({ hasText: '写入' })).toBeVisible({ timeout: 90_000 })
    await screenshot(page, 'import-progress')
    await button(page, /^取消$/).click()
    await expect(page.getByText('已取消，数据未改变。')).toBeVisible()
    await client.query('rollback')
    const { rows } = await client.query("select from parcels where source = 'parcels:cancelled'")
    expect(rows).toHaveLength(0)
  } finally {
    await client.end()
  }
}

test('an unreadable file is refused, a wrong guess is corrected, and an import is cancelled', async ({
  page,
}) => {
  await signIn(page, 'planner', 'REAL_URL')
  await openImport(page, 'REAL_URL')
  await test.step('refused with a sentence', () => refusesWhatItCannotRead(page))
  await test.step('a wrong guess is corrected', () => correctsAGuess(page))
  await button(page, /^关闭导入$/).click()
  await page.locator('[data-action="import"]').click()
  await test.step('a delivery is checked, and its faults open on the map', () => checksADelivery(page))
  await test.step('asked for the surveyed ground', () => asksForTheCoverage(page))
  await test.step('cancelled while it is stored', () => cancelsWhileItStores(page))
})

test('the panel fits a phone, by night and in English, and works by keyboard', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, 'planner', 'REAL_URL')
  await openPage(page, 'REAL_URL', '?desk=planning&relief=0&theme=night&lang=en')
  await page.locator('.sheet-handle').press('Enter')
  await page.locator('[data-action="import"]').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Import data' })).toBeFocused()
  await screenshot(page, 'import-file-night-phone')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file' }).press('Enter')
  await (await chooser).setFiles({ name: 'phone.csv', mimeType: 'text/csv', buffer: parcelsCsv(40, HILLS) })
  await confirmed(page)
  const { scrollWidth, innerWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    innerWidth: window.innerWidth,
  }))
  expect(scrollWidth).toBeLessThanOrEqual(innerWidth)
  const sideways = await page
    .locator('.import-panel')
    .evaluate(({ scrollWidth: whole, clientWidth }) => whole - clientWidth)
  expect(sideways, 'nothing sticks out sideways').toBeLessThanOrEqual(0)
  await mapIdle(page)
  await screenshot(page, 'import-confirm-night-phone')
  await expectAccessible(page)
  // Back undoes the last step.
  await page.goBack()
  await expect(page.locator('.import-panel')).toHaveCount(0)
})
