/** Visits the desks in a browser with the same actions of the first minutes. */
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumFlags, findChromium } from '../../environment/chromium.ts'
import type { ServerProcess } from '../../environment/server-process.ts'
import { printedTokens, redeem } from '../../environment/sign-in-links.ts'

const LIMIT_MS = 180_000

/** Small, because it is drawn in software. */
const viewport = { width: 1000, height: 700 }

/** Desks by visitor: without an account, as a lead, as a planner. */
const visits = [
  { desk: 'greenway', account: undefined },
  { desk: 'patrol', account: 'lead' },
  { desk: 'planning', account: 'planner' },
] as const

async function settled(page: Page): Promise<void> {
  await page.waitForSelector('html[data-map-state=idle]', { timeout: LIMIT_MS })
  await page.waitForFunction(() => !document.querySelector('.skeleton'), undefined, { timeout: LIMIT_MS })
}

/** Pans by keys, which move the same distance on slow machines. */
async function pan(page: Page, keys: readonly string[]): Promise<void> {
  const canvas = page.locator('canvas.maplibregl-canvas')
  await canvas.focus()
  for (const key of keys) {
    await canvas.press(key)
    await settled(page)
  }
}

async function zoom(page: Page, button: '放大' | '缩小', steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    await page.getByRole('button', { name: button }).click()
    await settled(page)
  }
}

async function visit(page: Page, url: string, desk: string): Promise<void> {
  await page.goto(`${url}/?desk=${desk}&at=119.75,30.24,12`)
  await settled(page)
  await page.locator('.desk .list-row').first().click()
  await settled(page)
  await zoom(page, '缩小', 2)
  for (const words of ['qsh', '双西']) {
    await page.getByRole('combobox', { name: '搜索' }).fill(words)
    await page.getByRole('option').first().click()
    await settled(page)
    await zoom(page, '放大', 1)
    await pan(page, ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowUp', 'ArrowLeft'])
  }
}

async function withPage(browser: Browser, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('response', (answer) => {
    if (answer.status() >= 400) faults.push(`${answer.status()} ${answer.url()}`)
  })
  await work(page)
  await context.close()
  if (faults.length > 0) throw new Error(`the tour met faults:\n${faults.join('\n')}`)
}

/** Visits the desks one after another: opens cards, zooms, searches, pans. Throws if anything fails. */
export async function tourDesks(server: ServerProcess): Promise<void> {
  const { url } = server
  const tokens = await printedTokens(server)
  const executablePath = findChromium()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: chromiumFlags,
  })
  try {
    for (const { desk, account } of visits) {
      await withPage(browser, async (page) => {
        if (account) {
          const session = await redeem(url, tokens.get(account) ?? '')
          await page.context().addCookies([{ ...session, url }])
        }
        await visit(page, url, desk)
      })
    }
  } finally {
    await browser.close()
  }
}
