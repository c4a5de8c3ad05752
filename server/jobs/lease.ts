/** Keeps a job while it runs: renews its lease with its progress, and detects cancellation. */
import type { Text } from '../../geodata/model/text.ts'
import { type Claims, JobLostError } from './claims.ts'

/** How often progress is written. */
const RENEW_MS = 1_000

export interface Progress {
  readonly step: Text
  readonly share: number | null
}

export class Lease {
  readonly id: string
  readonly #claims: Claims
  readonly #ending = new AbortController()
  /** Aborts when the job is cancelled or lost to another server, and when the server stops. */
  readonly signal: AbortSignal
  readonly #timer: NodeJS.Timeout
  #progress: Progress | null = null
  #reported: Progress | null = null
  #renewing: Promise<void> | undefined

  /** `onHeldBack` receives progress that the database cannot store at the moment. */
  constructor(claims: Claims, id: string, stopping: AbortSignal, onHeldBack: (progress: Progress) => void) {
    this.id = id
    this.#claims = claims
    this.signal = AbortSignal.any([stopping, this.#ending.signal])
    this.#timer = setInterval(() => {
      const progress = this.#progress
      if (this.#renewing && progress && progress !== this.#reported) {
        this.#reported = progress
        onHeldBack(progress)
      }
      void this.renew()
    }, RENEW_MS)
  }

  note(step: Text, share?: number): void {
    this.#progress = { step, share: share ?? null }
  }

  /** Runs one renewal at a time: on the embedded database, it waits for an import's transaction. */
  renew(): Promise<void> {
    this.#renewing ??= this.#claims
      .renew(this.id, this.#progress?.step ?? null, this.#progress?.share ?? null)
      .then((isCancelled) => {
        if (isCancelled) this.#ending.abort(new Error('The job was cancelled.'))
      })
      .catch((error: unknown) => {
        // A short interruption of the database is no reason to stop; the end of the job checks the lease
        // again.
        if (error instanceof JobLostError) this.#ending.abort(error)
      })
      .finally(() => {
        this.#renewing = undefined
      })
    return this.#renewing
  }

  end(): void {
    clearInterval(this.#timer)
  }
}
