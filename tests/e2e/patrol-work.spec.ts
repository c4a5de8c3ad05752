/**
 * A lead's shift: open incidents with the time left, place and course with one tap, by mouse, by keyboard and
 * on a phone; and links that restore the view.
 */
import { type APIRequestContext, expect, type Locator, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { DESKTOP, PHONE } from './devices.ts'
import { choose, expectAccessible, mapIdle, openPage, screenshot, serverUrl } from './page.ts'
import { report, reportPositions, takeStep } from './patrol-api.ts'
import { signIn } from './sample-accounts.ts'

/** On the greenway, in one zone. */
const PLACE = [120.0905, 30.2312] as const

/** The sample's zone with this code. */
async function zoneOf(request: APIRequestContext, code: string) {
  const answer = await request.get(`${serverUrl('SAMPLE_URL')}/patrol/zones`)
  const { zones } = (await answer.json()) as { zones: { code: string; name: string }[] }
  const zone = zones.find((one) => one.code === code)
  if (!zone) throw new Error(`the sample has no zone ${code}`)
  return zone
}

/** Reports an incident near the place. */
const reportNear = (page: Page, minutes: number, shift = 0) =>
  report(page.request, [PLACE[0] + shift, PLACE[1]], minutes)

const list = (page: Page) => page.getByRole('list', { name: '事件', exact: true })
const rowOf = (page: Page, number: string) => list(page).getByRole('button').filter({ hasText: number })
const back = (page: Page) => page.getByRole('button', { name: '返回', exact: true })

async function numberIn(locator: Locator): Promise<number> {
  return Number(((await locator.textContent()) ?? '').replaceAll(/\D/g, ''))
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await expect.poll(overflow).toBeLessThanOrEqual(0)
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.desk .list-row, .desk dd, .card dd')]
      .filter((one) => one.offsetParent !== null && one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.textContent),
  )
  expect(cut).toEqual([])
}

test('a lead works through open incidents, the most urgent first', async ({ page }) => {
  await signIn(page, 'lead')
  await reportPositions(page.request)
  const late = await reportNear(page, 12)
  const running = await reportNear(page, 4, 0.004)
  await takeStep(page.request, running.id, { type: 'routed', units: [{ code: 'U01', lead: true }] }, 2)
  const zone = await zoneOf(page.request, late.zone_code)
  const cases = [late, running]
  try {
    await openPage(page, 'SAMPLE_URL', '?desk=patrol')
    await test.step('sees them without a tap: overdue first, then by the time left', async () => {
      await expect(rowOf(page, late.number)).toContainText(/超时 \d+:\d\d/)
      await expect(rowOf(page, running.number)).toContainText(/余 \d:\d\d/)
      const numbers = await list(page).getByRole('button').allTextContents()
      const place = (number: string) => numbers.findIndex((text) => text.includes(number))
      expect(place(late.number)).toBeLessThan(place(running.number))
      const before = await rowOf(page, running.number).textContent()
      await expect(rowOf(page, running.number)).not.toHaveText(before ?? '', { timeout: 5000 })
      await expectAccessible(page)
      await screenshot(page, 'patrol-open-desktop')
    })

    await test.step('opens card and place with one tap; the course names gaps and limits', async () => {
      await rowOf(page, late.number).click()
      await expect(page).toHaveURL(/card=incidents\.\d+/)
      await mapIdle(page)
      // The place alone, or soon with the way of the first unit to it.
      await expect(page).toHaveURL(/at=120\.0[89]\d*,30\.2[23]\d*,1[56]/)
      const card = page.locator('article.card')
      await expect(card.locator('.patrol-timeline li')).toHaveCount(5)
      await expect(card).toContainText(/时限 5 分钟 · 超时/)
      await expect(card.getByText('受理时间')).toHaveCount(0)
      await expectAccessible(page)
      await screenshot(page, 'patrol-incident-desktop')
    })

    await test.step('goes to the zone by its name, and Back returns', async () => {
      await page.locator('article.card').getByRole('button', { name: zone.name }).click()
      await expect(page.getByRole('heading', { name: zone.name, level: 2 })).toBeVisible()
      await expectAccessible(page)
      await page.goBack()
      await expect(page.getByRole('heading', { name: late.number })).toBeVisible()
      await back(page).click()
      await expect(rowOf(page, late.number)).toBeFocused()
    })

    await test.step('rows stay under the pointer while others work, and report changes', async () => {
      await rowOf(page, running.number).hover()
      const fresh = await reportNear(page, 1, 0.008)
      cases.push(fresh)
      await takeStep(page.request, running.id, { type: 'arrived' })
      const update = page.getByRole('button', { name: /更新列表/ })
      await expect(update).toContainText('1 起新事件')
      await expect(rowOf(page, running.number)).toContainText('30 分钟内反馈')
      await expect(rowOf(page, fresh.number)).toHaveCount(0)
      await update.click()
      await expect(rowOf(page, fresh.number)).toBeVisible()
    })

    await test.step('by keyboard: one stop for the list, arrows inside, Enter opens', async () => {
      await page.locator('#panel').focus()
      let stops = 0
      const isInList = () => list(page).evaluate((one) => one.contains(document.activeElement))
      for (; stops < 20 && !(await isInList()); stops += 1) await page.keyboard.press('Tab')
      expect(stops).toBeLessThan(12)
      await page.keyboard.press('Home')
      await expect(list(page).getByRole('button').first()).toBeFocused()
      await page.keyboard.press('ArrowDown')
      await expect(list(page).getByRole('button').nth(1)).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(page.locator('article.card')).toBeFocused()
      await page.keyboard.press('Escape')
      await expect(list(page).getByRole('button').nth(1)).toBeFocused()
    })

    await test.step('a unit’s card has its task and the nearest open incidents', async () => {
      await page.locator('.desk .patrol-unit').filter({ hasText: 'U01' }).click()
      const card = page.locator('article.card')
      await expect(card.getByRole('button').filter({ hasText: running.number })).toBeVisible()
      await expect(card.getByText(/直线 [\d.]+ (米|公里)/).first()).toBeVisible()
      // The name comes with the feature; the sections ask on their own.
      await expect(card.getByRole('heading', { level: 2 })).toBeVisible()
      await expectAccessible(page)
      await card.getByRole('button', { name: '显示近 12 小时轨迹' }).click()
      await expect(card.getByText(/\d+ 个位置/)).toBeVisible()
      await screenshot(page, 'patrol-unit-desktop')
      await card.getByRole('button').filter({ hasText: running.number }).click()
      await expect(page.getByRole('heading', { name: running.number })).toBeVisible()
      await back(page).click()
    })

    await test.step('the same on a phone', async () => {
      await page.setViewportSize(PHONE)
      await expect(rowOf(page, late.number)).toBeVisible()
      await expectNoSidewaysScroll(page)
      await screenshot(page, 'patrol-open-phone')
      await page.setViewportSize({ width: 320, height: 568 })
      await expectNoSidewaysScroll(page)
    })

    await test.step('an open incident has its mark above the heat map, and opens by a tap', async () => {
      await page.setViewportSize(DESKTOP)
      await openPage(page, 'SAMPLE_URL', `?desk=patrol&at=${PLACE.join()},13`)
      const box = await page.locator('.map').boundingBox()
      if (!box) throw new Error('the map has no size')
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
      await expect(page).toHaveURL(/card=incidents\.\d+/)
    })
  } finally {
    for (const { id } of cases) await takeStep(page.request, id, { type: 'cancelled' })
  }
})

test('figures lead to their rows, and the address restores the view', async ({ page }) => {
  await signIn(page, 'lead')
  await openPage(page, 'SAMPLE_URL', '?desk=patrol')
  const figures = page.locator('.patrol-summary')
  const total = page.locator('.patrol-count')

  await test.step('incidents of the chosen time: one tap lists as many', async () => {
    await expect(figures).toContainText(/较前 30 天 [↑↓→]/)
    const figure = figures.locator('.patrol-figure').first()
    await figure.click()
    await expect(total).toContainText(/共/)
    await expect.poll(() => numberIn(total)).toBe(await numberIn(figure))
    await page.getByRole('button', { name: '显示更多' }).click()
    await expect(list(page).getByRole('button')).toHaveCount(24)
  })

  await test.step('a drag outside the range draws a new one, which table and figure follow', async () => {
    const bars = page.locator('.patrol-bars')
    await bars.scrollIntoViewIfNeeded()
    const box = await bars.boundingBox()
    if (!box) throw new Error('the histogram has no size')
    const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const
    await page.mouse.move(...at(0.2))
    await expect(page.locator('.patrol-pointed')).toContainText(/月.+ \d+ 起/)
    await page.mouse.down()
    await page.mouse.move(...at(0.3))
    await page.mouse.move(...at(0.4))
    await page.mouse.up()
    const range = page.locator('.patrol-range-text')
    await expect(range).toContainText(/· 3[5-9] 天/)
    const days = ((await range.textContent()) ?? '').split(' · ')[0] ?? ''
    await expect(page.locator('.desk h3').filter({ hasText: '片区与 51030' })).toContainText(days)
    await expect(page).toHaveURL(/time=20\d\d-\d\d-\d\d\.\.20\d\d/)
    await expect.poll(() => numberIn(total)).toBe(await numberIn(figures.locator('.patrol-figure').first()))
    const inTable = await page.locator('.patrol-table td:nth-child(2) .patrol-figure').allTextContents()
    const sum = inTable.reduce((all, one) => all + Number(one.replaceAll(/\D/g, '')), 0)
    expect(sum).toBe(await numberIn(figures.locator('.patrol-figure').first()))
  })

  await test.step('filters, display and colours are in the address', async () => {
    await page.locator('.patrol-filters.desk-section > summary').click()
    await page.locator('.chip').filter({ hasText: '违停' }).click()
    await page.locator('input[value=zones]').check()
    await page.getByLabel('片区着色').selectOption('arrived')
    await expect(page).toHaveURL(/only=kind:illegal_parking.*display=zones.*colour=arrived.*list=all/)
    const figure = await numberIn(figures.locator('.patrol-figure').first())
    await expect.poll(() => numberIn(total)).toBe(figure)
    const address = new URL(page.url())
    await openPage(page, 'SAMPLE_URL', address.search)
    expect(await numberIn(figures.locator('.patrol-figure').first())).toBe(figure)
    await expect(page.getByRole('radio', { name: '全部' })).toBeChecked()
    await expect(page.getByLabel('片区着色')).toHaveValue('arrived')
    await expect.poll(() => numberIn(total)).toBe(figure)
  })

  await test.step('a double click selects everything', async () => {
    await page.locator('.patrol-bars').dblclick()
    await expect(page.getByRole('button', { name: '2 年' })).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('in English only names of the data are Chinese', async () => {
    await choose(page, 'language', 'en')
    await expect(page.getByRole('heading', { name: 'Patrol', exact: true })).toBeVisible()
    const words = await page.locator('.desk').evaluate((desk) => {
      const walker = document.createTreeWalker(desk, NodeFilter.SHOW_TEXT)
      const found: string[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node.textContent ?? '')
      return found.filter((text) => /[\u4e00-\u9fff]/.test(text.replaceAll('示例', '')))
    })
    expect(words).toEqual([])
    await expectAccessible(page)
    await screenshot(page, 'patrol-english-desktop')
  })

  await test.step('a small window keeps a scale at which units are separate', async () => {
    await page.setViewportSize({ width: 720, height: 450 })
    await openPage(page, 'SAMPLE_URL', '?desk=patrol')
    const zoom = Number(new URL(page.url()).searchParams.get('at')?.split(',')[2])
    expect(zoom).toBeGreaterThanOrEqual(11.5)
    await screenshot(page, 'patrol-200-percent')
  })
})
