/**
 * `npm test`: installs what is missing, runs the tests, replays their statements on the embedded database,
 * runs browser tests meanwhile, and prints one line with all results.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pino } from 'pino'
import { z } from 'zod'
import { builtClient } from '../server/client-build.ts'
import { installNeeds } from './environment/install.ts'
import { STATEMENTS } from './environment/recorded-statements.ts'
import { type Counts, playwrightCounts, runCounted, sum, vitestCounts } from './environment/test-run.ts'
import { projectRoot } from './house/source-files.ts'

const unitReport = join(projectRoot, 'node_modules/.cache/shuangxi/vitest.json')
const contractReport = join(projectRoot, 'node_modules/.cache/shuangxi/vitest-contract.json')
const browserConfig = join(projectRoot, 'tests/e2e/playwright.config.ts')
const browserReport = join(projectRoot, 'tests/e2e/results/report.json')

const timedFiles = z.object({
  testResults: z.array(z.object({ name: z.string(), startTime: z.number(), endTime: z.number() })),
})

function runVitest(report: string, ...projects: readonly string[]) {
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const chosen = projects.flatMap((name) => ['--project', name])
  const script = ['node_modules/vitest/vitest.mjs', 'run', ...options, ...chosen]
  return runCounted({ script, report, counts: vitestCounts })
}

/** Runs the tests without a browser, and then the replay of their statements. */
async function runWithoutBrowser(): Promise<Counts> {
  const statements = mkdtempSync(join(tmpdir(), 'shuangxi-statements-'))
  process.env[STATEMENTS] = statements
  const tests = await runVitest(unitReport, 'unit', 'database', 'process')
  const replay = await runVitest(contractReport, 'contract')
  rmSync(statements, { recursive: true })
  return sum([tests.counts, replay.counts])
}

/** Runs browser tests, which leave half a core idle while they wait for frames. */
async function runBrowser() {
  // Once, before servers of both kinds of tests need it.
  await builtClient(pino({ level: 'silent' }))
  const script = ['node_modules/@playwright/test/cli.js', 'test', '--config', browserConfig]
  return runCounted({ script, report: browserReport, counts: playwrightCounts, prints: 'last' })
}

async function runAll(): Promise<Counts> {
  installNeeds()
  const [others, browser] = await Promise.all([runWithoutBrowser(), runBrowser()])
  printSlowest()
  process.stdout.write(browser.printed)
  return sum([others, browser.counts])
}

/** Prints the slowest test files, so that they can be improved. */
function printSlowest(): void {
  if (!existsSync(unitReport)) return
  const files = timedFiles.parse(JSON.parse(readFileSync(unitReport, 'utf8'))).testResults
  const slowest = files
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, 10)
  console.log('\nThe ten slowest files of tests:')
  for (const { name, seconds } of slowest)
    console.log(`${seconds.toFixed(1).padStart(6)} s  ${relative(projectRoot, name)}`)
}

const { passed, failed, skipped } = await runAll().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  return { passed: 0, failed: 1, skipped: 0 }
})
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
