import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium } from '../environment/chromium.ts'
import { DESKTOP, PICTURES } from './devices.ts'

const executablePath = findChromium()

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: './results',
  globalSetup: './start-servers.ts',
  workers: 1,
  fullyParallel: false,
  // A busy machine takes a multiple of the usual; what hangs is found all the same.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: './results/report.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    viewport: DESKTOP,
    reducedMotion: 'reduce',
    // As of expectations, so that what hangs is named soon.
    actionTimeout: 60_000,
    deviceScaleFactor: PICTURES ? 1 : 0.5,
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: chromiumFlags },
    // Recording each step costs a tenth of the time, so it is enabled by hand.
    trace: process.env.TRACE === '1' ? 'retain-on-failure' : 'off',
  },
})
