/** A planner's list of parcels: filtered, on the map and in the table, and downloaded as a file. */
import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { hasPoppler, pdfText } from '../environment/poppler.ts'
import { test } from './browser-test.ts'
import { DESKTOP, PHONE } from './devices.ts'
import { choose, expectAccessible, mapIdle, openPage, screenshot, serverUrl } from './page.ts'
import { signIn } from './sample-accounts.ts'

const rows = (page: Page) => page.locator('.parcel-table tbody tr')
const count = async (page: Page) => {
  const text = (await page.locator('.parcel-chosen strong').first().textContent()) ?? ''
  return Number(text.replaceAll(',', ''))
}

/** Returns whether the rows have come in this order, which takes a moment after the address says so. */
async function areasDescend(page: Page): Promise<boolean> {
  const areas = await rows(page).evaluateAll((all) =>
    all.map((row) => Number(row.querySelector('.parcel-number')?.textContent?.replaceAll(',', ''))),
  )
  return areas.length > 1 && areas.every((area, at) => at === 0 || area <= (areas[at - 1] ?? 0))
}

test('a planner lists all parcels over a limit, opens one from the table and one from the map', async ({
  page,
}) => {
  await page.setViewportSize(DESKTOP)
  await openPage(page, 'SAMPLE_URL', '?desk=planning&theme=day&lang=zh')

  await test.step('two taps: the verdict, then the table', async () => {
    const all = await count(page)
    expect(all).toBeGreaterThan(1000)
    await page.getByRole('button', { name: /^超出/ }).click()
    await expect.poll(() => count(page)).toBeLessThan(all)
    await page.getByRole('button', { name: '打开地块表' }).click()
    await expect(rows(page).first()).toContainText('超出')
    await expect(page).toHaveURL(/verdict=over/)
    await mapIdle(page)
    await expectAccessible(page)
    await screenshot(page, 'parcels-table-day-desktop')
  })

  await test.step('sorted by area, the largest first', async () => {
    const area = page.getByRole('button', { name: /^面积/ })
    await area.click()
    await area.click()
    await expect(page.getByRole('columnheader', { name: /面积/ })).toHaveAttribute('aria-sort', 'descending')
    await expect(page).toHaveURL(/sort=-area/)
    await expect.poll(() => areasDescend(page)).toBe(true)
  })

  await test.step('by keyboard: one Tab stop, arrows, Enter opens the parcel on the map', async () => {
    const first = rows(page).first().locator('.parcel-open')
    await expect(first).toBeVisible()
    await first.focus()
    await page.keyboard.press('ArrowDown')
    const second = rows(page).nth(1)
    await expect(second.locator('.parcel-open')).toBeFocused()
    const code = (await second.locator('.parcel-open').textContent()) ?? ''
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: code })).toBeVisible()
    await expect(second).toHaveAttribute('aria-selected', 'true')
    await mapIdle(page)
    await screenshot(page, 'parcels-selected-day-desktop')
  })

  await test.step('a click on the map selects the row on any page of the table', async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '清除筛选' }).click()
    await mapIdle(page)
    const canvas = page.locator('.map canvas')
    const box = await canvas.boundingBox()
    if (!box) throw new Error('the map has no canvas')
    // The opened parcel is in the middle of the uncovered map.
    await page.mouse.click(488 + (box.width - 488 - 72) / 2, (box.height - 380) / 2)
    await expect(page).toHaveURL(/card=parcels\.\d+/)
    const id = /card=parcels\.(\d+)/.exec(page.url())?.[1]
    await expect(page.locator(`.parcel-table tr[data-parcel="${id}"]`)).toHaveAttribute(
      'aria-selected',
      'true',
    )
    await page.getByRole('button', { name: '返回' }).click()
  })

  await test.step('a class of the composition filters map and table, and the file contains the same', async () => {
    await page.getByRole('button', { name: /^07 居住用地/ }).click()
    await expect(page).toHaveURL(/use=07/)
    await expect(rows(page).first()).toContainText(/07\d\d/)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '导出 CSV' }).click()
    const file = readFileSync(await (await download).path(), 'utf8')
    expect(file).toMatch(/^\ufeff宗地代码,用地代码,用地名称/)
    expect(file.trim().split('\r\n')).toHaveLength((await count(page)) + 1)
    expect(file).toContain('"=""0701"""')
  })

  await test.step('signed in: found by its code, the extract with the holder, and its PDF of the same moment', async () => {
    await signIn(page, 'admin')
    const server = serverUrl('SAMPLE_URL')
    const built = await page.request.get(`${server}/collections/parcels/items?state=built&limit=1&f=json`)
    const { parcel_code: code, holder } = (await built.json()).features[0].properties
    expect(holder).toContain('示例')
    await page.getByRole('combobox', { name: '搜索' }).fill(code)
    await page.locator('.hit', { hasText: code }).last().click()
    await expect(page.getByRole('heading', { name: code })).toBeVisible()
    await page.getByRole('button', { name: '规划信息摘要' }).click()
    const dialog = page.getByRole('dialog', { name: '规划信息摘要' })
    await expect(async () => {
      // A busy embedded database asks for patience.
      const again = dialog.getByRole('button', { name: '重试' })
      if (await again.isVisible()) await again.click()
      await expect(dialog.locator('.extract-hash')).toBeVisible({ timeout: 10_000 })
    }).toPass()
    await expect(dialog.locator('.extract-subject')).toContainText(holder)
    await expectAccessible(page)
    const link = await dialog.getByRole('link', { name: 'PDF（中文）' }).getAttribute('href')
    expect(link).toMatch(/[?&]as-of=\d{4}-/)
    const pdf = await (await page.request.get(new URL(link ?? '', server).href)).body()
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    if (hasPoppler()) {
      const hash = (await dialog.locator('.extract-hash code').textContent()) ?? ''
      const text = pdfText(pdf)
      for (const said of [code, holder, '规划人员版', hash.slice(0, 16)]) expect(text).toContain(said)
    }
  })
})

test('a planner reads the legend of the view, makes the plan translucent, and changes the order', async ({
  page,
}) => {
  await page.setViewportSize(DESKTOP)
  await openPage(page, 'SAMPLE_URL', '?desk=planning&theme=day&lang=zh&at=119.8,30.2484,14.6')
  await page.getByRole('button', { name: '图层', exact: true }).click()
  const legend = page.getByRole('region', { name: '图例' })
  await expect(legend).toContainText('0701城镇住宅用地')
  await expect(legend).not.toContainText('渔业用海')
  const notice = page.getByText('当前视野含合成数据')
  const [top, bottom] = await Promise.all([
    notice.evaluate((element) => element.getBoundingClientRect().top),
    page.locator('#layers').evaluate((element) => element.getBoundingClientRect().bottom),
  ])
  expect(bottom, 'the list leaves the notice free').toBeLessThanOrEqual(top)
  const row = page.locator('.layer-row[data-layer=parcels]')
  await row.locator('summary').focus()
  await page.keyboard.press('Enter')
  await row.getByRole('slider').fill('40')
  await expect(page).toHaveURL(/opacity=parcels-40/)
  await row.getByRole('button', { name: '上移' }).click()
  await expect(page).toHaveURL(/order=control_lines,parcels,plans/)
  await expectAccessible(page)
  await page.getByRole('button', { name: '恢复默认' }).click()
  await expect(page).not.toHaveURL(/opacity|order/)
})

test('on a phone, a link opens the filtered list, in English too', async ({ page }) => {
  await page.setViewportSize(PHONE)
  await openPage(page, 'SAMPLE_URL', '?desk=planning&use=0701&table=1&lang=zh&theme=day')
  await expect(rows(page).first()).toContainText('0701')
  // Not the whole district, where parcels are too small.
  const zoom = Number(/at=[\d.]+,[\d.]+,([\d.]+)/.exec(page.url())?.[1])
  expect(zoom).toBeGreaterThan(12.5)
  await page.locator('.sheet-handle').focus()
  await page.keyboard.press('Enter')
  await expectAccessible(page)
  await screenshot(page, 'parcels-list-day-phone')
  await page.keyboard.press('Enter')
  await choose(page, 'language', 'en')
  await mapIdle(page)
  await expect(rows(page).first()).toContainText('Urban residential')
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  await page.locator('.sheet-handle').focus()
  await page.keyboard.press('Enter')
  await screenshot(page, 'parcels-list-english-phone')
  await rows(page).first().locator('.parcel-open').click()
  await expect(page).toHaveURL(/card=parcels\.\d+/)
})
