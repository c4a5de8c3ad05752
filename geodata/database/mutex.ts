import { DatabaseUnavailableError } from './errors.ts'

/** A mutex: callers get it one after another, in order. */
export class Mutex {
  #waiting: { start(): void }[] = []
  #taken = false

  /**
   * Waits for the mutex; returns the function that releases it. Throws after `limitMs`, or with the
   * signal's reason when it aborts.
   */
  async take(limitMs: number, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted()
    if (this.#taken) await this.#wait(limitMs, signal)
    this.#taken = true
    let ended = false
    return () => {
      if (ended) return
      ended = true
      const next = this.#waiting.shift()
      if (next) next.start()
      else this.#taken = false
    }
  }

  #wait(limitMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stopWaiting = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', drop)
      }
      const leave = (reason: unknown) => {
        stopWaiting()
        this.#waiting = this.#waiting.filter((other) => other !== entry)
        reject(reason)
      }
      const entry = {
        start: () => {
          stopWaiting()
          resolve()
        },
      }
      const drop = () => leave(signal?.reason)
      const timer = setTimeout(
        () => leave(new DatabaseUnavailableError(`The database was busy for ${limitMs / 1000} s.`)),
        limitMs,
      )
      signal?.addEventListener('abort', drop, { once: true })
      this.#waiting.push(entry)
    })
  }
}
