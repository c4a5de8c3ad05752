/**
 * `npm test`: installs what is missing, runs the tests, replays their statements on the embedded
 * database, runs those in a real browser, and ends with one line that sums them up.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { installNeeds } from './environment/install.ts'
import { STATEMENTS } from './environment/recorded-statements.ts'
import { projectRoot } from './house/source-files.ts'

interface Counts {
  readonly passed: number
  readonly failed: number
  /** For want of real data, on machines that are not CI. */
  readonly skipped: number
}

const unitReport = join(projectRoot, 'node_modules/.cache/shuangxi/vitest.json')
const contractReport = join(projectRoot, 'node_modules/.cache/shuangxi/vitest-contract.json')
const browserConfig = join(projectRoot, 'tests/e2e/playwright.config.ts')
const browserReport = join(projectRoot, 'tests/e2e/results/report.json')

const status = z.object({ status: z.string() })
const hasFailed = (one: { readonly status: string }) => one.status === 'failed'

/** A file that failed before or between its tests counts as one failure beside those of its tests. */
const vitestCounts = z
  .object({
    numPassedTests: z.int(),
    numFailedTests: z.int(),
    numPendingTests: z.int(),
    testResults: z.array(status.extend({ assertionResults: z.array(status) })),
  })
  .transform(({ numPassedTests, numFailedTests, numPendingTests, testResults }) => {
    const broken = testResults.filter((file) => hasFailed(file) && !file.assertionResults.some(hasFailed))
    return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests }
  })

const timedFiles = z.object({
  testResults: z.array(z.object({ name: z.string(), startTime: z.number(), endTime: z.number() })),
})

const playwrightCounts = z
  .object({ stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }) })
  .transform(({ stats: { expected, unexpected, flaky, skipped } }) => ({
    passed: expected + flaky,
    failed: unexpected,
    skipped,
  }))

/** Runs one test runner; an end with an error that no test explains counts as one failure. */
function runCounted(script: readonly string[], report: string, counts: z.ZodType<Counts>): Counts {
  rmSync(report, { force: true })
  mkdirSync(dirname(report), { recursive: true })
  const { status } = spawnSync(process.execPath, script, { cwd: projectRoot, stdio: 'inherit' })
  const { passed, failed, skipped } = existsSync(report)
    ? counts.parse(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 }
  return { passed, failed: status !== 0 && failed === 0 ? 1 : failed, skipped }
}

function runAll(): Counts {
  installNeeds()
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json']
  const projects = (...names: string[]) => names.flatMap((name) => ['--project', name])
  const statements = mkdtempSync(join(tmpdir(), 'shuangxi-statements-'))
  process.env[STATEMENTS] = statements
  const counts = [
    runCounted(
      [...vitest, ...projects('unit', 'database', 'process'), `--outputFile.json=${unitReport}`],
      unitReport,
      vitestCounts,
    ),
    runCounted(
      [...vitest, ...projects('contract'), `--outputFile.json=${contractReport}`],
      contractReport,
      vitestCounts,
    ),
  ]
  rmSync(statements, { recursive: true })
  printSlowest()
  const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--config', browserConfig]
  counts.push(runCounted(playwright, browserReport, playwrightCounts))
  return counts.reduce((sum, one) => ({
    passed: sum.passed + one.passed,
    failed: sum.failed + one.failed,
    skipped: sum.skipped + one.skipped,
  }))
}

/** Says which files of tests take longest, so that the next one to mend is known. */
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

function summary(): Counts {
  try {
    return runAll()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

const { passed, failed, skipped } = summary()
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
