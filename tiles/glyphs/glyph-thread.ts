/** Renders glyphs in a separate thread, because a range takes up to a second, and caches the result. */
import { Worker } from 'node:worker_threads'
import { LRUCache } from 'lru-cache'
import { threadEntry } from '../../geodata/thread-entry.ts'

export interface GlyphQuestion {
  readonly id: number
  readonly stack: string
  readonly first: number
}
export type GlyphAnswer = { readonly id: number } & (
  | { readonly glyphs: Uint8Array; readonly error?: undefined }
  | { readonly error: string }
)

interface Waiting {
  resolve(glyphs: Buffer): void
  reject(error: Error): void
}

/** All ranges of Chinese in both weights take some 20 MB. */
const KEPT_BYTES = 32 * 1024 * 1024
/** An idle thread is ended, because few clients request glyphs, and each range only once. */
const IDLE_MS = 30_000

export class GlyphThread {
  readonly #kept = new LRUCache<string, Buffer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ length }) => length,
  })
  readonly #underWay = new Map<string, Promise<Buffer>>()
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #lastId = 0

  /** Returns a range of a font stack as `glyphRange` makes it, gzipped. Stack and range must be valid. */
  async range(stack: string, first: number): Promise<Buffer> {
    const key = `${first} ${stack}`
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept
    const running = this.#underWay.get(key)
    if (running !== undefined) return await running
    const drawing = this.#draw(stack, first)
    this.#underWay.set(key, drawing)
    try {
      const glyphs = await drawing
      this.#kept.set(key, glyphs)
      return glyphs
    } finally {
      this.#underWay.delete(key)
    }
  }

  #draw(stack: string, first: number): Promise<Buffer> {
    clearTimeout(this.#idle)
    const worker = this.#worker ?? this.#start()
    this.#lastId += 1
    const question: GlyphQuestion = { id: this.#lastId, stack, first }
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.id, { resolve, reject })
      worker.postMessage(question)
    })
  }

  #start(): Worker {
    const worker = new Worker(threadEntry(new URL('./glyph-worker.ts', import.meta.url)), { execArgv: [] })
    // A server that stops does not wait for glyphs.
    worker.unref()
    worker.on('message', (answer: GlyphAnswer) => this.#answered(answer))
    worker.on('error', (error) => this.#failed(worker, error))
    worker.on('exit', () => this.#failed(worker, new Error('the glyph thread has ended')))
    this.#worker = worker
    return worker
  }

  #answered(answer: GlyphAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (answer.error === undefined) waiting?.resolve(Buffer.from(answer.glyphs))
    else waiting?.reject(new Error(answer.error))
    if (this.#waiting.size > 0) return
    this.#idle = setTimeout(() => {
      const worker = this.#worker
      this.#worker = undefined
      void worker?.terminate()
    }, IDLE_MS).unref()
  }

  #failed(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
