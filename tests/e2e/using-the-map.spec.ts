/** Using the page: layers, links, keyboard, cards, and recovery after failed tiles. */
import { expect } from '@playwright/test'
import { test } from './browser-test.ts'
import { focusMoved } from './focus.ts'
import { changedShare, mapPixels } from './map-pixels.ts'
import { mapIdle, openPage, serverUrl } from './page.ts'

test('every control is reached by Tab and shows its focus, and a card returns the focus', async ({
  page,
}) => {
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
  for (const name of ['绿道', '图层', '放大', '搜索']) {
    expect(
      [...seen].some((one) => one.includes(name)),
      `${name} in ${[...seen].join(', ')}`,
    ).toBe(true)
  }
  await test.step('the desks are one stop, with arrows between them', async () => {
    await page.locator('[data-desk-button=greenway]').focus()
    for (const desk of ['patrol', 'planning', 'terrain3d']) {
      await page.keyboard.press('ArrowDown')
      await expect(page.locator(`[data-desk-button=${desk}]`)).toBeFocused()
    }
  })
  const row = page.locator('.desk .list-row').first()
  await test.step('a card opened by keyboard takes the focus and returns it', async () => {
    await row.focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('article.card')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.locator('article.card')).toHaveCount(0)
    await expect(row).toBeFocused()
  })
  await test.step('the focus stays where the reader moved it while a card closes', async () => {
    await row.press('Enter')
    await expect(page.locator('article.card')).toBeFocused()
    await page.evaluate(async () => {
      document.querySelector<HTMLElement>('article.card button')?.click()
      await Promise.resolve()
      document.querySelector<HTMLElement>('[role=combobox]')?.focus()
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame)
    })
    await expect(page.locator('article.card')).toHaveCount(0)
    await expect(page.getByRole('combobox', { name: '搜索' })).toBeFocused()
  })
})

test('a link restores place, layers, language, theme and card', async ({ page, context }) => {
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
  await test.step('a link contains the reader’s language and theme only on request', async () => {
    await copy.goto(new URL('/', page.url()).href)
    await copy.getByRole('button', { name: '设置' }).click()
    await expect(copy).toHaveURL(/at=/)
    expect(new URL(copy.url()).search).not.toMatch(/lang|theme/)
    await copy.getByRole('switch', { name: '链接带上语言与主题' }).click()
    await expect(copy).toHaveURL(/lang=zh&theme=day/)
    await copy.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await copy.getByRole('button', { name: '复制当前视图的链接' }).click()
    await expect(copy.getByText('链接已复制')).toBeVisible()
    expect(await copy.evaluate(() => navigator.clipboard.readText())).toBe(copy.url())
  })
})

test('a click on the map opens a card with titles and units', async ({ page }) => {
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

test.describe('what is drawn', () => {
  test.use({ draws: true })

  test('relief and terrain can be switched', async ({ page }) => {
    await openPage(page, 'SAMPLE_URL')
    const terrain = page.getByRole('button', { name: '立体地形' })
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
    // The map without panels: hills lose their shading, and get the same back.
    expect(changedShare(shaded, flat)).toBeGreaterThan(0.05)
    expect(changedShare(shaded, await mapPixels(page))).toBeLessThan(0.005)
  })

  test('failed tiles are shown with a retry button, and recover', async ({ page }) => {
    await page.route('**/tiles/**/*.mvt', (route) => route.abort())
    await page.goto(serverUrl('SAMPLE_URL'))
    const alert = page.getByRole('alert').first()
    await expect(alert).toBeVisible({ timeout: 60_000 })
    const lost = await mapPixels(page)
    await page.unroute('**/tiles/**/*.mvt')
    await alert.getByRole('button', { name: '重试' }).click()
    await mapIdle(page)
    // Roads, water and houses, not only the ground, which needs no feature tiles.
    await expect.poll(async () => changedShare(lost, await mapPixels(page))).toBeGreaterThan(0.05)
    await expect(page.getByRole('alert')).toHaveCount(0)
  })
})

test('the 3D desk says that there are no elevations', async ({ page }) => {
  await openPage(page, 'REAL_URL', '?desk=terrain3d')
  await expect(page.getByRole('alert')).toContainText('还没有高程数据')
})
