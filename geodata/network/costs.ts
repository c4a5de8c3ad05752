/** Asks a thread for the costs of profiles, so that the server keeps answering; it ends when it has no work. */
import { Worker } from 'node:worker_threads'
import type { RouteAvoid, RouteProfileId } from '../model/answers/route-plan.ts'
import type { RouteCosts } from '../model/routes/costs.ts'
import { threadEntry, threadEnvironment } from '../thread-entry.ts'
import type { CostsMessage } from './costs-thread.ts'

/** Milliseconds without a question after which the thread ends. */
const IDLE_MS = 20_000

interface Question {
  readonly resolve: (costs: RouteCosts) => void
  readonly reject: (error: Error) => void
}

export class CostsThread {
  readonly #bytes: ArrayBuffer
  #worker: Worker | undefined
  #asked: Question[] = []
  #timer: NodeJS.Timeout | undefined

  /** Takes the routes network as bytes (geodata/model/routes/bytes.ts). */
  constructor(bytes: ArrayBuffer) {
    this.#bytes = bytes
  }

  /** Returns the costs of a profile. Rejects if the thread fails. */
  costs(profile: RouteProfileId, avoid: readonly RouteAvoid[]): Promise<RouteCosts> {
    const worker = this.#started()
    clearTimeout(this.#timer)
    worker.ref()
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject })
      worker.postMessage({ profile, avoid } satisfies CostsMessage)
    })
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const worker = new Worker(threadEntry(new URL('./costs-thread.ts', import.meta.url)), {
      env: threadEnvironment(),
      execArgv: [],
    })
    this.#worker = worker
    worker.postMessage({ bytes: this.#bytes } satisfies CostsMessage)
    worker.on('message', (costs: RouteCosts) => {
      this.#asked.shift()?.resolve(costs)
      if (this.#asked.length === 0) this.#rest(worker)
    })
    worker.on('error', (error) =>
      this.#end(worker, error instanceof Error ? error : new Error(String(error))),
    )
    worker.on('exit', () => this.#end(worker, new Error('the thread of routes ended')))
    return worker
  }

  #rest(worker: Worker): void {
    worker.unref()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#worker === worker) this.#worker = undefined
      void worker.terminate()
    }, IDLE_MS).unref()
  }

  #end(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    const asked = this.#asked
    this.#asked = []
    for (const { reject } of asked) reject(error)
  }
}
