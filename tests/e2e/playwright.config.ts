import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium } from '../environment/chromium.ts'

const executablePath = findChromium()

/** One worker: the software GPU of a test machine draws one page at a time. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: './results',
  globalSetup: './start-servers.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: './results/report.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: chromiumFlags },
    trace: 'retain-on-failure',
  },
})
