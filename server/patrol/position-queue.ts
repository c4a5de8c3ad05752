/**
 * Limits how many database connections positions use, so that readers are not blocked. Batches wait in a queue of
 * limited length; waiting batches of one sender are written in one statement.
 */
import type { Database } from '../../geodata/database/database.ts'
import type { StoredPositions } from '../../geodata/model/answers/track.ts'
import { ProblemError } from '../errors.ts'
import { type Batch, storeBatches } from './positions.ts'

interface QueueLimits {
  /** Maximum waiting batches, about one second of work; further devices should retry later. */
  readonly waiting: number
  /** Maximum batches in one statement. */
  readonly together: number
  /** Maximum concurrent statements; by default a quarter of the connections. */
  readonly slots?: number
}
const accountLimits: QueueLimits = { waiting: 200, together: 50 }

interface Waiting {
  readonly database: Database
  /** Who sends. One statement has one sender, because access rights depend on the sender. */
  readonly sender: string
  readonly batch: Batch
  resolve(outcome: StoredPositions): void
  reject(error: unknown): void
}

export class PositionQueue {
  readonly #slots: number
  readonly #limits: QueueLimits
  #waiting: Waiting[] = []
  #running = 0

  /** `poolSize` is the number of database connections, of which a quarter is for positions. */
  constructor(poolSize: number, limits: QueueLimits = accountLimits) {
    this.#limits = limits
    this.#slots = limits.slots ?? Math.max(1, Math.floor(poolSize / 4))
  }

  /** Queues and stores a batch. Throws ProblemErrors of `storeBatches`, and of status 503 if the queue is full. */
  store(database: Database, sender: string, batch: Batch): Promise<StoredPositions> {
    if (this.#waiting.length >= this.#limits.waiting) return Promise.reject(busy(this.#limits.waiting))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ database, sender, batch, resolve, reject })
      if (this.#running < this.#slots) void this.#work()
    })
  }

  async #work(): Promise<void> {
    this.#running += 1
    for (let group = this.#next(); group.length > 0; group = this.#next()) await storeGroup(group)
    this.#running -= 1
  }

  /** Removes and returns the first waiting batch and further ones of the same sender, at most one for each unit. */
  #next(): readonly Waiting[] {
    const [first] = this.#waiting
    if (first === undefined) return []
    const units = new Set<string>()
    const group: Waiting[] = []
    const rest: Waiting[] = []
    for (const one of this.#waiting) {
      const fits =
        one.sender === first.sender && !units.has(one.batch.fid) && group.length < this.#limits.together
      if (fits) units.add(one.batch.fid)
      ;(fits ? group : rest).push(one)
    }
    this.#waiting = rest
    return group
  }
}

async function storeGroup(group: readonly Waiting[]): Promise<void> {
  const [first] = group
  if (first === undefined) return
  const outcomes = await storeBatches(
    first.database,
    group.map(({ batch }) => batch),
  )
  for (const [n, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') group[n]?.resolve(outcome.value)
    else group[n]?.reject(outcome.reason)
  }
}

const busy = (limit: number) =>
  new ProblemError(
    503,
    { zh: '位置上报繁忙', en: 'Too many positions at once' },
    {
      zh: `等待写入的位置批次已达 ${limit} 个，这一批没有写入。请在 5 秒后连同新的位置一起重发。`,
      en: `${limit} batches of positions are waiting to be written, and this one was not. Send it again in 5 s, together with newer positions.`,
    },
    { 'Retry-After': '5' },
  )
