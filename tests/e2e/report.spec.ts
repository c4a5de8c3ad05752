/** The public reports a problem from a phone: with the photo's place, near reports, offline. Pages without scripts. */
import { expect, type Page, test } from '@playwright/test'
import { PHONE } from './devices.ts'
import { gpsPhoto } from './gps-photo.ts'
import { expectAccessible, openPage, screenshot, serverUrl } from './page.ts'

const dialog = (page: Page) => page.getByRole('dialog', { name: '上报问题' })

/** Photo, its place, kind, send: four taps after the button. */
async function reports(page: Page): Promise<string> {
  await page.getByRole('button', { name: '上报问题' }).tap()
  const chooser = page.waitForEvent('filechooser')
  await dialog(page).getByRole('button', { name: '拍照或选图' }).tap()
  await (await chooser).setFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await gpsPhoto() })
  await dialog(page).getByRole('button', { name: '照片拍摄处' }).tap()
  await expect(dialog(page).getByText('119.75917, 30.25583')).toBeVisible()
  await dialog(page).getByRole('button', { name: '照明', exact: true }).tap()
  await expect(dialog(page).getByRole('img', { name: '所选地点的地图' })).toHaveJSProperty('complete', true)
  await expectAccessible(page)
  await screenshot(page, 'report-form-phone')
  await dialog(page).getByRole('button', { name: '发送' }).tap()
  await expect(dialog(page).getByText('已收到，谢谢！')).toBeVisible()
  await screenshot(page, 'report-sent-phone')
  const link = dialog(page).getByRole('link', { name: '查看进展' })
  return (await link.getAttribute('href')) ?? ''
}

/** The place is chosen on the map; the report of before is offered, and joined. */
async function joins(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: '再报一件' }).tap()
  await dialog(page).getByRole('button', { name: '我的位置' }).tap()
  const near = dialog(page).getByRole('region', { name: '附近已有人上报' })
  await near
    .getByRole('button', { name: /^照明.*是同一件/ })
    .first()
    .tap()
  await expect(dialog(page).getByRole('textbox', { name: '电话' })).toBeHidden()
  await screenshot(page, 'report-near-phone')
  await dialog(page).getByRole('button', { name: '发送' }).tap()
  await expect(dialog(page).getByText('已收到，谢谢！')).toBeVisible()
}

/** Without a connection the report waits, and arrives once there is one. */
async function waitsOffline(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: '再报一件' }).tap()
  await page.context().setOffline(true)
  await dialog(page).getByRole('button', { name: '在地图上点' }).tap()
  await expect(dialog(page)).toBeHidden()
  await page.touchscreen.tap(195, 200)
  await dialog(page).getByRole('button', { name: '断点', exact: true }).tap()
  await dialog(page).getByRole('button', { name: '发送' }).tap()
  await expect(dialog(page).getByText('已保存，联网后自动发送')).toBeVisible()
  const own = dialog(page).getByRole('region', { name: '我的上报' })
  await expect(own.getByText('待发送')).toBeVisible()
  await page.context().setOffline(false)
  await expect(dialog(page).getByText('已收到，谢谢！')).toBeVisible()
  await expect(own.getByRole('link')).toHaveCount(3)
}

test('a visitor reports a problem with a photo, joins a report near, and reports offline', async ({
  browser,
}) => {
  const context = await browser.newContext({
    ...{ viewport: PHONE, hasTouch: true, locale: 'zh-CN', permissions: ['geolocation'] },
    geolocation: { longitude: 119.75927, latitude: 30.25587, accuracy: 15 },
  })
  const page = await context.newPage()
  await openPage(page, 'SAMPLE_URL')
  const link = await test.step('four taps send a report with the place of its photo', () => reports(page))
  await test.step('the private page shows how it stands, without scripts', async () => {
    expect(link).toContain(serverUrl('SAMPLE_URL'))
    const answer = await page.request.get(link)
    const html = await answer.text()
    expect(html).toContain('已收到，正在安排巡查组')
    expect(html).not.toContain('<script')
  })
  await test.step('the same problem is offered nearby and joined', () => joins(page))
  await test.step('a report written offline is sent later', () => waitsOffline(page))
  await test.step('a greenway, and the state of all, have pages that need no scripts', async () => {
    await page.goto(`${serverUrl('SAMPLE_URL')}/explore?lang=zh`)
    await page.getByRole('link', { name: /^青山湖环湖绿道/ }).tap()
    await expect(page.getByRole('heading', { name: /^青山湖环湖绿道/ })).toBeVisible()
    await expect(page.getByRole('img', { name: /^高程剖面/ })).toBeVisible()
    const map = page.getByRole('img', { name: /^地图/ })
    await expect.poll(() => map.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(1200)
    await expectAccessible(page)
    await screenshot(page, 'explore-greenway-phone')
    await page.goto(`${serverUrl('SAMPLE_URL')}/greenway/health/report?lang=zh`)
    await expect(page.getByRole('row', { name: /^青山湖环湖绿道/ })).toBeVisible()
    await expectAccessible(page)
    await screenshot(page, 'greenway-health-phone')
  })
  await context.close()
})
