/** No large library is requested before the first paint of the map. */
import { expect } from '@playwright/test'
import { test } from './browser-test.ts'
import { mapIdle, screenshot, serverUrl } from './page.ts'
import { signIn } from './sample-accounts.ts'

test('deck.gl and three load with their desks', async ({ page }) => {
  const scripts: string[] = []
  page.on('response', (response) => {
    if (/\.m?js$/.test(response.url())) scripts.push(response.url())
  })
  await signIn(page, 'lead')
  await test.step('the page has its shape before its scripts have loaded', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/assets/index-*.js', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(serverUrl('SAMPLE_URL'), { waitUntil: 'commit' })
    await expect(page.locator('#shell .brand')).toBeVisible()
    await expect(page.locator('#shell .skeleton')).toBeVisible()
    await screenshot(page, 'before-the-scripts')
    release()
    await mapIdle(page)
    await expect(page.locator('#shell')).toHaveCount(0)
  })
  const before = [...scripts]
  const marks = async (urls: readonly string[], mark: RegExp) => {
    const codes = await Promise.all(urls.map(async (url) => (await page.request.get(url)).text()))
    return codes.filter((code) => mark.test(code)).length
  }
  expect(await marks(before, /HeatmapLayer|WebGLRenderer/)).toBe(0)

  for (const [desk, mark] of [
    ['patrol', /HeatmapLayer/],
    ['terrain3d', /WebGLRenderer/],
  ] as const) {
    await page.locator(`[data-desk-button="${desk}"]`).click()
    await expect(async () => {
      const later = scripts.filter((url) => !before.includes(url))
      expect(await marks(later, mark)).toBeGreaterThan(0)
    }).toPass({ timeout: 60_000 })
  }
})
