/** Runs one test runner in its own process and counts the results in its report. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { projectRoot } from '../house/source-files.ts'

export interface Counts {
  readonly passed: number
  readonly failed: number
  /** Without real data, on machines other than CI. */
  readonly skipped: number
}

interface TestRun {
  /** The runner's script and its arguments. */
  readonly script: readonly string[]
  /** The JSON file that it writes. */
  readonly report: string
  readonly counts: z.ZodType<Counts>
  /** `last`: its output follows that of other runners. */
  readonly prints?: 'at once' | 'last'
}

const status = z.object({ status: z.string() })
const hasFailed = (one: { readonly status: string }) => one.status === 'failed'

/** A file that failed before or between its tests counts as one failure besides those of its tests. */
export const vitestCounts = z
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

export const playwrightCounts = z
  .object({ stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }) })
  .transform(({ stats: { expected, unexpected, flaky, skipped } }) => ({
    passed: expected + flaky,
    failed: unexpected,
    skipped,
  }))

export function sum(counts: readonly Counts[]): Counts {
  const total = (key: keyof Counts) => counts.reduce((all, one) => all + one[key], 0)
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') }
}

/** Runs it to its end; an error without a failed test counts as one failure. */
export async function runCounted({ script, report, counts, prints = 'at once' }: TestRun): Promise<{
  readonly counts: Counts
  /** Output that is still to be printed. */
  readonly printed: string
}> {
  rmSync(report, { force: true })
  mkdirSync(dirname(report), { recursive: true })
  const output = prints === 'last' ? 'pipe' : 'inherit'
  const child = spawn(process.execPath, script, { cwd: projectRoot, stdio: ['inherit', output, 'inherit'] })
  const [printed, [code]] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    once(child, 'close') as Promise<[number | null]>,
  ])
  const { passed, failed, skipped } = existsSync(report)
    ? counts.parse(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 }
  return { counts: { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped }, printed }
}
