/**
 * Cache of identities, so that requests need not wait for the database. Entries expire after seconds, and
 * at once when any server announces a change of an account; while announcements cannot be received,
 * nothing is cached.
 */
import { LRUCache } from 'lru-cache'
import type { Database } from '../../geodata/database/database.ts'
import { rowIdOf } from '../../geodata/model/row-id.ts'
import type { FoundIdentity } from './find-identity.ts'

const REMEMBERED_MS = 5_000
const MOST = 10_000
const RETRY_MS = 1_000
/** NOTIFY channel for changes of accounts, roles, sessions and tokens (geodata/schema). */
const CHANNEL = 'access'

/** `found` is null for invalid credentials. */
interface Entry {
  readonly found: FoundIdentity | null
  readonly until: number
}

export class IdentityCache {
  readonly #entries = new LRUCache<string, Entry>({ max: MOST })
  readonly #asking = new Map<string, Promise<FoundIdentity | null>>()
  readonly #listeners = new Set<() => void>()
  #changes = 0
  #isListening = false
  #closed = false
  #retry: NodeJS.Timeout | undefined

  /** Returns the cached identity of a key; undefined if it must be loaded. */
  known(key: string): FoundIdentity | null | undefined {
    const entry = this.#entries.get(key)
    return entry && entry.until > Date.now() ? entry.found : undefined
  }

  /** Loads once for concurrent requests. */
  ask(key: string, find: () => Promise<FoundIdentity | undefined>): Promise<FoundIdentity | null> {
    const under = this.#asking.get(key)
    if (under) return under
    const asked = this.#ask(key, find)
    this.#asking.set(key, asked)
    const done = () => {
      if (this.#asking.get(key) === asked) this.#asking.delete(key)
    }
    asked.then(done, done)
    return asked
  }

  async #ask(key: string, find: () => Promise<FoundIdentity | undefined>): Promise<FoundIdentity | null> {
    const changes = this.#changes
    const found = (await find()) ?? null
    // A result from before a concurrent change may be outdated.
    if (this.#isListening && this.#changes === changes) {
      const until = Math.min(Date.now() + REMEMBERED_MS, found?.endsAt ?? Number.POSITIVE_INFINITY)
      this.#entries.set(key, { found, until })
    }
    return found
  }

  /** Drops an account; without one, all. */
  forget(account?: number): void {
    this.#changes += 1
    this.#asking.clear()
    if (account === undefined) this.#entries.clear()
    else
      for (const [key, { found }] of this.#entries) {
        if (found === null || found.identity.account.id === account) this.#entries.delete(key)
      }
    for (const listener of this.#listeners) listener()
  }

  /** Calls back after each change that this server is notified of. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /** Receives changes of all servers from now on; retries until the database is available. */
  async listen(database: Pick<Database, 'listen'>): Promise<void> {
    try {
      const stop = await database.listen(CHANNEL, (payload) => this.forget(rowIdOf(payload)))
      if (this.#closed) return void (await stop().catch(() => undefined))
      this.forget()
      this.#isListening = true
    } catch {
      if (this.#closed) return
      this.#retry = setTimeout(() => void this.listen(database), RETRY_MS)
      this.#retry.unref()
    }
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#retry)
  }
}
