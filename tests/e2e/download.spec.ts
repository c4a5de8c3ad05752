/** Downloading a layer's features from the layer list. */
import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { LAPTOP, PHONE } from './devices.ts'
import { choose, expectAccessible, mapIdle, openPage, screenshot } from './page.ts'

const words = {
  zh: { layers: '图层', layer: '地块', columns: ',许可,合成数据,' },
  en: { layers: 'Layers', layer: 'Parcels', columns: ',Licence,Synthetic,' },
} as const

async function saveByKeyboard(page: Page, language: keyof typeof words, picture: string): Promise<void> {
  const { layers, layer, columns } = words[language]
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
  expect(lines[0]).toContain(columns)
  expect(lines.length).toBeGreaterThan(2)
  await row.locator('.layer-download').scrollIntoViewIfNeeded()
  await expectAccessible(page)
  await screenshot(page, picture)
}

test('features in view are downloaded by keyboard, marked as synthetic, on a desktop and on a phone', async ({
  page,
}) => {
  await page.setViewportSize(LAPTOP)
  await openPage(page, 'SAMPLE_URL', '?at=119.77,30.24,14')
  await saveByKeyboard(page, 'zh', 'download-desktop')
  await page.locator('#layers').getByRole('button', { name: '关闭' }).click()
  await choose(page, 'language', 'en')
  await page.setViewportSize(PHONE)
  await mapIdle(page)
  await saveByKeyboard(page, 'en', 'download-phone')
})
