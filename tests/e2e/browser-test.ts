/**
 * The `test` of the browser tests. Canvases stay empty, because drawing without a GPU takes a third of the
 * time of all browser tests; tests that look at pixels say `test.use({ draws: true })`.
 */
import { type Browser, type BrowserContext, type BrowserContextOptions, test as base } from '@playwright/test'
import { PICTURES } from './devices.ts'

export const test = base.extend<{ readonly draws: boolean }>({
  draws: [false, { option: true }],
  context: async ({ context, draws }, use) => {
    if (!draws) await leaveCanvasesEmpty(context)
    await use(context)
  },
})

/** Creates a further context, whose pages leave their canvases empty. */
export async function newContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  await leaveCanvasesEmpty(context)
  return context
}

/** WebGL compiles programs, keeps textures and reports errors as always, but its draw calls do nothing. */
async function leaveCanvasesEmpty(context: BrowserContext): Promise<void> {
  if (PICTURES) return
  await context.addInitScript(() => {
    const drawCalls = ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'] as const
    for (const call of drawCalls) WebGL2RenderingContext.prototype[call] = () => undefined
  })
}
