/** Back undoes the last step, on a desktop and on a phone, and leaves the page last. */
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { LAPTOP, PHONE } from './devices.ts'
import { deskReady, mapIdle, openPage, screenshot } from './page.ts'

const windows = { desktop: LAPTOP, phone: PHONE } as const

const card = (page: Page) => page.locator('article.card')
const layers = (page: Page) => page.locator('#layers')
const entries = (page: Page) => page.evaluate(() => window.history.length)

for (const [name, size] of Object.entries(windows)) {
  test(`${name}: Back closes desk, card, layers and results one by one, and Forward reopens them`, async ({
    page,
  }) => {
    await page.setViewportSize(size)
    await page.goto('about:blank')
    await openPage(page, 'SAMPLE_URL')
    await page.locator('[data-desk-button=planning]').click()
    await deskReady(page)
    await page.locator('[data-desk-button=greenway]').click()
    await deskReady(page)
    await page.locator('.desk .list-row').first().click()
    await expect(card(page)).toBeVisible()
    await page.getByRole('button', { name: '图层', exact: true }).click()
    await expect(layers(page)).toBeVisible()
    await screenshot(page, `back-${name}`)

    await page.goBack()
    await expect(layers(page)).toHaveCount(0)
    await expect(card(page)).toBeVisible()
    await expect(page).toHaveURL(/card=greenways\.\d+/)
    await page.goBack()
    await expect(card(page)).toHaveCount(0)
    await expect(page.locator('html')).toHaveAttribute('data-desk', 'greenway')
    await page.goForward()
    await expect(card(page)).toBeVisible()
    await page.goForward()
    await expect(layers(page)).toBeVisible()
    await page.goBack()
    await page.goBack()
    await page.goBack()
    await expect(page.locator('html')).toHaveAttribute('data-desk', 'planning')
    await page.goBack()
    await expect(page.locator('html')).toHaveAttribute('data-desk', 'greenway')
    await test.step('Back closes search results before leaving the page, and skips what was closed by hand', async () => {
      await page.getByRole('combobox', { name: '搜索' }).fill('qsh')
      await expect(page.getByRole('option').first()).toBeVisible()
      await page.goBack()
      await expect(page.getByRole('option').first()).toBeHidden()
      await expect(page.getByRole('combobox', { name: '搜索' })).toHaveValue('qsh')
      await page.getByRole('button', { name: '图层', exact: true }).click()
      await layers(page).getByRole('button', { name: '关闭' }).click()
      await expect(page.getByRole('button', { name: '图层', exact: true })).toBeFocused()
    })
    await page.goBack()
    await expect(page).toHaveURL('about:blank')
  })
}

test('after a link to a card Back leaves the page, and map moves add no entries', async ({ page }) => {
  await page.goto('about:blank')
  await openPage(page, 'SAMPLE_URL', '?card=greenways.1&at=119.72,30.235,14')
  await expect(card(page)).toBeVisible()
  const before = await entries(page)
  for (let steps = 0; steps < 3; steps++) {
    await page.getByRole('button', { name: '放大' }).click()
    await mapIdle(page)
  }
  await expect(page).toHaveURL(/at=119\.\d+,30\.\d+,17/)
  expect(await entries(page)).toBe(before)
  await page.goBack()
  await expect(page).toHaveURL('about:blank')
})

test('Back lowers the panel of a phone, and a reload keeps the steps', async ({ page }) => {
  await page.setViewportSize(windows.phone)
  await page.goto('about:blank')
  await openPage(page, 'SAMPLE_URL')
  await page.locator('[data-desk-button=planning]').click()
  await deskReady(page)
  await page.getByRole('button', { name: '展开面板' }).press('Enter')
  await expect(page.locator('#panel')).toHaveAttribute('data-detent', '2')
  await page.goBack()
  await expect(page.locator('#panel')).toHaveAttribute('data-detent', '1')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-desk', 'planning')
  await page.goBack()
  await expect(page.locator('html')).toHaveAttribute('data-desk', 'greenway')
  await page.goBack()
  await expect(page).toHaveURL('about:blank')
})
