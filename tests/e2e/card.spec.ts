/** A card shows what it has, as soon as it has it. */
import { expect, test } from '@playwright/test'
import { deskReady, screenshot, serverUrl } from './page.ts'

test('a parcel’s control lines do not wait for its card', async ({ page }) => {
  const answer = await page.request.get(`${serverUrl('SAMPLE_URL')}/collections/parcels/items?limit=1`)
  const [parcel] = ((await answer.json()) as { features: { id: number }[] }).features
  if (!parcel) throw new Error('the sample has no parcels')
  let answerCard = () => {}
  const held = new Promise<void>((resolve) => {
    answerCard = resolve
  })
  await page.route(`**/collections/parcels/items/${parcel.id}`, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`${serverUrl('SAMPLE_URL')}/?desk=planning&card=parcels.${parcel.id}&at=119.72,30.235,14`)
  const lines = page.locator('article.card').getByRole('region', { name: '控制线' })
  await expect(lines.locator('.control-kind').first()).toBeVisible()
  await expect(page.locator('.card-head')).toHaveCount(0)
  await screenshot(page, 'card-before-its-feature')
  answerCard()
  await expect(page.locator('.card-head')).toBeVisible()
  await expect(lines.locator('.control-kind').first()).toBeVisible()
  await deskReady(page)
})
