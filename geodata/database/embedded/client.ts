/** A client that has the embedded database's only connection for its turn. */
import type { Readable } from 'node:stream'
import pg from 'pg'
import type { SessionRole } from '../../access/switch-viewer.ts'
import { copyPieces } from '../copy.ts'
import { copyUnderPolicies } from '../copy-under-policies.ts'
import type { AnyRow, DatabaseClient, QueryConfig, QueryResult } from '../database.ts'
import { namedError } from '../errors.ts'
import { refuseWithoutRoom } from './disk-room.ts'
import type { EmbeddedStream } from './stream.ts'
import type { EmbeddedThread } from './thread.ts'

/** The connection from the start of its thread to its end. */
export interface Session {
  readonly thread: EmbeddedThread
  readonly client: pg.Client
  readonly stream: EmbeddedStream
  /** Directory of the files; undefined in memory. */
  readonly directory: string | undefined
  limitMs: number
  /** The current session role of the connection. */
  sessionRole: SessionRole
}

export class EmbeddedClient implements DatabaseClient {
  readonly #session: Session
  readonly #onRelease: (session: Session) => void
  #released = false

  constructor(session: Session, onRelease: (session: Session) => void) {
    this.#session = session
    this.#onRelease = onRelease
  }

  async query<Row = AnyRow>(
    query: string | QueryConfig,
    values?: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    if (this.#released) throw new Error('This client was given back already.')
    const text = typeof query === 'string' ? query : query.text
    if (/^\s*copy\b.*\bstdin\b/is.test(text)) throw new Error('COPY FROM STDIN goes by copyIn.')
    refuseWithoutRoom(this.#session.directory, text)
    const config = {
      text,
      // Never named, because all clients share one connection.
      ...(typeof query === 'object' && query.rowMode ? { rowMode: query.rowMode } : {}),
    }
    const parameters = (typeof query === 'object' ? query.values : undefined) ?? values
    try {
      const result = await this.#session.client.query(config, parameters as unknown[] | undefined)
      return result as unknown as QueryResult<Row>
    } catch (error) {
      throw namedError(error)
    }
  }

  copyIn(table: string, columns: readonly string[], lines: Readable | AsyncIterable<string>) {
    return copyUnderPolicies(this, table, columns, (target) => this.#copy(target, columns, lines))
  }

  release(): void {
    if (this.#released) return
    this.#released = true
    this.#onRelease(this.#session)
  }

  async #copy(table: string, columns: readonly string[], lines: Readable | AsyncIterable<string>) {
    const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
    const copy = `copy ${pg.escapeIdentifier(table)} (${names}) from '/dev/blob'`
    const alone = this.#session.client.getTransactionStatus() === 'I'
    if (alone) await this.query('begin')
    try {
      let rows = 0
      for await (const piece of copyPieces(lines)) {
        this.#session.stream.blob = Buffer.from(piece)
        rows += (await this.query(copy)).rowCount ?? 0
      }
      if (alone) await this.query('commit')
      return rows
    } catch (error) {
      if (alone) await this.query('rollback')
      throw error
    }
  }
}
