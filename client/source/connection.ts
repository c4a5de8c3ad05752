/** Whether the server can be reached, and what to repeat when it can be reached again. */
import { signal } from '@preact/signals'

/** True while the device is offline or the server does not answer. */
export const isOffline = signal(false)

const PAUSE_MS = 4000
const waiting = new Set<() => void>()
let isProbing = false

/** Any answer counts, even an error. */
async function isReachable(): Promise<boolean> {
  if (!navigator.onLine) return false
  try {
    await fetch(window.location.pathname, { method: 'HEAD', cache: 'no-store' })
    return true
  } catch {
    // No answer means that the server cannot be reached.
    return false
  }
}

function becomeOnline(): void {
  isOffline.value = false
  const retries = [...waiting]
  waiting.clear()
  for (const retry of retries) retry()
}

async function probeUntilOnline(): Promise<void> {
  if (isProbing) return
  isProbing = true
  while (!(await isReachable())) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  isProbing = false
  becomeOnline()
}

/** Calls back once, when the server can be reached again. The same function waits once only. */
export function whenOnline(retry: () => void): void {
  waiting.add(retry)
}

/** Call it when a request got no answer: one failed request alone does not mean that all fail. */
export async function checkConnection(): Promise<void> {
  if (isOffline.peek() || (await isReachable())) return
  isOffline.value = true
  void probeUntilOnline()
}

/** Follows the state of the device's network while the page exists. */
export function followConnection(): void {
  window.addEventListener('offline', () => void checkConnection())
  window.addEventListener('online', () => {
    if (isOffline.peek()) void isReachable().then((reachable) => reachable && becomeOnline())
  })
  if (!navigator.onLine) void checkConnection()
}
