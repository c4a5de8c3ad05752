/** A card shows each part as soon as it has loaded. */
import { expect } from '@playwright/test'
import { test } from './browser-test.ts'
import { PHONE } from './devices.ts'
import { deskReady, screenshot, serverUrl } from './page.ts'

/** A parcel whose buildings meet its own height limit, but not that of the heritage zone on a part of it. */
const UNDER_HERITAGE = "parcel_code='330112008024GB00033'"

test('a parcel’s control lines and verdicts do not wait for its card', async ({ page }) => {
  const filter = encodeURIComponent(UNDER_HERITAGE)
  const answer = await page.request.get(
    `${serverUrl('SAMPLE_URL')}/collections/parcels/items?filter=${filter}`,
  )
  const [parcel] = ((await answer.json()) as { features: { id: number }[] }).features
  if (!parcel) throw new Error('the sample has no such parcel')
  let answerCard = () => {}
  const held = new Promise<void>((resolve) => {
    answerCard = resolve
  })
  await page.route(`**/collections/parcels/items/${parcel.id}`, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`${serverUrl('SAMPLE_URL')}/?desk=planning&card=parcels.${parcel.id}`)
  const lines = page.locator('article.card').getByRole('region', { name: '控制线' })
  await expect(lines.locator('.control-kind').first()).toBeVisible()
  const height = page.locator('.indicator', { hasText: '建筑高度' })
  await expect(height).toHaveAttribute('data-verdict', 'check')
  await expect(height).toContainText('需核查')
  await expect(height.getByRole('button', { name: /建设控制地带/ })).toBeVisible()
  await expect(page.locator('.card-head')).toHaveCount(0)
  await screenshot(page, 'card-before-its-feature')
  answerCard()
  await expect(page.locator('.card-head')).toBeVisible()
  await expect(lines.locator('.control-kind').first()).toBeVisible()
  await deskReady(page)
  await expect(page, 'a link without a place shows the parcel').toHaveURL(/at=119\.\d+,30\.\d+,1[5-9]/)
  await expect(page).toHaveTitle('330112008024GB00033 · 规划 · 双西')
  await screenshot(page, 'card-verdicts')

  await test.step('if the browser refuses to copy, the link can be copied by hand, also on a phone', async () => {
    await page.setViewportSize(PHONE)
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))
    })
    await page.getByRole('button', { name: '复制链接' }).click()
    await expect(page.locator('.toast-copy')).toHaveValue(/card=parcels\.\d+/)
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(sideways).toBeLessThanOrEqual(0)
    await screenshot(page, 'copy-by-hand-phone')
  })
})
