/** A visitor plans a way on a phone, and reads its profile. */
import { expect, type Page, test } from '@playwright/test'
import { type RoutePlan, routePlanSchema } from '../../geodata/model/answers/route-plan.ts'
import { PHONE } from './devices.ts'
import { expectAccessible, mapIdle, openPage, screenshot, serverUrl } from './page.ts'

const field = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const routes = (page: Page) => page.getByRole('list', { name: '路线', exact: true }).getByRole('button')
const profile = (page: Page) => page.getByRole('region', { name: '高程剖面' })

/** Returns the answer of the plan that an action asks for. */
async function planned(page: Page, action: () => Promise<unknown>): Promise<RoutePlan> {
  const answer = page.waitForResponse((response) => response.url().includes('/routes/plan?') && response.ok())
  await action()
  return routePlanSchema.parse(await (await answer).json())
}

/** Waits until the server has built its network, which the first request starts. */
async function networkBuilt(page: Page): Promise<void> {
  const trip = `${serverUrl('SAMPLE_URL')}/routes/plan?from=119.75915,30.25602&to=119.80116,30.24819`
  await expect(async () => expect((await page.request.get(trip)).status()).toBe(200)).toPass()
}

/** Starts by search, and goes to a place that is tapped on the map. */
async function plansATrip(page: Page): Promise<void> {
  await button(page, '规划路线').tap()
  await expect(page.getByText('在地图上点选起点，或在上面搜索')).toBeVisible()
  await expectAccessible(page)
  await field(page, '起点').fill('水上森林')
  await page.getByRole('option').first().tap()
  await expect(page.getByText('在地图上点选终点，或在上面搜索')).toBeVisible()
  await mapIdle(page)
  const plan = await planned(page, () => page.touchscreen.tap(30, 250))
  await expect(routes(page).first()).toHaveText(/(分钟|小时).*(米|公里)/)
  await expect(field(page, '终点')).toHaveValue('地图上的点')
  await expect(page).toHaveURL(/plan=walk;119\.\d+,30\.\d+,.+;119\.\d+,30\.\d+/)
  expect(plan.routes.length).toBeGreaterThan(0)
  await mapIdle(page)
  await expectAccessible(page)
  await screenshot(page, 'plan-phone')
}

/** The keyboard reads the profile. */
async function readsTheProfile(page: Page): Promise<void> {
  const place = profile(page).getByRole('slider', { name: '沿线位置' })
  await place.focus()
  await page.keyboard.press('End')
  const end = await place.getAttribute('aria-valuemax')
  await expect(place).toHaveAttribute('aria-valuenow', end ?? '')
  await expect(place).toHaveAttribute('aria-valuetext', /海拔 \d+ 米 · 坡度/)
}

test('a visitor plans a way by search and by a tap, and reads its profile', async ({ browser }) => {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, locale: 'zh-CN' })
  const page = await context.newPage()
  await networkBuilt(page)
  await openPage(page, 'SAMPLE_URL')
  await test.step('by search and by a tap on the map', () => plansATrip(page))
  await test.step('the keyboard reads the profile', () => readsTheProfile(page))
  await context.close()
})
