/**
 * The patrol desk shows the position of a unit, and its new state after a change, without a reload and before
 * its next poll.
 */
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { openPage, screenshot, serverUrl } from './page.ts'
import { signIn } from './sample-accounts.ts'

interface Unit {
  readonly id: number
  readonly geometry: { readonly coordinates: readonly [number, number] }
  readonly properties: { readonly name: string; readonly state: string }
}

async function setState(page: Page, id: number, state: string): Promise<void> {
  const address = `${serverUrl('SAMPLE_URL')}/collections/units/items/${id}`
  const { etag } = (await page.request.get(address)).headers()
  const headers = { 'If-Match': etag ?? '', Origin: serverUrl('SAMPLE_URL') }
  const answer = await page.request.patch(address, {
    headers: { ...headers, 'Content-Type': 'application/merge-patch+json' },
    data: JSON.stringify({ properties: { state } }),
  })
  expect(answer.status(), await answer.text()).toBeLessThan(300)
}

/** Changes the server's answers so that the last position of one unit is 15 minutes old. */
async function loseContact(page: Page, id: number): Promise<void> {
  await page.route('**/patrol/units', async (route) => {
    const answer = await route.fetch()
    const { units } = (await answer.json()) as { units: { id: number; position_at: string }[] }
    const position_at = new Date(Date.now() - 15 * 60_000).toISOString()
    await route.fulfill({
      response: answer,
      json: { units: units.map((one) => (one.id === id ? { ...one, position_at } : one)) },
    })
  })
}

test('a unit on the map opens its card, and is shown on scene within seconds of its arrival', async ({
  page,
}) => {
  await signIn(page, 'lead')
  const answer = await page.request.get(`${serverUrl('SAMPLE_URL')}/collections/units/items`)
  const { features } = (await answer.json()) as { features: Unit[] }
  const unit = features.find(({ properties }) => properties.state === 'available')
  const silent = features.find(({ id, properties }) => properties.state !== 'off_shift' && id !== unit?.id)
  if (!unit || !silent) throw new Error('the sample has no two units on shift')
  await loseContact(page, silent.id)
  await openPage(page, 'SAMPLE_URL', `?desk=patrol&at=${unit.geometry.coordinates.join(',')},17`)
  const map = page.getByRole('region', { name: '地图' }).first()
  const box = await map.boundingBox()
  if (!box) throw new Error('the map has no size')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await expect(page).toHaveURL(/card=units\.\d+/)
  await expect(page.getByRole('heading', { name: unit.properties.name })).toBeVisible()
  await page.getByRole('button', { name: '返回' }).click()
  await test.step('a unit without contact shows for how long, and is counted separately', async () => {
    const lost = page.locator('.desk li').filter({ hasText: silent.properties.name }).first()
    await expect(lost).toContainText('失联 15 分钟')
    await expect(page.locator('.patrol-summary')).toContainText(/失联 [1-9]/)
    await screenshot(page, 'patrol-lost-unit')
    await lost.getByRole('button').click()
    await expect(page.locator('article.card .patrol-position')).toContainText('失联 15 分钟')
    await screenshot(page, 'patrol-lost-card')
    await page.getByRole('button', { name: '返回' }).click()
  })
  const row = page.locator('.desk li').filter({ hasText: unit.properties.name }).first()
  await expect(row).toContainText('待命')
  try {
    await setState(page, unit.id, 'on_scene')
    // The desk polls only once a minute.
    await expect(row).toContainText('处置中', { timeout: 30_000 })
  } finally {
    await setState(page, unit.id, 'available')
  }
  await expect(row).toContainText('待命')
})
