/** The way of real data: from an OpenStreetMap extract into PostGIS, to a length read in the page. */
import { expect, test } from '@playwright/test'
import { mapIdle, openPage, screenshot } from './page.ts'

const NAME = '西溪谷沿山慢行道'
const LENGTH_KM = 9.3

test('a named greenway of the extract is found, seen and read', async ({ page }) => {
  await openPage(page, 'REAL_URL')
  const search = page.getByRole('combobox', { name: '搜索' })
  await search.fill('西溪谷沿山')
  const hit = page.getByRole('option', { name: NAME }).first()
  await expect(hit).toBeVisible()
  await hit.click()

  await expect(page.getByRole('heading', { name: NAME })).toBeVisible()
  await mapIdle(page)
  await expect(page).toHaveURL(/card=greenways\.\d+/)
  const length = page
    .locator('dl.attributes div', { has: page.getByText('长度', { exact: true }) })
    .locator('dd')
  const kilometres = Number(((await length.textContent()) ?? '').replace(/\s*(千米|公里|km)$/, ''))
  expect(Math.abs(kilometres - LENGTH_KM) / LENGTH_KM).toBeLessThanOrEqual(0.02)
  await screenshot(page, 'real-greenway-card')
})

test('the greenway is drawn where its card stands', async ({ page }) => {
  await openPage(page, 'REAL_URL')
  await page.getByRole('combobox', { name: '搜索' }).fill('xixigu')
  await page.getByRole('option', { name: NAME }).first().click()
  await expect(page.getByRole('heading', { name: NAME })).toBeVisible()
  await mapIdle(page)
  const withLine = await screenshot(page, 'real-greenway-drawn')
  await page.getByRole('button', { name: '图层', exact: true }).click()
  for (const layer of ['绿道', '绿道路段'])
    await page.getByRole('switch', { name: layer, exact: true }).uncheck()
  await page.getByRole('region', { name: '图层', exact: true }).getByRole('button', { name: '关闭' }).click()
  await mapIdle(page)
  const without = await screenshot(page, 'real-greenway-hidden')
  expect(withLine.equals(without)).toBe(false)
})

test('real data carry their credit and no synthetic mark', async ({ page }) => {
  await openPage(page, 'REAL_URL')
  await page.getByText('数据与致谢').click()
  await expect(page.getByText(/OpenStreetMap contributors/).first()).toBeVisible()
  await expect(page.getByText('当前视野含合成数据')).toHaveCount(0)
})
