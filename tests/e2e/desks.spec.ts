/**
 * Every desk, by day and by night, on a desktop and on a phone: it opens, is accessible, and has a
 * screenshot. Each theme is tested at one size only, unless the run takes pictures.
 */
import { expect, type Page } from '@playwright/test'
import { test } from './browser-test.ts'
import { DESKTOP, PHONE, PICTURES } from './devices.ts'
import {
  choose,
  chooseDesk,
  expectAccessible,
  mapIdle,
  openPage,
  pictureOf,
  screenshot,
  serverUrl,
} from './page.ts'
import { signIn } from './sample-accounts.ts'

const openToAll = ['greenway', 'planning', 'terrain3d'] as const
const devices = [
  { device: 'desktop', viewport: DESKTOP, themes: PICTURES ? ['day', 'night'] : ['day'] },
  { device: 'phone', viewport: PHONE, themes: PICTURES ? ['night', 'day'] : ['night'] },
] as const

/** Collects errors of the page, and requests to other hosts. */
function faultsOf(page: Page): string[] {
  const faults: string[] = []
  const own = new URL(serverUrl('SAMPLE_URL')).host
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.host !== own) faults.push(`foreign host: ${request.url()}`)
  })
  return faults
}

/**
 * Returns the mean brightness of a picture from 0 to 255, and its number of colours; an empty map has few.
 */
async function lookOf(picture: Buffer): Promise<{ brightness: number; colours: number }> {
  const { default: sharp } = await import('sharp')
  const { data } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const seen = new Set<number>()
  let sum = 0
  for (let at = 0; at < data.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
    sum += (red + green + blue) / 3
    seen.add((red << 16) | (green << 8) | blue)
  }
  return { brightness: sum / (data.length / 3), colours: seen.size }
}

async function expectGoodDesk(page: Page, desk: string, theme: string, device: string): Promise<void> {
  const name = `${desk}-${theme}-${device}`
  const notice = desk === 'terrain3d' ? '合成地形' : '当前视野含合成数据'
  await expect(page.getByText(notice).first()).toBeVisible()
  const { scrollWidth, innerWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    innerWidth: window.innerWidth,
  }))
  expect(scrollWidth, `${name}: nothing sticks out sideways`).toBeLessThanOrEqual(innerWidth)
  const { brightness, colours } = await lookOf(await pictureOf(page, name))
  if (theme === 'day') expect(brightness, `${name} is light`).toBeGreaterThan(150)
  else expect(brightness, `${name} is dark`).toBeLessThan(100)
  expect(colours, `${name} is drawn`).toBeGreaterThan(4_000)
  await expectAccessible(page)
}

test.use({ draws: true })

for (const { device, viewport, themes } of devices) {
  test(`the desks on a ${device} by ${themes.join(' and by ')}`, async ({ page }) => {
    const faults = faultsOf(page)
    await page.setViewportSize(viewport)
    await openPage(page, 'SAMPLE_URL', `?theme=${themes[0]}`)
    for (const theme of themes) {
      await choose(page, 'theme', theme)
      for (const desk of openToAll) {
        await test.step(`${desk} by ${theme}`, async () => {
          await chooseDesk(page, desk)
          await expectGoodDesk(page, desk, theme, device)
        })
      }
    }
    if (device === 'phone') return expect(faults).toEqual([])
    await test.step('search moves the model to a place on it, and opens the map for a place outside', async () => {
      const choosePlace = async (name: string) => {
        await page.getByRole('combobox', { name: '搜索' }).fill(name)
        await page
          .getByRole('option', { name: new RegExp(name) })
          .first()
          .click()
      }
      await choosePlace('水上森林')
      await expect(page).toHaveURL(/eye=119\.7[45]\d*,30\.2[45]/)
      await expect(page.locator('html')).toHaveAttribute('data-desk', 'terrain3d')
      await choosePlace('茶山段')
      await expect(page.locator('html')).toHaveAttribute('data-desk', 'greenway')
      await mapIdle(page)
      await expect(page).toHaveURL(/at=120\.\d+,30\./)
      await expect(page.locator('.stage canvas')).toHaveCount(0)
    })
    expect(faults).toEqual([])
  })

  test(`the patrol desk on a ${device} by ${themes.join(' and by ')}`, async ({ page }) => {
    const faults = faultsOf(page)
    await page.setViewportSize(viewport)
    await signIn(page, 'lead')
    await openPage(page, 'SAMPLE_URL', `?desk=patrol&theme=${themes[0]}`)
    for (const theme of themes) {
      await choose(page, 'theme', theme)
      await mapIdle(page)
      await expectGoodDesk(page, 'patrol', theme, device)
    }
    expect(faults).toEqual([])
  })
}

test('the page is available in English', async ({ page }) => {
  await openPage(page, 'SAMPLE_URL', '?lang=en')
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await screenshot(page, 'greenway-english-desktop')
})
