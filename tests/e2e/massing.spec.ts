/** A proposal in the 3D desk and the sun of its neighbours. */
import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { deskReady, expectAccessible, openPage, screenshot } from './page.ts'

// The sample's parcel has a building close in the north.
const CODE = '330112008053GB00021'
test.use({ viewport: { width: 1440, height: 900 } })

async function downloaded(page: Page, name: string): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name }).click()
  return readFileSync(await (await coming).path())
}

test('a planner raises a proposal until neighbours lose their hours, and takes the allowed height', async ({
  page,
}) => {
  await openPage(page, 'SAMPLE_URL', '?desk=terrain3d&tool=massing')
  await deskReady(page)
  const result = page.getByText(/\d+ 窗：/)
  const loses = page.locator('.massing-windows .is-loses')
  await test.step('chooses a parcel by its code, and raises the block', async () => {
    await page.getByLabel('宗地编号').fill(CODE)
    await page.getByRole('button', { name: '选择', exact: true }).click()
    await page.getByRole('slider', { name: /容积率/ }).fill('8')
    await page.getByRole('slider', { name: /建筑密度/ }).fill('20')
    await page.getByRole('slider', { name: /^高度/ }).fill('90')
    await expect(page.getByRole('region', { name: '指标' })).toContainText('20')
    await page.getByRole('button', { name: '记为方案 A' }).click()
  })
  await test.step('neighbours lose their two hours, by name', async () => {
    await page.getByRole('button', { name: '日照分析' }).click()
    await expect(result).not.toContainText('不再满足 0')
    await expect(loses.first()).toContainText(
      /墙（\d+）1 层第 \d+ 窗 · 原 1[2-9]\d 分钟 → 后 (\d|\d\d|11\d) 分钟/,
    )
    await expectAccessible(page)
    await screenshot(page, 'massing-loses')
  })
  await test.step('the files are a GLB and a table of all windows', async () => {
    const model = await downloaded(page, '导出模型（GLB）')
    expect(model.subarray(0, 4).toString()).toBe('glTF')
    const table = (await downloaded(page, '导出窗户表（CSV）')).toString()
    expect(table).toContain('GB 50180-2018')
    expect(table.split('不再满足').length).toBeGreaterThan(1)
  })
  await test.step('takes the allowed height, and nobody loses', async () => {
    await page.getByRole('button', { name: '求允许高度' }).click()
    await page.getByRole('button', { name: '采用' }).click()
    await page.getByRole('button', { name: '日照分析' }).click()
    await expect(result).toContainText('不再满足 0')
    await expect(loses).toHaveCount(0)
    await screenshot(page, 'massing-allowed')
  })
})
