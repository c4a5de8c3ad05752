/** People sign in and out; hidden data appear and disappear with the session. */
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { deskReady, expectAccessible, mapIdle, openPage, screenshot, serverUrl } from './page.ts'
import { linkOf, signIn, signInAsNew } from './sample-accounts.ts'

const PLACE = 'at=119.79,30.245,12.6'
const PASSWORD = '一句话比符号更好记 24'

/** Returns the states of plans in the map's tiles. */
async function statesDrawn(page: Page): Promise<string[]> {
  await mapIdle(page)
  const answer = await page.request.get(`${serverUrl('SAMPLE_URL')}/collections/plans/items?limit=100`)
  const { features } = (await answer.json()) as { features: { properties: { state: string } }[] }
  return [...new Set(features.map(({ properties }) => properties.state))].sort()
}

const account = (page: Page) => page.locator('[data-control="account"]')

test('the patrol desk asks to sign in, and offers no patrol data', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await openPage(page, 'SAMPLE_URL', '?desk=patrol&on=incidents,units')
  await expect(page.getByRole('heading', { name: '巡查工作台需要登录' })).toBeVisible()
  await screenshot(page, 'patrol-invitation-desktop')
  await expectAccessible(page)
  await page.getByRole('button', { name: '图层' }).click()
  await expect(page.getByRole('switch', { name: '规划方案' })).toBeAttached()
  await expect(page.getByRole('switch', { name: '事件' })).toHaveCount(0)
  expect(asked.filter((path) => /^\/patrol|\/tiles\/(incidents|units|patrol_zones)/.test(path))).toEqual([])
})

test('a one-time link signs in after a click and asks for a password, which then signs in', async ({
  page,
}) => {
  await page.goto(linkOf('planner'))
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('只能用一次')
  await expect(page, 'the token does not stay in the address').not.toHaveURL(/token/)
  await dialog.getByRole('button', { name: '登录' }).click()
  await expect(dialog.getByRole('heading', { name: '设置密码' })).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('新密码').fill(PASSWORD)
  await dialog.getByLabel('再次输入').fill('something else')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(dialog.getByRole('alert')).toContainText('两次输入的密码不同')
  await dialog.getByLabel('再次输入').fill(PASSWORD)
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(dialog).toHaveCount(0)

  await openPage(page, 'SAMPLE_URL', `?desk=planning&on=plans&${PLACE}`)
  expect(await statesDrawn(page)).toEqual(['draft', 'in_review', 'published'])
  const styled = page.waitForResponse(/\/style\.json/)
  const tiles = page.waitForResponse(/\/tiles\/plans\/\d+/)
  await account(page).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await Promise.all([styled, tiles])
  await expect(account(page)).toHaveAccessibleName('登录')
  expect(await statesDrawn(page)).toEqual(['published'])

  await account(page).click()
  await page.getByLabel('账号名').fill('planner')
  await page.getByLabel('密码').fill('not the password')
  await page.getByRole('dialog').getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('alert')).toContainText('账号名或密码不正确')
  await expectAccessible(page)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('dialog').getByRole('button', { name: '登录' }).click()
  await expect(account(page)).toHaveAccessibleName(/规划师/)
  expect(await statesDrawn(page)).toEqual(['draft', 'in_review', 'published'])

  await page.locator('[data-desk-button="patrol"]').click()
  await expect(page.getByRole('heading', { name: '您的账号没有巡查权限' })).toBeVisible()
})

test('the account shows its sessions, and a token once, also on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, 'officer')
  await openPage(page, 'SAMPLE_URL', '?theme=night&lang=en')
  await account(page).click()
  await page.getByRole('menuitem', { name: /My account/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('This browser', { exact: true })).toHaveCount(1)
  await dialog.getByText('New token').first().click()
  await dialog.getByLabel('Purpose').fill('Terminal 3')
  await dialog.getByLabel('Report positions').check()
  await dialog.getByRole('button', { name: 'New token' }).click()
  await expect(dialog.getByRole('textbox', { name: /Copy it now/ })).toHaveValue(/\S{30,}/)
  await screenshot(page, 'account-night-phone')
  await expectAccessible(page)
  await dialog.getByRole('status').getByRole('button', { name: 'Close' }).click()
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect(dialog.getByText('Revoked')).toBeVisible()
})

test('when a session ends elsewhere, the open desk closes at the next refusal', async ({ page }) => {
  await signInAsNew(page, 'li.si', 'officer')
  await openPage(page, 'SAMPLE_URL', '?desk=patrol')
  await expect(page.getByRole('heading', { name: '巡查态势' })).toBeVisible()
  const origin = serverUrl('SAMPLE_URL')
  const answer = await page.request.delete(`${origin}/me/sessions`, { headers: { Origin: origin } })
  expect(answer.status()).toBe(204)
  await page.locator('[data-desk-button="greenway"]').click()
  await deskReady(page)
  await page.locator('[data-desk-button="patrol"]').click()
  await expect(page.getByRole('heading', { name: '巡查工作台需要登录' })).toBeVisible()
})
