/** Keeps a job while it runs: renews its lease with its progress, and hears that it is to be cancelled. */
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
  /** Aborts when the job is cancelled or another's, and when the server stops. */
  readonly signal: AbortSignal
  readonly #timer: NodeJS.Timeout
  #progress: Progress | null = null
  #told: Progress | null = null
  #renewing: Promise<void> | undefined

  /** `onHeldBack` receives progress that the database does not take at the moment. */
  constructor(claims: Claims, id: string, stopping: AbortSignal, onHeldBack: (progress: Progress) => void) {
    this.id = id
    this.#claims = claims
    this.signal = AbortSignal.any([stopping, this.#ending.signal])
    this.#timer = setInterval(() => {
      const progress = this.#progress
      if (this.#renewing && progress && progress !== this.#told) {
        this.#told = progress
        onHeldBack(progress)
      }
      void this.renew()
    }, RENEW_MS)
  }

  note(step: Text, share?: number): void {
    this.#progress = { step, share: share ?? null }
  }

  /** One renewal at a time: on the embedded database, an import's transaction keeps it waiting. */
  renew(): Promise<void> {
    this.#renewing ??= this.#claims
      .renew(this.id, this.#progress?.step ?? null, this.#progress?.share ?? null)
      .then((isCancelled) => {
        if (isCancelled) this.#ending.abort(new Error('The job was cancelled.'))
      })
      .catch((error: unknown) => {
        // A database that is away for a moment is no reason to give up; the end of the job asks again.
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
