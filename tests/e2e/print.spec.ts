/** A planner prints a parcel: three taps to a PDF of map, legend and card, in both languages. */
import { expect, type Page, test } from '@playwright/test'
import { choose, expectAccessible, mapIdle, openPage, screenshot } from './page.ts'

/** Sizes of the pages of a PDF in points. */
function pageBoxes(pdf: Buffer): string[] {
  return [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(
    ([, width, height]) => `${Math.round(Number(width))}x${Math.round(Number(height))}`,
  )
}

async function expectWhole(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('#print .print-page, #print .print-page *')]
      .filter((part) => part instanceof HTMLElement && part.clientWidth > 0)
      .filter(
        (part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== 'inline',
      )
      .map((part) => `${part.className} ${part.textContent?.slice(0, 30)}`),
  )
  expect(cut).toEqual([])
  await page.emulateMedia({ media: null })
}

test('a parcel is printed with map, scale, legend, notes and card', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL', '?desk=planning&card=parcels.201&theme=night')
  await expect(page.locator('article.card dl.attributes').last()).toBeVisible()
  await mapIdle(page)
  const dialog = page.locator('.print-dialog')
  const ready = dialog.locator('button.primary:not([disabled])')
  const sheet = page.locator('#print')
  await page.getByRole('button', { name: '导出图件' }).click()
  await expect(ready).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'day')
  await expectAccessible(page)
  await screenshot(page, 'print-dialog-desktop')
  for (const part of [
    '比例尺 1:',
    '无审图号·内部使用',
    '图中含合成数据',
    '数据来源',
    '图例',
    '0701',
    '用地',
    '制图日期',
  ]) {
    await expect(sheet, part).toContainText(part)
  }
  await expect(sheet.locator('.print-north')).toHaveCount(1)
  await expect(sheet.locator('.print-card h2')).toHaveText(/^\d{12}G[A-Z]\d{5}$/)
  await expectWhole(page)
  const landscape = pageBoxes(await page.pdf({ preferCSSPageSize: true }))
  expect(landscape.length).toBeGreaterThanOrEqual(2)
  expect(new Set(landscape)).toEqual(new Set(['842x595']))

  await test.step('A3, portrait, in English, without the card', async () => {
    await dialog.getByLabel('纸张').selectOption('A3')
    await dialog.getByLabel('方向').selectOption('portrait')
    await dialog.getByLabel('附要素信息').uncheck()
    await dialog.getByLabel('图名').fill('青山湖街道居住用地')
    await expect(ready).toBeVisible({ timeout: 60_000 })
    await expectWhole(page)
    const upright = pageBoxes(await page.pdf({ preferCSSPageSize: true }))
    expect(new Set(upright)).toEqual(new Set(['842x1191']))
    await page.keyboard.press('Escape')
    await expect(page.locator('#print')).toHaveCount(0)
    await choose(page, 'language', 'en')
    await mapIdle(page)
    await page.getByRole('button', { name: 'Print the map' }).click()
    await expect(ready).toBeVisible({ timeout: 60_000 })
    for (const part of ['Scale 1:', 'internal use only', 'synthetic data', 'Legend', 'Printed']) {
      await expect(sheet, part).toContainText(part)
    }
    await page.keyboard.press('Escape')
  })

  await test.step('the browser’s own command prints map, notes and card', async () => {
    await page.emulateMedia({ media: 'print' })
    await expect(page.locator('.toolbar')).toBeHidden()
    await expect(page.locator('.tag.synthetic')).toBeVisible()
    const boxes = pageBoxes(await page.pdf({ format: 'A4' }))
    expect(boxes.length).toBeGreaterThanOrEqual(2)
  })
})
