/** Loads the page once in its own browser and measures it until it is settled. */
import { setTimeout } from 'node:timers/promises'
import { chromium, type Page } from 'playwright-core'
import { chromiumFlags, findChromium } from '../../environment/chromium.ts'
import type { Session } from '../../environment/sign-in-links.ts'
import { cpuSecondsByKind } from '../measure/processes.ts'
import { type Answer, type Net, openNet } from './narrow-net.ts'
import { type Recorded, record } from './recorder.ts'

export interface Visit {
  readonly server: string
  /** `/?desk=…` */
  readonly query: string
  readonly session?: Session | undefined
  readonly device: { readonly width: number; readonly height: number; readonly phone: boolean }
  readonly net?: Net | undefined
}

/** Bytes in kilobytes as sent, times in seconds from the start of navigation, CPU in seconds. */
export interface PageLoad {
  readonly requests: number
  readonly kB: number
  readonly scriptKB: number
  readonly fontFiles: number
  readonly fontKB: number
  readonly rasterKB: number
  readonly tileKB: number
  readonly painted: number
  readonly firstIdle: number
  readonly settled: number
  readonly longestTask: number
  readonly rendererCpu: number
  readonly gpuCpu: number
  readonly frames: number
  readonly draws: number
  readonly programs: number
}

/** Milliseconds without changes and requests until the page counts as settled. */
const QUIET_MS = 2000
const LIMIT_MS = 180_000

const kilobytes = (answers: readonly Answer[], matches: (answer: Answer) => boolean) =>
  answers.filter(matches).reduce((sum, { bytes }) => sum + bytes, 0) / 1000

const isFont = ({ path }: Answer) => path.endsWith('.woff2')
const isRaster = ({ type }: Answer) => type === 'image/png' || type === 'image/webp'

async function untilSettled(page: Page, net: { readonly pending: number }): Promise<Recorded> {
  const began = performance.now()
  let quietSince = performance.now()
  let last = ''
  while (performance.now() - began < LIMIT_MS) {
    const found = await page.evaluate(() => window.recorded.read())
    const now = JSON.stringify([found.settled, found.frames, net.pending])
    if (now !== last || !found.isSettled || net.pending > 0) quietSince = performance.now()
    last = now
    if (performance.now() - quietSince > QUIET_MS) return found
    await setTimeout(250)
  }
  throw new Error(`the page was not settled after ${LIMIT_MS} ms: ${last}`)
}

/** Throws if the page reports an error or does not settle. */
export async function loadPage({ server, query, session, device, net }: Visit): Promise<PageLoad> {
  const line = await openNet(server, net)
  const executablePath = findChromium()
  const browserServer = await chromium.launchServer({
    ...(executablePath ? { executablePath } : {}),
    args: chromiumFlags,
  })
  try {
    const browser = await chromium.connect(browserServer.wsEndpoint())
    const { width, height, phone } = device
    const context = await browser.newContext({
      locale: 'zh-CN',
      viewport: { width, height },
      hasTouch: phone,
      isMobile: phone,
    })
    if (session) await context.addCookies([{ ...session, url: line.url }])
    // tsx names functions with a helper that the page does not have.
    await context.addInitScript(`var __name = (named) => named;(${record})()`)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', ({ message }) => faults.push(message))
    const before = cpuSecondsByKind(browserServer.process().pid ?? 0)
    await page.goto(`${line.url}/${query}`, { waitUntil: 'commit', timeout: LIMIT_MS })
    const found = await untilSettled(page, line)
    const after = cpuSecondsByKind(browserServer.process().pid ?? 0)
    const taken = (kind: string) => (after.get(kind) ?? 0) - (before.get(kind) ?? 0)
    if (faults.length > 0) throw new Error(`the page met faults:\n${faults.join('\n')}`)
    const { answers } = line
    return {
      requests: answers.length,
      kB: kilobytes(answers, () => true),
      scriptKB: kilobytes(answers, ({ type }) => type.endsWith('javascript')),
      fontFiles: answers.filter(isFont).length,
      fontKB: kilobytes(answers, isFont),
      rasterKB: kilobytes(answers, isRaster),
      tileKB: kilobytes(answers, ({ path }) => path.endsWith('.mvt')),
      painted: found.painted / 1000,
      firstIdle: found.firstIdle / 1000,
      settled: found.settled / 1000,
      longestTask: found.longestTask / 1000,
      rendererCpu: taken('renderer'),
      gpuCpu: taken('gpu-process'),
      frames: found.frames,
      draws: found.draws,
      programs: found.programs,
    }
  } finally {
    await browserServer.close()
    await line.close()
  }
}
