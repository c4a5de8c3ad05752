/** Shared by the browser tests: opening the page, waiting for its map, and screenshots. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { PICTURES } from './devices.ts'

export type ServerName = 'SAMPLE_URL' | 'REAL_URL'

const screenshots = join(import.meta.dirname, 'screenshots')
/** Pictures of the README and the guides: written with PICTURES=1 and reviewed in the diff. */
const pictures: Readonly<Record<string, string>> = {
  'greenway-day-desktop': 'greenway.png',
  'patrol-day-desktop': 'patrol.png',
  'planning-day-desktop': 'planning.png',
  'terrain3d-day-desktop': 'terrain3d.png',
  'admin-audit-day-desktop': 'administration.png',
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The address of one of the two servers that start-servers.ts started. */
export function serverUrl(name: ServerName): string {
  const url = process.env[name]
  if (!url) throw new Error(`${name} is not set: the servers were not started`)
  return url
}

/** Waits until the page's map is drawn. */
export async function mapIdle(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-map-state', 'idle', { timeout: 90_000 })
}

/** Waits until the open desk has loaded and shows no skeleton. */
export async function deskReady(page: Page): Promise<void> {
  await expect(page.locator('.skeleton')).toHaveCount(0, { timeout: 90_000 })
}

export async function openPage(page: Page, server: ServerName, query = ''): Promise<void> {
  await page.goto(`${serverUrl(server)}/${query}`)
  await mapIdle(page)
  await deskReady(page)
  // A desk may move the map.
  await mapIdle(page)
}

/** Opens a desk by its button, and waits for it. */
export async function chooseDesk(page: Page, desk: string): Promise<void> {
  await page.locator(`[data-desk-button="${desk}"]`).click()
  await expect(page.locator('html')).toHaveAttribute('data-desk', desk)
  await mapIdle(page)
  await deskReady(page)
  await mapIdle(page)
}

/** Chooses a setting in the menu, and closes it. */
export async function choose(page: Page, setting: 'theme' | 'language', value: string): Promise<void> {
  const button = page.locator('[data-control="settings"]')
  await button.click()
  await page.locator(`[data-control="${setting}"] input[value="${value}"]`).check()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
}

/** Makes every canvas finish drawing, because a software GPU paints after the map reports that it is idle. */
export async function finishDrawing(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    for (const canvas of document.querySelectorAll('canvas')) {
      const gl = canvas.getContext('webgl2')
      gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
    }
  })
}

/** Writes a screenshot to tests/e2e/screenshots if the run takes pictures. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (PICTURES) await pictureOf(page, name)
}

/** Writes a screenshot to tests/e2e/screenshots and returns its bytes. */
export async function pictureOf(page: Page, name: string): Promise<Buffer> {
  await finishDrawing(page)
  const bytes = await page.screenshot({ path: join(screenshots, `${name}.png`), timeout: 60_000 })
  const picture = pictures[name]
  if (picture && PICTURES) {
    writeFileSync(join(import.meta.dirname, '../../docs', picture), bytes)
  }
  return bytes
}

/** Fails with axe's messages if the page violates a rule of accessibility. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated from outside, because the page's policy allows only the server's scripts.
  const isFirst = await page.evaluate(() => !('axe' in window))
  if (isFirst) await page.evaluate(axe)
  const violations = await page.evaluate(async (preload) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    // Only the first check of a page reads all style sheets, which takes longer than the rules.
    const found = await axe.run(document, { resultTypes: ['violations'], preload })
    return found.violations.map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((one) => one.html).join(' | ')})`,
    )
  }, isFirst)
  expect(violations).toEqual([])
}
