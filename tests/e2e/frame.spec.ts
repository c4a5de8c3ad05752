/** The page's frame: small, low and enlarged windows, the bottom sheet, the keyboard and the settings. */
import { type CDPSession, expect, type Page } from '@playwright/test'
import { covered } from './boxes.ts'
import { test } from './browser-test.ts'
import {
  choose,
  chooseDesk,
  deskReady,
  expectAccessible,
  mapIdle,
  openPage,
  screenshot,
  serverUrl,
} from './page.ts'
import { signIn } from './sample-accounts.ts'

const sizes = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 195, height: 422 },
  { width: 844, height: 390 },
  { width: 568, height: 320 },
  { width: 720, height: 450 },
  { width: 1440, height: 900 },
] as const

async function expectFits(page: Page, name: string): Promise<void> {
  await expect(page.locator('.tag.synthetic')).toBeVisible()
  await expect.poll(() => covered(page), { message: name }).toEqual([])
  const { scrollWidth, innerWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    innerWidth: window.innerWidth,
  }))
  expect(scrollWidth, name).toBeLessThanOrEqual(innerWidth)
}

/** Moves one finger up from a point by a number of pixels, in steps. */
async function drag(cdp: CDPSession, x: number, y: number, up: number): Promise<void> {
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: number) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: at }] })
  await touch('touchStart', y)
  for (let step = 1; step <= 8; step++) await touch('touchMove', y - (up * step) / 8)
  await touch('touchEnd', y - up)
}

test('nothing is covered or outside the window at any size', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL')
  for (const size of sizes) {
    await test.step(`${size.width} × ${size.height}`, async () => {
      await page.setViewportSize(size)
      await mapIdle(page)
      await expectFits(page, `${size.width}x${size.height}`)
      await screenshot(page, `frame-${size.width}x${size.height}`)
    })
  }
  await test.step('the settings are one menu with two taps', async () => {
    await choose(page, 'theme', 'night')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'night')
    await choose(page, 'theme', 'system')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'day')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'night')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.locator('[data-control="settings"]').click()
    await expectAccessible(page)
    await page.mouse.click(700, 500)
    await expect(page.locator('#settings')).toHaveCount(0)
  })
  await test.step('a low window folds its panel and keeps the notice', async () => {
    await page.setViewportSize({ width: 844, height: 390 })
    await page.getByRole('button', { name: '收起面板' }).click()
    await expect(page.locator('#panel')).toBeHidden()
    await expectFits(page, 'folded')
    await page.locator('[data-control="tools"]').click()
    await expect(page.getByRole('button', { name: '我的位置' })).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.locator('[data-control="tools"]')).toBeFocused()
    await page.getByRole('button', { name: '展开面板' }).click()
    await expect(page.locator('#panel')).toBeVisible()
  })
})

/** Counts the Tab presses from the page's start, over its link to the panel, to each list of the panel. */
async function stopsToLists(page: Page): Promise<Record<string, number>> {
  const lists: Record<string, number> = {}
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.locator('.skip').focus()
  await page.keyboard.press('Enter')
  for (let stop = 2; stop < 60; stop++) {
    await page.keyboard.press('Tab')
    const list = await page.evaluate(() => {
      const element = document.activeElement
      if (!element?.closest('#panel')) return null
      const around = element.closest('ul, tbody')
      return around ? `${element.textContent}` : ''
    })
    if (list === null) return lists
    if (list !== '') lists[list] ??= stop
  }
  return lists
}

test('by keyboard every list of a desk is less than 20 stops away, with arrows inside', async ({ page }) => {
  await signIn(page, 'lead')
  await openPage(page, 'SAMPLE_URL')
  for (const desk of ['greenway', 'patrol', 'planning']) {
    await test.step(desk, async () => {
      await chooseDesk(page, desk)
      let lists: Record<string, number> = {}
      // Lists appear with their data.
      await expect
        .poll(async () => {
          lists = await stopsToLists(page)
          return Object.keys(lists).length
        })
        .toBeGreaterThan(0)
      for (const [first, stop] of Object.entries(lists)) expect(stop, first).toBeLessThan(20)
    })
  }
  await test.step('the layer list takes the focus, is two stops, and Escape returns the focus', async () => {
    const button = page.getByRole('button', { name: '图层', exact: true })
    await button.press('Enter')
    await expect(page.getByRole('switch', { name: '地形晕渲' })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('switch', { name: '立体地形' })).toBeFocused()
    await page.keyboard.press('End')
    await page.keyboard.press('Escape')
    await expect(page.locator('#layers')).toHaveCount(0)
    await expect(button).toBeFocused()
    await button.press('Enter')
    await button.focus()
    await page.keyboard.press('Escape')
    await expect(page.locator('#layers')).toHaveCount(0)
  })
})

test('without a connection the last card remains, one bar says so, and everything recovers by itself', async ({
  page,
  context,
}) => {
  await openPage(page, 'SAMPLE_URL')
  const rows = page.locator('.desk .list-row')
  const title = page.locator('article.card h2')
  const back = page.locator('.card-back')
  await rows.first().click()
  const name = await title.textContent()
  await back.click()
  await context.setOffline(true)
  await rows.first().click()
  await expect(title).toHaveText(name ?? '')
  await expect(page.locator('.offline')).toContainText('离线')
  await back.click()
  await rows.nth(2).click()
  await expect(page.getByText('网络不通')).toHaveCount(1)
  await expect(page.locator('.toast')).toHaveCount(0)
  await expectAccessible(page)
  await context.setOffline(false)
  await expect(title).toBeVisible()
  await expect(page.locator('.offline')).toHaveCount(0)
})

test('without WebGL 2 lists, cards, search and the table work, and a text says what to switch on', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const getContext = HTMLCanvasElement.prototype.getContext
    const without = function (this: HTMLCanvasElement, kind: string, ...more: unknown[]) {
      return kind.startsWith('webgl') ? null : Reflect.apply(getContext, this, [kind, ...more])
    }
    HTMLCanvasElement.prototype.getContext = without as typeof getContext
  })
  await page.goto(serverUrl('SAMPLE_URL'))
  await expect(page.getByText('没有启用 WebGL 2')).toHaveCount(1)
  await page.locator('.desk .list-row').first().click()
  await expect(page.locator('article.card h2')).toBeVisible()
  await page.locator('.card-back').click()
  await page.getByRole('combobox', { name: '搜索' }).fill('水上森林')
  await page.getByRole('option').first().click()
  await expect(page.locator('article.card h2')).toContainText('水上森林')
  await expect(page).toHaveURL(/at=119\.7/)
  await page.locator('.card-back').click()
  await page.locator('[data-desk-button=planning]').click()
  await deskReady(page)
  await expect(page.locator('.desk h2')).toBeVisible()
  await expect(page.locator('.toast')).toHaveCount(0)
  await expectAccessible(page)
})

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 600 } })

  test('the sheet is dragged by its head and pulled down by its content', async ({ page, context }) => {
    await openPage(page, 'SAMPLE_URL')
    const cdp = await context.newCDPSession(page)
    const sheet = page.locator('#panel')
    const title = await page.locator('.desk h2').first().boundingBox()
    if (!title) throw new Error('the panel has no title')
    await drag(cdp, 100, title.y + 10, 300)
    await expect(sheet).toHaveAttribute('data-detent', '2')
    await expectFits(page, 'raised')
    const body = page.locator('.sheet-body').first()
    await drag(cdp, 100, 450, 200)
    await expect.poll(() => body.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(50)
    await expect(sheet).toHaveAttribute('data-detent', '2')
    // The content goes on moving after the finger has left it.
    await expect(async () => {
      await body.evaluate((element) => element.scrollTo(0, 0))
      await page.waitForTimeout(200)
      expect(await body.evaluate(({ scrollTop }) => scrollTop)).toBe(0)
    }).toPass()
    await drag(cdp, 100, 300, -220)
    await expect(sheet).toHaveAttribute('data-detent', '1')
    await page.getByRole('button', { name: '展开面板' }).tap()
    await expect(sheet).toHaveAttribute('data-detent', '2')
  })
})
