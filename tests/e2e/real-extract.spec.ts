/** Real data: from an OpenStreetMap extract in PostGIS to a length shown on the page. */
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { mapIdle, openPage, screenshot, serverUrl } from './page.ts'
import { lacksRealData } from './real-data.ts'

test.skip(lacksRealData, 'the real extract is missing')

const NAME = '西溪谷沿山慢行道'
const LENGTH_KM = 9.3

test('a named greenway of the extract is found, shown and described, with its credit and no synthetic mark', async ({
  page,
}) => {
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
  await page.getByText('数据来源').click()
  await expect(page.getByText(/OpenStreetMap contributors/).first()).toBeVisible()
  await expect(page.getByText('当前视野含合成数据')).toHaveCount(0)
})

test.describe('in pixels', () => {
  test.use({ draws: true })
  test('the greenway is drawn where it runs', drawnWhereItRuns)
})

async function drawnWhereItRuns({ page }: { readonly page: Page }): Promise<void> {
  const answer = await page.request.get(
    `${serverUrl('REAL_URL')}/collections/greenways/items?name=${encodeURIComponent(NAME)}`,
  )
  const { features } = (await answer.json()) as {
    features: { geometry: { coordinates: [number, number][][] } }[]
  }
  const line = features[0]?.geometry.coordinates[0] ?? []
  const place = line[Math.floor(line.length / 2)]
  if (!place) throw new Error('the greenway has no line')
  // So close that only this line crosses the middle of the picture.
  const picture = async (query: string, name: string) => {
    await openPage(page, 'REAL_URL', `?at=${place.join(',')},18${query}`)
    await screenshot(page, name)
    const box = await page.locator('.map canvas').first().boundingBox()
    if (!box) throw new Error('the map has no size')
    const clip = { x: box.x + box.width / 2 - 20, y: box.y + box.height / 2 - 20, width: 40, height: 40 }
    return page.screenshot({ clip })
  }
  const drawn = await picture('', 'real-greenway-drawn')
  const hidden = await picture('&off=greenways,greenway_segments', 'real-greenway-hidden')
  expect(drawn.equals(hidden)).toBe(false)
}
