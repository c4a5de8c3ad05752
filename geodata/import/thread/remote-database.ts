/** The database as seen by an import's thread: each call goes to the thread that owns the connection. */
import type { MessagePort } from 'node:worker_threads'
import type { Database, DatabaseClient, QueryConfig, QueryResult } from '../../database/database.ts'
import type { Call, FromThread, ToThread } from './messages.ts'

/** Number of characters of COPY lines to send at once. */
const CHUNK = 1 << 18

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}

/** Runs one transaction at a time; outside it, `query` runs on its own. */
export class RemoteDatabase implements Pick<Database, 'query' | 'transaction'> {
  readonly #port: MessagePort
  readonly #pending = new Map<number, Pending>()
  #lastId = 0

  constructor(port: MessagePort) {
    this.#port = port
    port.on('message', (message: ToThread) => {
      if (message.kind !== 'answer') return
      const pending = this.#pending.get(message.id)
      this.#pending.delete(message.id)
      if (message.error === undefined) pending?.resolve(message.result)
      else pending?.reject(new Error(message.error))
    })
  }

  #call(call: Call): Promise<unknown> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#port.postMessage({ kind: 'call', id, call } satisfies FromThread)
    })
  }

  async query<Row>(query: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult<Row>> {
    const { text, values: own, rowMode } = typeof query === 'string' ? { text: query } : query
    const given = values ?? own
    const sent = { text, ...(given && { values: given }), ...(rowMode && { rowMode }) }
    return (await this.#call({ name: 'query', query: sent })) as QueryResult<Row>
  }

  async transaction<T>(
    work: (client: DatabaseClient) => Promise<T>,
    options: Parameters<Database['transaction']>[1] = {},
  ): Promise<T> {
    await this.#call({ name: 'begin', options })
    try {
      const result = await work(this.#client())
      await this.#call({ name: 'commit' })
      return result
    } catch (error) {
      await this.#call({ name: 'rollback' }).catch(() => undefined)
      throw error
    }
  }

  /** Announces the report to the owner of the transaction before the commit. */
  async beforeCommit(report: Extract<Call, { name: 'before commit' }>['report']): Promise<void> {
    await this.#call({ name: 'before commit', report })
  }

  #client(): DatabaseClient {
    return {
      query: (query, values) => this.query(query, values),
      copyIn: (table, columns, lines) => this.#copyIn(table, columns, lines),
      // The transaction releases the connection.
      release: () => undefined,
    }
  }

  async #copyIn(table: string, columns: readonly string[], lines: AsyncIterable<string>): Promise<number> {
    await this.#call({ name: 'copy begin', table, columns })
    let chunk = ''
    for await (const line of lines) {
      chunk += line
      if (chunk.length < CHUNK) continue
      await this.#call({ name: 'copy lines', lines: chunk })
      chunk = ''
    }
    if (chunk !== '') await this.#call({ name: 'copy lines', lines: chunk })
    return (await this.#call({ name: 'copy end' })) as number
  }
}
