import { vi } from 'vitest'

/** Waits until a check does not throw, as long as a busy machine may need. */
export function soon<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 45_000, interval: 20 })
}
