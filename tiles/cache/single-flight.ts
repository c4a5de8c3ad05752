/**
 * Runs work once for all callers that wait for it, with limited concurrency and in the order of
 * requests. Aborts work when no caller waits any more.
 */
import type { TileName } from './tile-name.ts'

export class Flight<T> {
  readonly name: TileName
  readonly #flights: SingleFlight<T>
  readonly #controller = new AbortController()
  /** False after a change: waiting callers get the result, but it is not cached. */
  isCurrent = true
  waiting = 0
  result: Promise<T> | undefined

  constructor(name: TileName, flights: SingleFlight<T>) {
    this.name = name
    this.#flights = flights
  }

  /** Aborts when no caller waits any more. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Starts when a slot is free. */
  async inTurn<R>(work: (signal: AbortSignal) => Promise<R>): Promise<R> {
    const { signal } = this.#controller
    const end = await this.#flights.turn(signal)
    try {
      return await work(signal)
    } finally {
      end()
    }
  }

  abandon(reason: unknown): void {
    this.#controller.abort(reason)
  }
}

export class SingleFlight<T> {
  readonly #current = new Map<string, Flight<T>>()
  readonly #queue: (() => void)[] = []
  readonly #concurrency: number
  #running = 0

  constructor(concurrency: number) {
    this.#concurrency = concurrency
  }

  /**
   * Waits for the work of this key; starts it if it is not running.
   * @throws what the work throws, and the signal's reason when it aborts before
   */
  join(
    key: string,
    name: TileName,
    work: (flight: Flight<T>) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const flight = this.#current.get(key) ?? this.#begin(key, name, work)
    const result = flight.result as Promise<T>
    flight.waiting++
    if (!signal) return result
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        if (--flight.waiting === 0) {
          if (this.#current.get(key) === flight) this.#current.delete(key)
          flight.abandon(signal.reason)
        }
        reject(signal.reason)
      }
      if (signal.aborted) return leave()
      signal.addEventListener('abort', leave, { once: true })
      result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }

  /** Later callers do not join running work whose name matches the predicate. */
  leave(isStale: (name: TileName) => boolean): void {
    for (const [key, flight] of this.#current) {
      if (!isStale(flight.name)) continue
      flight.isCurrent = false
      this.#current.delete(key)
    }
  }

  /** Waits for a free slot; returns the function that releases it. Aborted callers leave the queue. */
  async turn(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#running < this.#concurrency) this.#running++
    else await this.#queued(signal)
    return () => {
      // The slot passes to the next caller without changing the count.
      const next = this.#queue.shift()
      if (next) next()
      else this.#running--
    }
  }

  #queued(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const drop = () => {
        this.#queue.splice(this.#queue.indexOf(start), 1)
        reject(signal.reason)
      }
      const start = () => {
        signal.removeEventListener('abort', drop)
        resolve()
      }
      signal.addEventListener('abort', drop, { once: true })
      this.#queue.push(start)
    })
  }

  #begin(key: string, name: TileName, work: (flight: Flight<T>) => Promise<T>): Flight<T> {
    const flight = new Flight(name, this)
    this.#current.set(key, flight)
    flight.result = work(flight).finally(() => {
      if (this.#current.get(key) === flight) this.#current.delete(key)
    })
    // All callers may have left before it fails.
    flight.result.catch(() => undefined)
    return flight
  }
}
