import { DatabaseUnavailableError } from './database-errors.ts'

/** Lends one thing to one caller after another, in the order they came. */
export class Turns {
  #waiting: { start(): void }[] = []
  #taken = false

  /** Waits for one's turn; gives the function that ends it. Past `limitMs` it is an error. */
  async take(limitMs: number): Promise<() => void> {
    if (this.#taken) await this.#wait(limitMs)
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

  #wait(limitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const entry = {
        start: () => {
          clearTimeout(timer)
          resolve()
        },
      }
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== entry)
        reject(new DatabaseUnavailableError(`The database was busy for ${limitMs / 1000} s.`))
      }, limitMs)
      this.#waiting.push(entry)
    })
  }
}
