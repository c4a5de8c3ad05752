/**
 * LISTEN on a separate connection, which reconnects by itself. Notifications sent meanwhile are lost, so
 * listeners are then called once with an empty payload.
 */
import pg from 'pg'
import { namedError } from '../errors.ts'

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 1_000

export class PostgisListener {
  readonly #url: string
  readonly #onWarning: (message: string, error: unknown) => void
  readonly #callbacks = new Map<string, Set<(payload: string) => void>>()
  #client: Promise<pg.Client> | undefined
  #retry: NodeJS.Timeout | undefined
  #delay = FIRST_DELAY_MS
  #closed = false
  #said: Promise<unknown> = Promise.resolve()

  constructor(url: string, onWarning: (message: string, error: unknown) => void) {
    this.#url = url
    this.#onWarning = onWarning
  }

  /** Starts to listen; throws if the database is down now, but not if it goes down later. */
  async listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
    const callbacks = this.#callbacks.get(channel) ?? new Set()
    this.#callbacks.set(channel, callbacks)
    callbacks.add(onPayload)
    try {
      await this.#say(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      callbacks.delete(onPayload)
      throw namedError(error)
    }
    return () => this.#unlisten(channel, onPayload)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    const client = await this.#client?.catch(() => undefined)
    await client?.end()
  }

  async #unlisten(channel: string, onPayload: (payload: string) => void): Promise<void> {
    const callbacks = this.#callbacks.get(channel)
    callbacks?.delete(onPayload)
    if (callbacks?.size || this.#closed) return
    this.#callbacks.delete(channel)
    // A lost connection listens to the remaining channels after reconnecting.
    if (this.#client) await this.#say(`unlisten ${pg.escapeIdentifier(channel)}`)
  }

  /** Runs statements one after another, because a client runs one at a time. */
  #say(sql: string): Promise<unknown> {
    const before = this.#said
    const said = (async () => {
      await before.catch(() => undefined)
      return (await this.#connected()).query(sql)
    })()
    this.#said = said
    return said
  }

  #connected(): Promise<pg.Client> {
    this.#client ??= this.#connect()
    return this.#client
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'shuangxi listener',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 10_000,
    })
    client.on('notification', ({ channel, payload }) => {
      for (const callback of this.#callbacks.get(channel) ?? []) callback(payload ?? '')
    })
    let lost = false
    const onLost = (error?: Error) => {
      if (lost) return
      lost = true
      this.#client = undefined
      this.#comeBack(error)
    }
    client.on('error', onLost)
    client.on('end', () => onLost())
    try {
      await client.connect()
      this.#delay = FIRST_DELAY_MS
      return client
    } catch (error) {
      onLost(error instanceof Error ? error : undefined)
      throw error
    }
  }

  #comeBack(error: Error | undefined): void {
    if (this.#closed || this.#callbacks.size === 0) return
    this.#onWarning('the LISTEN connection was lost and will reconnect', error)
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#resume(), this.#delay)
    this.#retry.unref()
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY_MS)
  }

  async #resume(): Promise<void> {
    try {
      for (const channel of this.#callbacks.keys()) await this.#say(`listen ${pg.escapeIdentifier(channel)}`)
      for (const callbacks of this.#callbacks.values()) for (const callback of callbacks) callback('')
    } catch (error) {
      this.#onWarning('the LISTEN connection could not reconnect yet', error)
    }
  }
}
