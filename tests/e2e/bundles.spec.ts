/** Nothing heavy is asked for before the first map is painted. */
import { expect, test } from '@playwright/test'
import { mapIdle, serverUrl } from './page.ts'
import { signIn } from './sample-accounts.ts'

test('deck.gl and three come with their desks', async ({ page }) => {
  const scripts: string[] = []
  page.on('response', (response) => {
    if (/\.m?js$/.test(response.url())) scripts.push(response.url())
  })
  await signIn(page, 'lead')
  await page.goto(serverUrl('SAMPLE_URL'))
  await mapIdle(page)
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
