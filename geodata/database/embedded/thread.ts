/** The embedded database's worker thread, from its start to its end. */
import { Worker } from 'node:worker_threads'
import { threadEntry } from '../../thread-entry.ts'
import { DatabaseUnavailableError } from '../errors.ts'
import type { WorkerOptions, WorkerReply, WorkerRequest } from './worker.ts'

interface Pending {
  resolve(bytes: Uint8Array): void
  reject(error: Error): void
}

/** A rejection with the SQLSTATE that a server would have sent. */
class ThreadEndedError extends Error {
  override readonly name = 'ThreadEndedError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export class EmbeddedThread {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #lastId = 0
  #reason = new ThreadEndedError('57P02', 'the embedded database ended and is starting again')
  /** Resolves when the thread has ended for any reason. */
  readonly ended: Promise<void>

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (reply: WorkerReply) => {
      if (reply.kind !== 'answer') return
      this.#pending.get(reply.id)?.resolve(reply.bytes)
      this.#pending.delete(reply.id)
    })
    worker.on('error', (error) => {
      this.#reason = new ThreadEndedError('57P02', `the embedded database failed: ${error.message}`)
    })
    this.ended = new Promise((resolve) => {
      worker.once('exit', () => {
        for (const { reject } of this.#pending.values()) reject(this.#reason)
        this.#pending.clear()
        resolve()
      })
    })
  }

  /** Starts the thread and waits until its database is open. */
  static async start(options: WorkerOptions): Promise<EmbeddedThread> {
    const worker = new Worker(threadEntry(new URL('./worker.ts', import.meta.url)), {
      workerData: options,
      execArgv: [],
    })
    const thread = new EmbeddedThread(worker)
    const opened = new Promise<void>((resolve, reject) => {
      worker.once('message', (reply: WorkerReply) => {
        if (reply.kind === 'ready') resolve()
        else reject(new Error(reply.kind === 'failed' ? reply.message : 'unexpected first message'))
      })
      thread.ended.then(() => reject(thread.#reason))
    })
    try {
      await opened
      return thread
    } catch (error) {
      await worker.terminate()
      throw new DatabaseUnavailableError('The embedded database could not be opened.', { cause: error })
    }
  }

  /**
   * Sends a batch of the protocol. After `limitMs` (0: no limit) the thread is terminated, because nothing
   * else stops a query in it, and the promise rejects with SQLSTATE 57014.
   */
  async exchange(bytes: Uint8Array, blob: Uint8Array | undefined, limitMs: number): Promise<Uint8Array> {
    const timer = limitMs > 0 ? setTimeout(() => this.#stop(limitMs), limitMs) : undefined
    try {
      return await this.#send((id) => ({ kind: 'protocol', id, bytes, ...(blob ? { blob } : {}) }))
    } finally {
      clearTimeout(timer)
    }
  }

  /** Returns a tar file of the data directory, for `snapshot`. */
  dump(): Promise<Uint8Array> {
    return this.#send((id) => ({ kind: 'dump', id }))
  }

  /** Closes the database, then ends the thread. Returns whether the database was closed cleanly. */
  async close(): Promise<boolean> {
    const closing = this.#send((id) => ({ kind: 'close', id })).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof ThreadEndedError)) throw error
        return false
      },
    )
    const isClosed = await closing
    await this.#worker.terminate()
    return isClosed
  }

  /** Terminates the thread; committed data are kept. */
  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #stop(limitMs: number): void {
    this.#reason = new ThreadEndedError('57014', `the statement was stopped at its limit of ${limitMs} ms`)
    void this.#worker.terminate()
  }

  #send(build: (id: number) => WorkerRequest): Promise<Uint8Array> {
    const id = ++this.#lastId
    const request = build(id)
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#worker.postMessage(request)
    })
  }
}
