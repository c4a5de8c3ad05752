import { vi } from 'vitest'

/** Waits until a check no longer throws, as long as a machine that is busy with other tests may take. */
export function soon<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: 20 })
}
