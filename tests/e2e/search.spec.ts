/** The search field by keyboard, after an error, and on a phone. */
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { PHONE } from './devices.ts'
import { expectAccessible, openPage, screenshot } from './page.ts'

const field = (page: Page) => page.getByRole('combobox', { name: '搜索' })
const options = (page: Page) => page.getByRole('option')

/** Slower than people type, so that each letter but the last meets a running search. */
async function isTypedFasterThanAnswered(page: Page): Promise<void> {
  await page.route('**/search?**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600))
    await route.continue().catch(() => {})
  })
  await field(page).fill('')
  await page.keyboard.type('青山湖', { delay: 300 })
  await expect(page.getByRole('option', { name: /青山湖/ }).first()).toBeVisible()
  await page.unroute('**/search?**')
}

/** Empties a field and fills it again within one or two frames, as fast typing on a slow phone does. */
async function isClearedAndFilledAtOnce(page: Page): Promise<void> {
  const found = page.getByRole('option', { name: /青山湖/ }).first()
  for (const pause of [0, 4, 8, 12, 16, 20, 24, 28, 32, 40]) {
    await field(page).evaluate(async (input: HTMLInputElement, milliseconds) => {
      const enter = (text: string) => {
        input.value = text
        input.dispatchEvent(new InputEvent('input', { bubbles: true }))
      }
      enter('')
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      enter('青山湖')
    }, pause)
    await expect(found).toBeVisible()
  }
}

async function walksByArrows(page: Page): Promise<void> {
  const chosen = page.getByRole('option', { selected: true })
  const first = options(page).first()
  await field(page).fill('')
  await field(page).focus()
  await page.keyboard.type('青山湖')
  await expect(first).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowUp')
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(first).toHaveAttribute('aria-selected', 'true')
  await expect(chosen).toHaveCount(1)
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? '')
  await expectAccessible(page)
  await screenshot(page, 'search-desktop')
}

async function escapesTwice(page: Page): Promise<void> {
  const first = options(page).first()
  await page.keyboard.press('Escape')
  await expect(first).toBeHidden()
  await expect(field(page)).toHaveValue('青山湖')
  await page.keyboard.press('ArrowDown')
  await expect(first).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(first).toBeHidden()
  await expect(field(page)).toHaveValue('青山湖')
  await field(page).focus()
  await expect(first).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(first).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(field(page)).toHaveValue('')
}

async function isAskedAgain(page: Page): Promise<void> {
  await page.route('**/search?**', (route) => route.abort())
  await field(page).fill('青山')
  const alert = page.getByRole('alert')
  await expect(alert).toBeVisible()
  await page.unroute('**/search?**')
  await alert.getByRole('button', { name: '重试' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('option', { name: /青山湖/ }).first()).toBeVisible()
}

async function fliesToThePlace(page: Page): Promise<void> {
  await field(page).fill('')
  await field(page).focus()
  await page.keyboard.type('qingshanhu')
  await expect(options(page).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/at=119\.\d+,30\.2/)
}

async function worksOnAPhone(page: Page): Promise<void> {
  await page.setViewportSize(PHONE)
  await field(page).fill('qsh')
  await expect(options(page).first()).toBeVisible()
  await screenshot(page, 'search-phone')
  const name = await page.locator('.hit-name').first().textContent()
  await options(page).first().click()
  await expect(field(page)).toHaveValue(name ?? '')
  await expect(field(page)).not.toBeFocused()
  await expect(options(page).first()).toBeHidden()
}

test('places are found in four spellings, by keyboard, after an error and on a phone', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL')
  await test.step('the lake is found by Chinese, pinyin, initials and English', async () => {
    for (const words of ['青山湖', 'qingshanhu', 'qsh', 'Qingshan Lake']) {
      await field(page).fill(words)
      await expect(page.getByRole('option', { name: /青山湖/ }).first()).toBeVisible()
    }
    await field(page).fill('没有这个地方呀')
    await expect(page.getByText(/没有找到/)).toBeVisible()
  })
  await test.step('letters typed while a search is under way keep the results open', () =>
    isTypedFasterThanAnswered(page))
  await test.step('a field cleared and filled at once shows results', () => isClearedAndFilledAtOnce(page))
  await test.step('arrows wrap around the places', () => walksByArrows(page))
  await test.step('Escape closes them and then clears; the words stay when the focus leaves', () =>
    escapesTwice(page))
  await test.step('a network error is shown with a retry button', () => isAskedAgain(page))
  await test.step('search works by keyboard alone', () => fliesToThePlace(page))
  await test.step('a phone hides its keyboard when a place is chosen, and the field keeps its name', () =>
    worksOnAPhone(page))
})
