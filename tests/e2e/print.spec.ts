/** A planner prints a parcel: three taps to a PDF of map, legend and card, in both languages. */
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { choose, chooseDesk, expectAccessible, mapIdle, openPage, screenshot } from './page.ts'
import { pageBoxes, searchableCharacters } from './pdf.ts'
import { signIn } from './sample-accounts.ts'

/** Returns Chinese characters of a text that cannot be searched or copied in a PDF. */
function lostCharacters(pdf: Buffer, text: string): string[] {
  const found = searchableCharacters(pdf)
  return [...new Set(text.match(/\p{Script=Han}/gu))].filter((one) => !found.has(one))
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

/** Returns whether the picture has the colour of the densest hexagons, which nothing else has. */
async function hasHexagons(picture: SVGElement | HTMLElement): Promise<boolean> {
  const drawn = await createImageBitmap(picture as HTMLImageElement)
  const canvas = new OffscreenCanvas(drawn.width, drawn.height)
  const drawing = canvas.getContext('2d')
  drawing?.drawImage(drawn, 0, 0)
  const { data } = drawing?.getImageData(0, 0, drawn.width, drawn.height) ?? { data: new Uint8Array() }
  let count = 0
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
    if (red > green + 40 && blue > green + 20 && red < 200) count += 1
  }
  return count > 2000
}

test.use({ draws: true })

test('a parcel is printed with map, scale, legend, notes and card', async ({ page }) => {
  await signIn(page, 'lead')
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
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const printed = (await sheet.textContent()) ?? ''
  expect(printed).toMatch(/\p{Script=Han}{2}/u)
  expect(lostCharacters(pdf, printed)).toEqual([])
  const landscape = pageBoxes(pdf)
  expect(landscape.length).toBeGreaterThanOrEqual(2)
  expect(new Set(landscape)).toEqual(new Set(['842x595']))

  await test.step('A3, portrait, in English, without the card', async () => {
    await page.keyboard.press('Escape')
    await expect(page.locator('#print')).toHaveCount(0)
    await choose(page, 'language', 'en')
    await mapIdle(page)
    await page.getByRole('button', { name: 'Print the map' }).click()
    await dialog.getByLabel('Orientation').selectOption('portrait')
    await dialog.getByLabel('Paper').selectOption('A3')
    await dialog.getByLabel('With the open card').uncheck()
    await dialog.getByLabel('Title').fill('Homes in Qingshan Lake Subdistrict')
    await expect(ready).toBeVisible()
    for (const part of ['Scale 1:', 'internal use only', 'synthetic data', 'Legend', 'Printed']) {
      await expect(sheet, part).toContainText(part)
    }
    await expectWhole(page)
    const upright = pageBoxes(await page.pdf({ preferCSSPageSize: true }))
    expect(new Set(upright)).toEqual(new Set(['842x1191']))
    // The choice is kept, and smaller pictures are drawn sooner.
    await dialog.getByLabel('Paper').selectOption('A4')
    await page.keyboard.press('Escape')
  })

  await test.step('the browser’s own command prints map, notes and card', async () => {
    await page.emulateMedia({ media: 'print' })
    await expect(page.locator('.toolbar')).toBeHidden()
    await expect(page.locator('.tag.synthetic')).toBeVisible()
    const boxes = pageBoxes(await page.pdf({ format: 'A4' }))
    expect(boxes.length).toBeGreaterThanOrEqual(2)
  })

  await test.step('a lead prints heat as hexagons with their classes, and says so', async () => {
    await page.emulateMedia({ media: null })
    await choose(page, 'language', 'zh')
    await page.locator('.card-back').click()
    await chooseDesk(page, 'patrol')
    await expect(page.getByRole('radio', { name: '热力' })).toBeChecked()
    await page.getByRole('button', { name: '导出图件' }).click()
    await expect(ready).toBeVisible({ timeout: 60_000 })
    await expect(sheet).toContainText('热力图在纸上以六角格表示')
    await expect(sheet.locator('.print-legend')).toContainText(/每格事件数.*≥ \d+/)
    const picture = sheet.locator('.print-frame img')
    const pixels = await picture.evaluate(hasHexagons)
    expect(pixels).toBe(true)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('radio', { name: '热力' })).toBeChecked()
  })

  await test.step('the 3D model is on the paper of the browser’s own command', async () => {
    await page.locator('[data-desk-button="terrain3d"]').click()
    await expect(page.locator('.model-status')).toBeHidden({ timeout: 90_000 })
    await expect(page.getByRole('button', { name: '全景' })).toBeVisible()
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
    const shades = await page.locator('.printed-model').evaluate((copy: HTMLCanvasElement) => {
      const { data } = copy.getContext('2d')?.getImageData(0, 0, copy.width, copy.height) ?? { data: [] }
      const found = new Set<number>()
      for (let at = 0; at < data.length; at += 4000) found.add((data[at] ?? 0) * 256 + (data[at + 1] ?? 0))
      return found.size
    })
    expect(shades).toBeGreaterThan(20)
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
    await expect(page.locator('.printed-model')).toHaveCount(0)
  })
})
