/** The public finds facilities: on the map, in a card, in a greenway's counts, by a link, by search. */
import { expect, type Page } from '@playwright/test'
import { newContext, test } from './browser-test.ts'
import { DESKTOP, PHONE } from './devices.ts'
import { expectAccessible, mapIdle, openPage, screenshot } from './page.ts'

const chip = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const nearest = (page: Page) => page.getByRole('list', { name: '最近的公共厕所' })
const inView = (page: Page) =>
  page.evaluate(() => {
    const { top } = document.querySelector('.sheet')?.getBoundingClientRect() ?? { top: 0 }
    const list = document.querySelector('.found')?.getBoundingClientRect()
    return list !== undefined && list.top >= top && list.bottom <= window.innerHeight
  })

/** One tap at the first view lists five toilets with distance and direction, and shows them. */
async function findsByOneTap(page: Page): Promise<void> {
  await chip(page, '公共厕所').tap()
  await expect(nearest(page).getByRole('listitem')).toHaveCount(5)
  await expect(nearest(page).getByRole('button').first()).toHaveText(/^1.*(米|公里) · (东|南|西|北)/)
  await expect(page.getByText('直线距离，起点： 地图中心')).toBeVisible()
  await expect.poll(() => inView(page)).toBe(true)
  await expect(page).toHaveURL(/kinds=toilet&from=119\.\d+,30\.\d+/)
  await mapIdle(page)
  await expectAccessible(page)
  await screenshot(page, 'find-nearest-phone')
}

/** The card of a place lists its surroundings without a tap, and one tap shows them on the map. */
async function findsFromACard(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: '搜索' }).fill('水上森林')
  await page.getByRole('option', { name: /^水上森林(?!入口)/ }).tap()
  const nearby = page.getByRole('region', { name: '附近' })
  const toilet = nearby.getByRole('button', { name: /^公共厕所 \d+ 米 · / })
  await expect(toilet).toBeVisible()
  await toilet.tap()
  await expect(nearby.getByRole('list', { name: '公共厕所' }).getByRole('listitem')).toHaveCount(5)
  await expect(page).toHaveURL(/card=facilities\.\d+.*near=toilet/)
  await mapIdle(page)
  await expectAccessible(page)
  await screenshot(page, 'find-nearby-phone')
  const link = page.getByRole('link', { name: /高德/ })
  await expect(link).toHaveAttribute('href', /^https:\/\/uri\.amap\.com\/navigation\?to=119\.7\d+%2C30\.2\d+/)
  await expect(link).toHaveAttribute('target', '_blank')
}

test('a visitor finds the nearest toilet with one tap, and from a place', async ({ browser }) => {
  const context = await newContext(browser, { viewport: PHONE, hasTouch: true, locale: 'zh-CN' })
  const page = await context.newPage()
  await openPage(page, 'SAMPLE_URL')
  await test.step('one tap at the first view lists and shows five', () => findsByOneTap(page))
  await test.step('from the own position, which is not part of the link', async () => {
    await context.grantPermissions(['geolocation'])
    await context.setGeolocation({ longitude: 119.7592, latitude: 30.256, accuracy: 20 })
    await page.locator('#panel').getByRole('button', { name: '我的位置' }).tap()
    await expect(page.getByRole('group', { name: '直线距离，起点： 我的位置' })).toBeVisible()
    await expect(nearest(page).getByRole('button').first()).toHaveText(/4\d\d 米 · 西南/)
    await expect(page).not.toHaveURL(/from=/)
  })
  await test.step('the chips keep their state while another desk is open', async () => {
    await chip(page, '规划').tap()
    await expect(page.locator('html')).toHaveAttribute('data-desk', 'planning')
    await chip(page, '绿道').tap()
    await expect(chip(page, '公共厕所')).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('group', { name: '直线距离，起点： 我的位置' })).toBeVisible()
    await expect(nearest(page).getByRole('listitem')).toHaveCount(5)
  })
  await test.step('after a search, the nearest toilet is in the card without a further tap', () =>
    findsFromACard(page))
  await context.close()
})

test('counts lead to their facilities, and links restore the list', async ({ page }) => {
  await page.setViewportSize(DESKTOP)
  await openPage(page, 'SAMPLE_URL', '?card=greenways.1&near=toilet')
  const along = page.getByRole('region', { name: '100 米内的设施' })
  const toilets = along.getByRole('button', { name: /^公共厕所 \d+ 处/ })
  await test.step('a link opens the list in the card of the greenway', async () => {
    await expect(toilets).toHaveAttribute('aria-expanded', 'true')
  })
  await test.step('the list has as many facilities as the count, in order along the greenway', async () => {
    const [, count] = /(\d+) 处/.exec((await toilets.textContent()) ?? '') ?? []
    await expect(along.getByRole('list', { name: '公共厕所' }).getByRole('listitem')).toHaveCount(
      Number(count),
    )
    await expect(along.getByRole('list', { name: '公共厕所' }).getByRole('button').first()).toHaveText(
      /距起点/,
    )
    await mapIdle(page)
    await expectAccessible(page)
    await screenshot(page, 'find-along-desktop')
  })
  await test.step('by keyboard: the kinds are one Tab stop with arrows inside', async () => {
    await toilets.focus()
    await page.keyboard.press('Enter')
    await expect(toilets).toHaveAttribute('aria-expanded', 'false')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(along.getByRole('button', { expanded: true })).toHaveCount(1)
    await expect(page).toHaveURL(/near=(?!toilet)/)
  })
  await test.step('distances begin at a click of the reader', async () => {
    await chip(page, '返回').click()
    await chip(page, '停车场').click()
    await expect(page.getByRole('list', { name: '最近的停车场' }).getByRole('listitem')).toHaveCount(5)
    await mapIdle(page)
    await chip(page, '在地图上选点').click()
    await expect(page.getByText('在地图上点击，选定起点')).toBeVisible()
    await page.mouse.click(1000, 400)
    await expect(page.getByText('直线距离，起点： 所选地点')).toBeVisible()
    await expect(page.locator('.card')).toHaveCount(0)
  })
  await test.step('all of a kind are listed and drawn, by night in English too', async () => {
    await chip(page, '显示全部 停车场').click()
    await expect(page.getByRole('heading', { name: /^全部停车场 · \d+ 处$/ })).toBeVisible()
    await expect(page).toHaveURL(/kinds=car_park.*all=1/)
    await mapIdle(page)
    await screenshot(page, 'find-all-desktop')
    await openPage(page, 'SAMPLE_URL', `${new URL(page.url()).search}&lang=en&theme=night`)
    await expect(page.getByRole('heading', { name: /^All: Car park · \d+$/ })).toBeVisible()
    await expectAccessible(page)
    await screenshot(page, 'find-all-english-night')
  })
})

/** Types words, and waits for their category. */
async function types(page: Page, words: string, meaning: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: '搜索' }).fill(words)
  await expect(page.getByRole('option').first()).toHaveText(meaning)
}

test('everyday words, codes and land uses are found, and lead to all of their kind', async ({ page }) => {
  await page.setViewportSize(DESKTOP)
  await openPage(page, 'SAMPLE_URL')
  await test.step('everyday words find toilets and parking', async () => {
    for (const words of ['洗手间', 'wc', 'restroom', 'xishoujian'])
      await types(page, words, /^公共厕所显示全部 \d+ 处$/)
    await types(page, '环湖绿道停车', /^停车场最近的 5 处，起点： 青山湖环湖绿道/)
    await expect(page.getByText('直线距离，起点： 青山湖环湖绿道')).toBeVisible()
    await expectAccessible(page)
    await screenshot(page, 'find-search-desktop')
  })
  await test.step('swamp forest is a place and its gate', async () => {
    await types(page, 'swamp forest', /^水上森林/)
    await expect(page.getByRole('option', { name: /水上森林入口/ })).toBeVisible()
  })
  await test.step('a kind beside a place needs two actions: type, choose', async () => {
    await types(page, '公厕 水上森林', /^公共厕所最近的 5 处，起点： 水上森林/)
    await page.keyboard.press('Enter')
    await expect(nearest(page).getByRole('listitem')).toHaveCount(5)
    await expect(page.getByRole('group', { name: '直线距离，起点： 水上森林' })).toBeVisible()
    await expect(page).toHaveURL(/kinds=toilet/)
    await mapIdle(page)
  })
  await test.step('planners: parts and ends of codes, land use by code and by name', async () => {
    await types(page, 'GB00011', /^代码含 GB00011 的地块显示全部 \d+ 个地块$/)
    await expect(page.getByRole('option', { name: /\d{12}GB00011 / }).first()).toBeVisible()
    await types(page, '330112008', /^代码含 330112008 的地块/)
    await types(page, '0701', /^城镇住宅用地 0701/)
    await types(page, '居住用地', /^居住用地 07显示全部/)
    await page.getByRole('option').first().click()
    await expect(page.locator('html')).toHaveAttribute('data-desk', 'planning')
    await expect(page).toHaveURL(/desk=planning.*use=07/)
    await expect(page.getByText(/筛选出 [\d,]+ 个地块/)).toBeVisible()
    await types(page, 'GB00011', /^代码含 GB00011 的地块/)
    await page.getByRole('option').first().click()
    await expect(page).toHaveURL(/code=GB00011/)
    await expect(page).not.toHaveURL(/use=/)
  })
})
