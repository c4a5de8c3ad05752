/**
 * The embedded database: PGlite with PostGIS in a worker thread, behind the same interface. Clients take
 * turns on its one connection. Its guards: a lock on the directory, detection of lost geometry errors
 * (worker.ts), and a time limit that terminates the thread and starts it again.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { type SessionRole, sessionRoleOf, switchTo, systemSessionRole } from '../../access/switch-viewer.ts'
import type { Viewer } from '../../access/viewer.ts'
import type {
  AnyRow,
  Database,
  DatabaseClient,
  QueryConfig,
  QueryResult,
  TransactionOptions,
} from '../database.ts'
import { DatabaseUnavailableError } from '../errors.ts'
import { Mutex } from '../mutex.ts'
import { runTransaction } from '../transaction.ts'
import { valueTypes } from '../value-types.ts'
import { EmbeddedClient, type Session } from './client.ts'
import { beginDirectory, openingError } from './directory.ts'
import { lockDirectory } from './lock.ts'
import { EmbeddedStream } from './stream.ts'
import { EmbeddedThread } from './thread.ts'
import { EmbeddedView } from './view.ts'

export interface EmbeddedOptions {
  /** Directory of the database's files; without it they are in memory and lost at the end. */
  readonly directory: string | undefined
  /** A file written by `dump` that a new database starts from. */
  readonly snapshot?: string | undefined
  readonly statementTimeoutMs: number
  /** Milliseconds that a caller waits for its turn. */
  readonly turnTimeoutMs: number
  readonly onWarning: (message: string, error: unknown) => void
}

/** How long a running query may continue when the database is closed. */
const CLOSE_PATIENCE_MS = 1_000

/** The database whose transaction this code runs in: waiting for another turn would be a deadlock. */
const inTransactionOf = new AsyncLocalStorage<EmbeddedDatabase>()

export class EmbeddedDatabase implements Database {
  readonly kind = 'embedded'
  readonly #options: EmbeddedOptions
  readonly #unlock: () => void
  readonly #onClosed: () => void
  readonly #mutex = new Mutex()
  readonly #listeners = new Map<string, Set<(payload: string) => void>>()
  #session: Promise<Session> | undefined
  #closing: Promise<void> | undefined
  #opened = false

  constructor(options: EmbeddedOptions, unlock: () => void, onClosed: () => void = () => undefined) {
    this.#options = options
    this.#unlock = unlock
    this.#onClosed = onClosed
  }

  as(viewer: Viewer): Database {
    return new EmbeddedView(this, viewer)
  }

  query<Row = AnyRow>(query: string | QueryConfig, values?: readonly unknown[]) {
    return this.queryAs<Row>(undefined, query, values)
  }

  connect(options: { statementTimeoutMs?: number } = {}): Promise<DatabaseClient> {
    return this.lendTo(undefined, options.statementTimeoutMs)
  }

  transaction<T>(work: (client: DatabaseClient) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.transactAs(undefined, work, options)
  }

  async queryAs<Row>(
    viewer: Viewer | undefined,
    query: string | QueryConfig,
    values: readonly unknown[] | undefined,
  ): Promise<QueryResult<Row>> {
    const signal = typeof query === 'string' ? undefined : query.signal
    const client = await this.lendTo(viewer, undefined, signal)
    try {
      return await client.query<Row>(query, values)
    } finally {
      client.release()
    }
  }

  async transactAs<T>(
    viewer: Viewer | undefined,
    work: (client: DatabaseClient) => Promise<T>,
    options: TransactionOptions,
  ): Promise<T> {
    const client = await this.lendTo(viewer, options.statementTimeoutMs)
    return inTransactionOf.run(this, () => runTransaction(client, work, options))
  }

  /** Lends the connection with a viewer's role, or the system's. */
  async lendTo(viewer: Viewer | undefined, limitMs?: number, signal?: AbortSignal): Promise<DatabaseClient> {
    if (this.#closing) throw new DatabaseUnavailableError('The database is closed.')
    if (inTransactionOf.getStore() === this) {
      throw new Error(
        'Inside a transaction, query by its own client: the embedded database has no second one.',
      )
    }
    const endTurn = await this.#mutex.take(this.#options.turnTimeoutMs, signal)
    try {
      const session = await this.open()
      session.limitMs = limitMs ?? this.#options.statementTimeoutMs
      const client = new EmbeddedClient(session, () => {
        void this.#tidy(session).then(endTurn)
      })
      await switchRole(session, client, sessionRoleOf(viewer))
      return client
    } catch (error) {
      endTurn()
      throw error
    }
  }

  async listen(channel: string, onPayload: (payload: string) => void) {
    const callbacks = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, callbacks)
    callbacks.add(onPayload)
    try {
      // Repeated for each listener, because LISTEN twice is harmless and an earlier one may have failed.
      await this.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      callbacks.delete(onPayload)
      throw error
    }
    return async () => {
      callbacks.delete(onPayload)
      if (callbacks.size > 0 || this.#closing) return
      if (this.#listeners.get(channel) === callbacks) this.#listeners.delete(channel)
      await this.query(`unlisten ${pg.escapeIdentifier(channel)}`)
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** Terminates the thread if a query does not end; that is as safe as a crash. */
  async #close(): Promise<void> {
    const session = await this.#session?.catch(() => undefined)
    try {
      const endTurn = await this.#mutex.take(CLOSE_PATIENCE_MS)
      await session?.client.end()
      if (session && (await session.thread.close())) this.#onClosed()
      endTurn()
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error
      await session?.thread.end()
    } finally {
      this.#unlock()
    }
  }

  /** Terminates the thread without closing the database, because its directory is damaged. */
  async abandon(): Promise<void> {
    this.#closing ??= Promise.resolve()
    const session = await this.#session?.catch(() => undefined)
    await session?.thread.end()
  }

  /** Returns a tar file of the whole database, for `snapshot`. */
  async dump(): Promise<Uint8Array> {
    const endTurn = await this.#mutex.take(this.#options.turnTimeoutMs)
    try {
      return await (await this.open()).thread.dump()
    } finally {
      endTurn()
    }
  }

  /** Starts the thread if it is not running. */
  open(): Promise<Session> {
    this.#session ??= this.#start()
    return this.#session
  }

  async #start(): Promise<Session> {
    const { directory } = this.#options
    // A directory that was opened before must not be replaced by the snapshot.
    const snapshot = directory && this.#opened ? undefined : this.#options.snapshot
    try {
      const thread = await EmbeddedThread.start({ directory, snapshot })
      thread.ended.then(() => this.#startAgain())
      let session: Session | undefined
      const stream = new EmbeddedStream((bytes, blob) => thread.exchange(bytes, blob, session?.limitMs ?? 0))
      const client = new pg.Client({
        stream: () => stream,
        types: valueTypes,
        user: 'postgres',
        ssl: false,
      } as pg.ClientConfig)
      client.on('error', (error) => this.#options.onWarning('the embedded database was interrupted', error))
      client.on('notification', ({ channel, payload }) => {
        // What listeners begin is no part of the transaction during which the notification arrives.
        inTransactionOf.exit(() => {
          for (const callback of this.#listeners.get(channel) ?? []) callback(payload ?? '')
        })
      })
      await client.connect()
      for (const channel of this.#listeners.keys())
        await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      session = { thread, client, stream, directory, limitMs: 0, sessionRole: systemSessionRole }
      this.#opened = true
      return session
    } catch (error) {
      this.#session = undefined
      throw error
    }
  }

  #startAgain(): void {
    this.#session = undefined
    if (this.#closing) return
    this.#options.onWarning('the embedded database ended and is starting again', undefined)
    this.#resume().catch((error: unknown) => this.#options.onWarning('it could not be started again', error))
  }

  async #resume(): Promise<void> {
    await this.open()
    for (const callbacks of this.#listeners.values()) for (const callback of callbacks) callback('')
  }

  /** Rolls back a client's open transaction before the next client's turn. */
  async #tidy(session: Session): Promise<void> {
    if (session.client.getTransactionStatus() === 'I') return
    await session.client.query('rollback').catch((error: unknown) => {
      this.#options.onWarning('a transaction left open ended with its connection', error)
    })
  }
}

async function switchRole(session: Session, client: DatabaseClient, sessionRole: SessionRole): Promise<void> {
  if (session.sessionRole === sessionRole) return
  await switchTo(client, sessionRole)
  session.sessionRole = sessionRole
}

/**
 * Opens the embedded database and waits until it answers. Throws DataDirectoryInUseError,
 * DamagedDirectoryError, DiskFullError.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { directory } = options
  if (directory === undefined) {
    const database = new EmbeddedDatabase(options, () => undefined)
    await database.open()
    return database
  }
  mkdirSync(dirname(directory), { recursive: true })
  const unlock = await lockDirectory(directory)
  try {
    return await openIn(directory, options, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

async function openIn(
  directory: string,
  options: EmbeddedOptions,
  unlock: () => void,
): Promise<EmbeddedDatabase> {
  const place = beginDirectory(directory)
  const { isNew } = place
  const database = new EmbeddedDatabase(
    isNew ? options : { ...options, snapshot: undefined },
    unlock,
    place.close,
  )
  try {
    await database.open()
    await place.finish(database)
    return database
  } catch (error) {
    await database.abandon()
    throw openingError(directory, isNew, error)
  }
}
