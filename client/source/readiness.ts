/** Waits for a server that is still preparing its data, or whose database is coming back. */
import { signal } from '@preact/signals'
import { onServer } from './server-path.ts'
import type { Verdict } from './source.ts'

/** True while the server says that it cannot answer yet. */
export const preparing = signal(false)
const PAUSE = 1500

let waiting: Promise<Verdict> | null = null

async function isReady(): Promise<boolean> {
  try {
    return (await fetch(onServer('/readyz'), { cache: 'no-store' })).ok
  } catch {
    // No answer at all is no different from "not yet".
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
 * Call it on a 503. Comes back when the server is ready; tells apart a server that was ready all
 * along, whose 503 had another reason and is to be shown as an error.
 */
export function untilReady(): Promise<Verdict> {
  waiting ??= wait().finally(() => {
    waiting = null
  })
  return waiting
}
