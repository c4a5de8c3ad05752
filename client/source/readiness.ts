/** Waits for a server that is preparing its data or reconnecting to its database. */
import { signal } from '@preact/signals'
import { onServer } from './server-path.ts'
import type { Verdict } from './source.ts'

/** True while the server is not ready. */
export const preparing = signal(false)
const PAUSE = 1500

let waiting: Promise<Verdict> | null = null

async function isReady(): Promise<boolean> {
  try {
    return (await fetch(onServer('/readyz'), { cache: 'no-store' })).ok
  } catch {
    // No answer counts as "not yet".
    return false
  }
}

async function wait(): Promise<Verdict> {
  if (await isReady()) return 'was ready all along'
  preparing.value = true
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, PAUSE))
  preparing.value = false
  return 'became ready'
}

/**
 * Call it on a 503. Resolves when the server is ready; if the server was ready all along, its 503 had
 * another reason and must be shown as an error.
 */
export function untilReady(): Promise<Verdict> {
  waiting ??= wait().finally(() => {
    waiting = null
  })
  return waiting
}
