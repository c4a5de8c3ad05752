/** Saving a layer's features from the layer list. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { expectAccessible, openPage, screenshot } from './page.ts'

const cases = [
  { name: 'desktop', viewport: { width: 1280, height: 800 }, language: 'zh', layers: '图层', layer: '地块' },
  {
    name: 'phone',
    viewport: { width: 390, height: 844 },
    language: 'en',
    layers: 'Layers',
    layer: 'Parcels',
  },
] as const

for (const { name, viewport, language, layers, layer } of cases) {
  test(`what is in view is saved by keyboard, marked as synthetic (${name})`, async ({ page }) => {
    await page.setViewportSize(viewport)
    await openPage(page, 'SAMPLE_URL', `?at=119.77,30.24,14&lang=${language}`)
    await page.getByRole('button', { name: layers, exact: true }).click()
    const row = page.locator('.layer-row', { hasText: layer }).first()
    await row.locator('summary').focus()
    await page.keyboard.press('Enter')
    const link = row.getByRole('link', { name: /CSV/ })
    await expect(link).toBeVisible()
    await link.focus()
    const [saved] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
    expect(saved.suggestedFilename()).toMatch(/(合成|synthetic).*\.csv$/)
    const lines = readFileSync(await saved.path(), 'utf8').split('\r\n')
    expect(lines[0]).toContain(language === 'zh' ? ',许可,合成数据,' : ',Licence,Synthetic,')
    expect(lines.length).toBeGreaterThan(2)
    await row.locator('.layer-download').scrollIntoViewIfNeeded()
    await expectAccessible(page)
    await screenshot(page, `download-${name}`)
  })
}
