/**
 * A limit for frequent requests: points are reserved from the store in batches while requests are
 * answered, so that none waits for the store. The first batch of a window needs no reservation, so clients
 * that read little are never stored. A process may therefore allow one batch too many per window, and
 * requests during a reservation; while the store is slow, each process counts for itself.
 */
import { LRUCache } from 'lru-cache'
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import type { Policy } from './policies.ts'
import type { LimitStore } from './store.ts'

const KEYS_LIMIT = 50_000
/** A lease is a sixtieth of the limit: the points of a second if the window is a minute. */
const LEASES = 60

interface Lease {
  /** Negative if requests were allowed without a reservation. */
  left: number
  taken: number
  /** Times in milliseconds, as `Date.now`. */
  endsAt: number
  asking: boolean
  /** True if the store has no points left. */
  refused: boolean
}

export class LeasedLimit {
  readonly policy: Policy
  readonly #counter: RateLimiterAbstract
  readonly #size: number
  readonly #leases = new LRUCache<string, Lease>({ max: KEYS_LIMIT })

  constructor(store: LimitStore, policy: Policy) {
    this.policy = policy
    this.#counter = store.counter(policy)
    this.#size = Math.max(1, Math.floor(policy.points / LEASES))
  }

  /** Takes a point of `key`. Returns 0, or the milliseconds to wait. */
  take(key: string): number {
    const now = Date.now()
    let lease = this.#leases.get(key)
    if (lease === undefined || lease.endsAt <= now) {
      lease = {
        left: this.#size,
        taken: 0,
        endsAt: now + this.policy.seconds * 1000,
        asking: false,
        refused: false,
      }
      this.#leases.set(key, lease)
    }
    lease.left -= 1
    lease.taken += 1
    if (lease.left * 2 <= this.#size && !lease.asking && !lease.refused) void this.#ask(key, lease)
    const isOver = lease.refused && lease.left < 0
    return isOver || lease.taken > this.policy.points ? Math.max(1, lease.endsAt - now) : 0
  }

  async #ask(key: string, lease: Lease): Promise<void> {
    lease.asking = true
    const points = this.#size + Math.max(0, -lease.left)
    try {
      await this.#counter.consume(key, points)
      lease.left += points
    } catch (error) {
      if (error instanceof RateLimiterRes) {
        lease.refused = true
        lease.endsAt = Date.now() + error.msBeforeNext
      } else lease.left += points
    }
    lease.asking = false
  }
}
