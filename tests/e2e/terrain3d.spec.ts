/** The 3D desk: turned by mouse and buttons, clicked, linked, and left for the flat map. */
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { chooseDesk, deskReady, expectAccessible, mapIdle, openPage, screenshot } from './page.ts'

/** Longitude, latitude, metres, degrees from north, degrees from the vertical. */
const eyeOf = (page: Page) => (new URL(page.url()).searchParams.get('eye') ?? '').split(',').map(Number)

/** Clicks places of the model until one is a building. */
async function clicksABuilding(page: Page): Promise<void> {
  const spots = [900, 950, 1000, 1050, 1100].flatMap((x) => [480, 520, 560, 600].map((y) => [x, y] as const))
  for (const [x, y] of spots) {
    await page.mouse.click(x, y)
    await page.waitForTimeout(300)
    if (/card=buildings/.test(page.url())) return
  }
  throw new Error('no click hit a building')
}

// The places that are clicked are those of this window.
test.use({ viewport: { width: 1440, height: 900 } })

test('a planner sees a place of the map in 3D, turns it, opens a building and returns to the map', async ({
  page,
}) => {
  await openPage(page, 'SAMPLE_URL', '?desk=planning&at=119.8055,30.2495,15')
  await test.step('the model opens where the map was', async () => {
    await chooseDesk(page, 'terrain3d')
    await expect.poll(() => eyeOf(page)[2]).toBeGreaterThan(2500)
    expect(eyeOf(page)[2]).toBeLessThan(3200)
    await expect(page.getByText('拖动旋转')).toBeVisible()
  })
  await test.step('buttons turn and tilt, and the hint disappears when the mouse turns', async () => {
    await page.getByRole('button', { name: '向右转' }).click()
    await expect.poll(() => eyeOf(page)[3]).toBe(22.5)
    await page.getByRole('button', { name: '抬高视角' }).click()
    await expect.poll(() => eyeOf(page)[4]).toBe(46)
    await page.mouse.move(1000, 500)
    await page.mouse.down()
    await page.mouse.move(1100, 500, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => eyeOf(page)[3]).not.toBe(22.5)
    await expect(page.getByText('拖动旋转')).toBeHidden()
  })
  await test.step('a click opens the card of a building with its height', async () => {
    await clicksABuilding(page)
    await expect(page.locator('article.card')).toContainText('高度')
    await screenshot(page, 'terrain3d-building-desktop')
    await page.getByRole('button', { name: '返回' }).click()
  })
  await test.step('a link restores view, date and time', async () => {
    await page.getByRole('button', { name: '冬至' }).click()
    await page.getByRole('slider', { name: '时间' }).fill('720')
    await expect(page).toHaveURL(/sun-date=\d{4}-12-22&sun-time=12:00/)
    const before = eyeOf(page)
    await page.reload()
    await deskReady(page)
    await expect(page.getByRole('slider', { name: '时间' })).toHaveValue('720')
    expect(eyeOf(page)).toEqual(before)
    await expectAccessible(page)
  })
  await test.step('the chosen view is pressed until the view moves', async () => {
    const overview = page.getByRole('button', { name: '全景' })
    await overview.click()
    await expect(overview).toHaveAttribute('aria-pressed', 'true')
    await expect(page).not.toHaveURL(/eye=/)
    await page.getByRole('button', { name: '湖面' }).click()
    await expect(overview).toHaveAttribute('aria-pressed', 'false')
  })
  await test.step('the map opens where the model was left', async () => {
    await expect.poll(() => eyeOf(page)[2]).toBe(3200)
    const [longitude = 0, latitude = 0] = eyeOf(page)
    await chooseDesk(page, 'planning')
    await mapIdle(page)
    await expect(page).toHaveURL(/desk=planning/)
    await expect
      .poll(() => {
        const [x = 0, y = 0] = (new URL(page.url()).searchParams.get('at') ?? '').split(',').map(Number)
        return Math.abs(x - longitude) < 0.01 && Math.abs(y - latitude) < 0.005
      })
      .toBe(true)
  })
})
