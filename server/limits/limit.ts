/** A limit that counts every point in the store, for rare requests that must be limited strictly. */
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import type { Policy } from './policies.ts'
import type { LimitStore } from './store.ts'
import { limitHeaders, tooMany } from './too-many.ts'

export class Limit {
  readonly #policy: Policy
  readonly #counter: RateLimiterAbstract

  constructor(store: LimitStore, policy: Policy) {
    this.#policy = policy
    this.#counter = store.counter(policy)
  }

  /**
   * Takes a point of `key` and returns headers with the remaining points. Throws a ProblemError of status 429
   * if none is left.
   */
  async take(key: string): Promise<Record<string, string>> {
    try {
      const { remainingPoints, msBeforeNext } = await this.#counter.consume(key)
      return limitHeaders(this.#policy, remainingPoints, msBeforeNext)
    } catch (error) {
      throw error instanceof RateLimiterRes ? tooMany(this.#policy, error.msBeforeNext) : error
    }
  }

  /** Restores a point. */
  async restore(key: string): Promise<void> {
    await this.#counter.reward(key)
  }

  /** Resets the points of `key`. */
  async forget(key: string): Promise<void> {
    await this.#counter.delete(key)
  }
}
