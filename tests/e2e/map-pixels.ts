/** Reads the map's own pixels, without the panels over it. */
import type { Page } from '@playwright/test'
import { finishDrawing } from './page.ts'

/** Returns red, green and blue of the middle of a desktop's window, which no panel covers. */
export async function mapPixels(page: Page): Promise<Uint8Array> {
  await finishDrawing(page)
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  const clip = { x: width * 0.4, y: height * 0.25, width: width * 0.25, height: height * 0.5 }
  const { default: sharp } = await import('sharp')
  return new Uint8Array(
    await sharp(await page.screenshot({ clip }))
      .removeAlpha()
      .raw()
      .toBuffer(),
  )
}

/** Returns the share of pixels that differ by more than the rounding of a GPU. */
export function changedShare(before: Uint8Array, after: Uint8Array): number {
  let changed = 0
  for (let at = 0; at < before.length; at += 3) {
    const differs = [0, 1, 2].some((part) => Math.abs((before[at + part] ?? 0) - (after[at + part] ?? 0)) > 4)
    if (differs) changed += 1
  }
  return changed / (before.length / 3)
}
