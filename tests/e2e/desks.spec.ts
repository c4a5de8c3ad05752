/** Every desk, by day and by night, on a desktop and on a phone: it opens, is accessible, and is pictured. */
import { expect, test } from '@playwright/test'
import { deskReady, desks, expectAccessible, mapIdle, openPage, screenshot } from './page.ts'
import { signIn } from './sample-accounts.ts'

const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

for (const [device, viewport] of Object.entries(sizes)) {
  for (const theme of ['day', 'night']) {
    for (const desk of desks) {
      test(`${desk} on a ${device} by ${theme}`, async ({ page }) => {
        const faults: string[] = []
        page.on('pageerror', (error) => faults.push(error.message))
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(message.text())
        })
        await page.setViewportSize(viewport)
        if (desk === 'patrol') await signIn(page, 'lead')
        await openPage(page, 'SAMPLE_URL', `?desk=${desk}&theme=${theme}`)
        await expect(page.locator('html')).toHaveAttribute('data-desk', desk)
        const notice = desk === 'terrain3d' ? '合成地形' : '当前视野含合成数据'
        await expect(page.getByText(notice).first()).toBeVisible()
        const { scrollWidth, innerWidth } = await page.evaluate(() => ({
          scrollWidth: document.documentElement.scrollWidth,
          innerWidth: window.innerWidth,
        }))
        expect(scrollWidth, 'nothing sticks out sideways').toBeLessThanOrEqual(innerWidth)
        await screenshot(page, `${desk}-${theme}-${device}`)
        await expectAccessible(page)
        expect(faults).toEqual([])
      })
    }
  }
}

test('desks follow one another without leaving anything behind', async ({ page }) => {
  await signIn(page, 'lead')
  await openPage(page, 'SAMPLE_URL')
  for (const desk of [...desks, 'greenway'] as const) {
    await page.locator(`[data-desk-button="${desk}"]`).click()
    await expect(page.locator('html')).toHaveAttribute('data-desk', desk)
    await deskReady(page)
    await mapIdle(page)
  }
  await expect(page.locator('.stage canvas')).toHaveCount(0)
})

test('the page speaks English', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL', '?lang=en')
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await screenshot(page, 'greenway-english-desktop')
})
