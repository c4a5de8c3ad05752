/** One lent connection to a PostGIS server. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyUnderPolicies } from '../copy-under-policies.ts'
import type { AnyRow, DatabaseClient, QueryConfig, QueryResult } from '../database.ts'
import { namedError } from '../errors.ts'
import { cancelStatement, cutConnection } from './cancel.ts'

export interface Lending {
  /** Server for cancel requests. */
  readonly config: pg.ClientConfig
  /** True if the connection's settings were changed, so that it must not be reused. */
  readonly changed: boolean
  /** Without an answer for so long, the server counts as lost; undefined means no limit. */
  readonly silenceMs: number | undefined
  onRelease(client: PostgisClient): void
}

export class PostgisClient implements DatabaseClient {
  readonly #client: pg.PoolClient
  readonly #lending: Lending
  #broken: Error | undefined
  #running = false
  readonly #onError = (error: Error) => {
    this.#broken = error
  }

  constructor(client: pg.PoolClient, lending: Lending) {
    this.#client = client
    this.#lending = lending
    // Without a listener, a connection lost between two queries would crash the process.
    client.on('error', this.#onError)
  }

  async query<Row = AnyRow>(
    query: string | QueryConfig,
    values?: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    const signal = typeof query === 'string' ? undefined : query.signal
    const running = () => this.#run<Row>(query as pg.QueryConfig, values)
    return signal ? this.#cancellable(signal, running) : running()
  }

  copyIn(table: string, columns: readonly string[], lines: Readable | AsyncIterable<string>) {
    return copyUnderPolicies(this, table, columns, (target) => this.#copy(target, columns, lines))
  }

  /** Cancels the running statement, if any. */
  async cancel(): Promise<void> {
    if (!this.#running) return
    this.#broken ??= new Error('A statement was cancelled on this connection.')
    await cancelStatement(this.#client, this.#lending.config)
  }

  release(error?: Error | boolean) {
    this.#client.off('error', this.#onError)
    this.#lending.onRelease(this)
    this.#client.release(error ?? this.#broken ?? this.#lending.changed)
  }

  async #copy(table: string, columns: readonly string[], lines: Readable | AsyncIterable<string>) {
    const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
    const target = this.#client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`))
    try {
      await pipeline(lines instanceof Readable ? lines : Readable.from(lines), target)
    } catch (error) {
      throw namedError(error)
    }
    return target.rowCount
  }

  async #run<Row>(query: pg.QueryConfig, values?: readonly unknown[]): Promise<QueryResult<Row>> {
    const { silenceMs } = this.#lending
    const silence =
      silenceMs === undefined ? undefined : setTimeout(() => cutConnection(this.#client), silenceMs)
    this.#running = true
    try {
      const result: unknown = await this.#client.query(query, values as unknown[] | undefined)
      return result as QueryResult<Row>
    } catch (error) {
      throw namedError(error)
    } finally {
      this.#running = false
      clearTimeout(silence)
    }
  }

  /** A late cancel request would hit the connection's next statement. */
  async #cancellable<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    let asked: Promise<void> | undefined
    const ask = () => {
      asked = cancelStatement(this.#client, this.#lending.config)
    }
    signal.addEventListener('abort', ask, { once: true })
    try {
      const result = await run()
      if (asked) this.#broken ??= new Error('A statement was to be cancelled, but had ended.')
      return result
    } catch (error) {
      throw signal.aborted ? signal.reason : error
    } finally {
      signal.removeEventListener('abort', ask)
      await asked
    }
  }
}
