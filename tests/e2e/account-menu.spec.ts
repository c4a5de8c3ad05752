/** The account menu, by mouse and by keyboard. */
import { expect } from '@playwright/test'
import { test } from './browser-test.ts'
import { PHONE } from './devices.ts'
import { expectAccessible, openPage, screenshot } from './page.ts'
import { signIn } from './sample-accounts.ts'

test('the menu opens by keyboard, arrows and letters move in it, and Escape returns the focus', async ({
  page,
}) => {
  await signIn(page, 'admin')
  await openPage(page, 'SAMPLE_URL')
  const button = page.locator('[data-control=account]')
  const menu = page.getByRole('menu')
  const [first, second, last] = ['我的账号', '管理台', '退出登录'].map((name) =>
    page.getByRole('menuitem', { name }),
  )
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(menu).toBeFocused()
  await expect(first ?? menu).toHaveAttribute('data-highlighted')
  await page.keyboard.press('ArrowDown')
  await expect(second ?? menu).toHaveAttribute('data-highlighted')
  await page.keyboard.press('End')
  await expect(last ?? menu).toHaveAttribute('data-highlighted')
  await page.keyboard.press('ArrowDown')
  await expect(first ?? menu).toHaveAttribute('data-highlighted')
  await expectAccessible(page)
  await screenshot(page, 'account-menu-desktop')
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(button).toBeFocused()
  await button.click()
  await page.locator('.account-name').click()
  await expect(menu).toBeVisible()
  await page.mouse.click(700, 500)
  await expect(menu).toBeHidden()

  await test.step('Back closes a dialog, and Forward opens it again', async () => {
    const dialog = page.getByRole('dialog')
    await button.click()
    await page.getByRole('menuitem').first().click()
    await expect(dialog).toBeVisible()
    await page.goBack()
    await expect(dialog).toHaveCount(0)
    await page.goForward()
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  })

  await test.step('a phone shows the menu within its width', async () => {
    await page.setViewportSize(PHONE)
    await button.click()
    await expect(page.getByRole('menuitem', { name: '管理台' })).toBeInViewport({ ratio: 1 })
    await expectAccessible(page)
    await screenshot(page, 'account-menu-phone')
  })
})
