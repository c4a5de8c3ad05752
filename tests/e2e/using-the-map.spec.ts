/** What people do with the page: search, layers, links, keyboard, and going on after an error. */
import { expect, test } from '@playwright/test'
import { focusMoved } from './focus.ts'
import { changedShare, mapPixels } from './map-pixels.ts'
import { mapIdle, openPage, serverUrl } from './page.ts'
import { signIn } from './sample-accounts.ts'

test('the lake is found by Chinese, pinyin, initials and English', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL')
  const search = page.getByRole('combobox', { name: '搜索' })
  for (const words of ['青山湖', 'qingshanhu', 'qsh', 'Qingshan Lake']) {
    await search.fill(words)
    await expect(page.getByRole('option', { name: /青山湖/ }).first()).toBeVisible()
  }
  await search.fill('没有这个地方呀')
  await expect(page.getByText(/没有找到/)).toBeVisible()
})

test('search flies by keyboard alone', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL')
  await page.getByRole('combobox', { name: '搜索' }).focus()
  await page.keyboard.type('qingshanhu')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/at=119\.\d+,30\.2/)
})

test('every control is reached by Tab and shows its focus', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL')
  const wanted = await page.locator('button:visible, input:visible, summary:visible, a[href]:visible').count()
  const seen = new Set<string>()
  const hidden = new Set<string>()
  for (let step = 0; step < wanted * 2; step++) {
    await page.keyboard.press('Tab')
    const { focused, left } = await focusMoved(page)
    if (focused) seen.add(focused)
    if (left && !left.differed) hidden.add(left.name)
  }
  expect([...hidden], 'look the same with the focus and without').toEqual([])
  for (const name of ['绿道', '巡查', '规划', '三维', '图层', '放大', '搜索']) {
    expect(
      [...seen].some((one) => one.includes(name)),
      `${name} in ${[...seen].join(', ')}`,
    ).toBe(true)
  }
})

test('a link shows the same place, layers, language, theme and card', async ({ page, context }) => {
  await openPage(
    page,
    'SAMPLE_URL',
    '?desk=planning&theme=night&lang=en&at=119.72,30.235,14&on=buildings&off=water',
  )
  await mapIdle(page)
  const copy = await context.newPage()
  await copy.goto(page.url())
  await mapIdle(copy)
  for (const one of [page, copy]) {
    await expect(one.locator('html')).toHaveAttribute('data-theme', 'night')
    await expect(one.locator('html')).toHaveAttribute('lang', 'en')
    await expect(one.locator('html')).toHaveAttribute('data-desk', 'planning')
  }
  expect(new URL(copy.url()).search).toBe(new URL(page.url()).search)
  await copy.getByRole('button', { name: 'Layers' }).click()
  await expect(copy.getByRole('switch', { name: 'Water', exact: true })).not.toBeChecked()
})

test('relief and terrain can be switched', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL')
  const terrain = page.getByRole('button', { name: '三维地形' })
  await terrain.click()
  await expect(terrain).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/terrain=1/)
  await mapIdle(page)
  await terrain.click()
  await page.getByRole('button', { name: '图层', exact: true }).click()
  const relief = page.getByRole('switch', { name: '地形晕渲' })
  await expect(relief).toBeChecked()
  await mapIdle(page)
  const shaded = await mapPixels(page)
  await relief.uncheck()
  await expect(page).toHaveURL(/relief=0/)
  await mapIdle(page)
  const flat = await mapPixels(page)
  await relief.check()
  await mapIdle(page)
  // The map without the panels over it: hills lose their shade, and get the same one again.
  expect(changedShare(shaded, flat)).toBeGreaterThan(0.05)
  expect(changedShare(shaded, await mapPixels(page))).toBeLessThan(0.005)
})

test('a click on the map opens a card in words and units', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await openPage(page, 'SAMPLE_URL', '?desk=planning')
  const parcels = (await (
    await page.request.get(`${serverUrl('SAMPLE_URL')}/collections/parcels/items?limit=1`)
  ).json()) as {
    features: { id: number; geometry: { coordinates: number[][][][] }; properties: { parcel_code: string } }[]
  }
  const parcel = parcels.features[0]
  const ring = parcel?.geometry.coordinates[0]?.[0] ?? []
  const middle = [0, 1].map((axis) => ring.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / ring.length)
  await openPage(page, 'SAMPLE_URL', `?desk=planning&at=${middle.map((one) => one.toFixed(5)).join(',')},18`)
  const map = page.getByRole('region', { name: /地图|Map/ }).first()
  const box = await map.boundingBox()
  if (!box) throw new Error('the map has no size')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await expect(page).toHaveURL(/card=(parcels|buildings)\.\d+/)
  await expect(page.locator('dl.attributes:not(.compact)')).toBeVisible()
})

test('an error of the network is shown with a way to retry', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL')
  await page.route('**/search?**', (route) => route.abort())
  await page.getByRole('combobox', { name: '搜索' }).fill('青山')
  const alert = page.getByRole('alert')
  await expect(alert).toBeVisible()
  await page.unroute('**/search?**')
  await alert.getByRole('button', { name: '重试' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('option', { name: /青山湖/ }).first()).toBeVisible()
})

test('lost tiles are shown with a way to retry, and come back', async ({ page }) => {
  await page.route('**/tiles/**/*.mvt', (route) => route.abort())
  await page.goto(serverUrl('SAMPLE_URL'))
  const alert = page.getByRole('alert').first()
  await expect(alert).toBeVisible({ timeout: 60_000 })
  const lost = await mapPixels(page)
  await page.unroute('**/tiles/**/*.mvt')
  await alert.getByRole('button', { name: '重试' }).click()
  await mapIdle(page)
  // Roads, water and houses: not only the ground that needs no tiles of features.
  await expect.poll(async () => changedShare(lost, await mapPixels(page))).toBeGreaterThan(0.05)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a unit on the map opens its card', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await signIn(page, 'lead')
  const answer = await page.request.get(`${serverUrl('SAMPLE_URL')}/collections/units/items`)
  const { features } = (await answer.json()) as {
    features: { geometry: { coordinates: [number, number] }; properties: { name: string } }[]
  }
  const unit = features[0]
  if (!unit) throw new Error('the sample has no units')
  await openPage(page, 'SAMPLE_URL', `?desk=patrol&at=${unit.geometry.coordinates.join(',')},17`)
  const box = await page
    .getByRole('region', { name: /地图|Map/ })
    .first()
    .boundingBox()
  if (!box) throw new Error('the map has no size')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await expect(page).toHaveURL(/card=units\.\d+/)
  await expect(page.getByRole('heading', { name: unit.properties.name })).toBeVisible()
})

test('search from the 3D desk shows the place on the map', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL', '?desk=terrain3d')
  await page.getByRole('combobox', { name: '搜索' }).fill('水上森林')
  await page
    .getByRole('option', { name: /水上森林/ })
    .first()
    .click()
  await expect(page.locator('html')).toHaveAttribute('data-desk', 'greenway')
  await mapIdle(page)
  await expect(page).toHaveURL(/at=119\.75\d+,30\.25/)
})

test('the 3D desk says where there are no elevations', async ({ page }) => {
  await openPage(page, 'REAL_URL', '?desk=terrain3d')
  await expect(page.getByRole('alert')).toContainText('还没有高程数据')
})

test('a card that is opened by keyboard takes the focus and gives it back', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL')
  const row = page.locator('.desk .list-row').first()
  await row.focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('article.card')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.locator('article.card')).toHaveCount(0)
  await expect(row).toBeFocused()
})
