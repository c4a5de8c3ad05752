/** The administrators' desk: accounts with roles and limits, links, tokens and the audit log. */
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { expectAccessible, openPage, screenshot } from './page.ts'
import { signIn } from './sample-accounts.ts'

async function openAdministration(page: Page, query = ''): Promise<void> {
  await openPage(page, 'SAMPLE_URL', query)
  await page.locator('[data-control="account"]').click()
  await page.getByRole('menuitem', { name: /^(管理台|Administration)$/ }).click()
  await expect(page.locator('.admin-dialog .skeleton')).toHaveCount(0)
}

test('an account is created with a limit and a link, changed and disabled, and the log records it', async ({
  page,
}) => {
  await signIn(page, 'admin')
  await openAdministration(page)
  const dialog = page.getByRole('dialog')
  await expectAccessible(page)
  await dialog.getByText('新建账号').click()
  await dialog.getByLabel('账号名').fill('zhang.san')
  await dialog.getByLabel('显示名称').fill('张三')
  await dialog.getByLabel('巡查员').check()
  await dialog.getByRole('switch', { name: '限定范围' }).check()
  await dialog.getByLabel('湖畔片区').check()
  await dialog.getByRole('button', { name: '建立账号' }).click()
  await expect(dialog.getByRole('heading', { name: '张三' })).toBeVisible()
  await expect(dialog.locator('.secret')).toHaveValue(/\/sign-in#token=\S{20,}/)
  await expectAccessible(page)
  await screenshot(page, 'admin-account-day-desktop')

  await dialog.getByLabel('巡查班长').check()
  await dialog.getByRole('button', { name: '保存更改' }).click()
  await expect(dialog.locator('.account-tags').getByText('巡查班长')).toBeVisible()
  await dialog.getByRole('button', { name: '停用账号' }).click()
  await expect(dialog.getByRole('button', { name: '恢复账号' })).toBeVisible()

  await dialog.getByRole('button', { name: '审计日志' }).click()
  await expect(dialog.locator('[data-audit="update"]').first()).toContainText('管理员')
  await dialog.getByRole('button', { name: '核验日志' }).click()
  await expect(dialog.getByRole('status')).toContainText('日志完整')
  await dialog.getByLabel('操作').selectOption('link-made')
  await expect(dialog.locator('[data-audit="link-made"]').first()).toBeVisible()
  await expect(dialog.locator('[data-audit="update"]')).toHaveCount(0)
  await screenshot(page, 'admin-audit-day-desktop')
  await expectAccessible(page)
  const coming = page.waitForEvent('download')
  await dialog.getByRole('link', { name: '导出 CSV' }).click()
  const text = await readFile(await (await coming).path(), 'utf8')
  expect(text).toContain('link-made')
  expect(text, 'no link is in the log').not.toMatch(/token=\S/)
})

test('the desk fits a phone, by night and in English', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, 'admin')
  await openAdministration(page, '?theme=night&lang=en')
  const dialog = page.getByRole('dialog')
  for (const view of ['accounts', 'tokens', 'audit', 'people']) {
    await dialog.locator(`[data-view="${view}"]`).click()
    await expect(dialog.locator('.skeleton')).toHaveCount(0)
    const sideways = await dialog
      .locator('.admin-body')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
    expect(sideways, `${view} sticks out sideways`).toBeLessThanOrEqual(0)
    await screenshot(page, `admin-${view}-night-phone`)
    await expectAccessible(page)
  }
})

test('the page has an address for each view, and Back closes it', async ({ page }) => {
  await signIn(page, 'admin')
  await openPage(page, 'SAMPLE_URL')
  await openPage(page, 'SAMPLE_URL', '?admin=audit')
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('[data-view="audit"]')).toHaveAttribute('aria-pressed', 'true')
  await dialog.locator('[data-audit="insert"] summary').first().click()
  await expect(dialog.locator('.differences').first()).not.toContainText('之前')
  await expect(dialog.locator('.audit-entries')).toContainText('角色 管理员（示例） 管理员')
  await dialog.locator('[data-view="tokens"]').click()
  await expect(page).toHaveURL(/admin=tokens/)
  await page.goBack()
  await expect(dialog).toHaveCount(0)
  await expect(page).not.toHaveURL(/admin=/)
})

test('other roles are not offered the desk', async ({ page }) => {
  await signIn(page, 'lead')
  await openPage(page, 'SAMPLE_URL')
  await page.locator('[data-control="account"]').click()
  await expect(page.getByRole('menuitem', { name: '退出登录' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: '管理台' })).toHaveCount(0)
})
