/** What the page asks for: only this server, and nothing heavy before the first map is painted. */
import { expect, test } from '@playwright/test'
import { mapIdle, serverUrl } from './page.ts'
import { signIn } from './sample-accounts.ts'

test('the map works without any other host', async ({ page }) => {
  const foreign: string[] = []
  const own = new URL(serverUrl('SAMPLE_URL')).host
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.host !== own) foreign.push(request.url())
  })
  await page.goto(serverUrl('SAMPLE_URL'))
  await mapIdle(page)
  expect(foreign).toEqual([])
})

test('deck.gl and three come with their desks', async ({ page }) => {
  const scripts: { url: string; bytes: number }[] = []
  page.on('response', async (response) => {
    if (!response.url().endsWith('.js') && !response.url().endsWith('.mjs')) return
    const body = await response.body().catch(() => Buffer.alloc(0))
    scripts.push({ url: response.url(), bytes: body.length })
  })
  await signIn(page, 'lead')
  await page.goto(serverUrl('SAMPLE_URL'))
  await mapIdle(page)
  const before = scripts.map(({ url }) => url)
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
      const later = scripts.map(({ url }) => url).filter((url) => !before.includes(url))
      expect(await marks(later, mark)).toBeGreaterThan(0)
    }).toPass({ timeout: 60_000 })
  }
})
