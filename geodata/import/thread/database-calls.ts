/** Executes the queries and COPYs of an import's thread in one transaction. */
import type { Database, DatabaseClient } from '../../database/database.ts'
import type { ImportReport } from '../import.ts'
import type { Call } from './messages.ts'

export interface TransactionHooks {
  /** Runs when the transaction begins; an exception ends the import. */
  readonly onBegin?: ((client: DatabaseClient) => Promise<void>) | undefined
  /** Runs at the end of the transaction, so that it writes together with the import or not at all. */
  readonly beforeCommit?: ((client: DatabaseClient, report: ImportReport) => Promise<void>) | undefined
}

interface Transaction {
  readonly client: DatabaseClient
  /** Commits, or rolls back and throws. */
  end(error?: Error): Promise<void>
}

/** One COPY, whose text is passed on as fast as the database takes it. */
interface Copy {
  readonly rows: Promise<number>
  push(lines: string): Promise<void>
  end(): void
}

const CANCELLED = 'The import was cancelled.'

export class DatabaseCalls {
  readonly #database: Database
  readonly #signal: AbortSignal
  readonly #hooks: TransactionHooks
  #transaction: Transaction | undefined
  #copy: Copy | undefined

  constructor(database: Database, signal: AbortSignal, hooks: TransactionHooks) {
    this.#database = database
    this.#signal = signal
    this.#hooks = hooks
  }

  async answer(call: Call): Promise<unknown> {
    this.#signal.throwIfAborted()
    switch (call.name) {
      case 'begin':
        this.#transaction = await begin(this.#database, call.options)
        return this.#hooks.onBegin?.(this.#transaction.client)
      case 'query': {
        const { text, rowMode } = call.query
        const values = call.query.values?.map(bytesAsBuffer)
        const query = { text, ...(values && { values }), ...(rowMode && { rowMode }), signal: this.#signal }
        const { rows, rowCount, command, fields } = await (this.#transaction?.client ?? this.#database).query(
          query,
        )
        const plain = fields.map(({ name, dataTypeID }) => ({ name, dataTypeID }))
        return {
          rows: rows.map((row) => (Array.isArray(row) ? row : { ...row })),
          rowCount,
          command,
          fields: plain,
        }
      }
      case 'copy begin':
        this.#copy = beginCopy(this.#running, call.table, call.columns, this.#signal)
        return undefined
      case 'copy lines':
        return this.#copy?.push(call.lines)
      case 'copy end':
        this.#copy?.end()
        return this.#copy?.rows
      case 'before commit':
        return this.#hooks.beforeCommit?.(this.#running, call.report)
      case 'commit':
        return this.#end()
      case 'rollback':
        return this.#end(new Error('rolled back'))
    }
  }

  /** Rolls back an open transaction. */
  async close(): Promise<void> {
    this.#copy?.end()
    await this.#copy?.rows.catch(() => undefined)
    await this.#end(new Error(CANCELLED)).catch(() => undefined)
  }

  get #running(): DatabaseClient {
    if (this.#transaction === undefined) throw new Error('there is no transaction')
    return this.#transaction.client
  }

  async #end(error?: Error): Promise<void> {
    const transaction = this.#transaction
    this.#transaction = undefined
    await transaction?.end(error)
  }
}

const bytesAsBuffer = (value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value

function begin(database: Database, options: Parameters<Database['transaction']>[1]): Promise<Transaction> {
  return new Promise((resolve, reject) => {
    const done = database.transaction(
      (client) =>
        new Promise<void>((commit, rollBack) => {
          const end = (error?: Error) => {
            if (error) rollBack(error)
            else commit()
            return done.catch((reason: unknown) => {
              if (reason !== error) throw reason
            })
          }
          resolve({ client, end })
        }),
      options,
    )
    done.catch(reject)
  })
}

function beginCopy(
  client: DatabaseClient,
  table: string,
  columns: readonly string[],
  signal: AbortSignal,
): Copy {
  const waiting: { lines: string; taken: () => void }[] = []
  let isEnded = false
  let wake = () => {}
  async function* texts() {
    for (;;) {
      signal.throwIfAborted()
      const next = waiting.shift()
      if (next) {
        yield next.lines
        next.taken()
      } else if (isEnded) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  const rows = client.copyIn(table, columns, texts())
  rows.catch(() => undefined)
  signal.addEventListener('abort', () => wake(), { once: true })
  return {
    rows,
    push: (lines) =>
      // After an error, the COPY takes no more text and this would wait forever.
      Promise.race([
        new Promise<void>((taken) => {
          waiting.push({ lines, taken })
          wake()
        }),
        rows.then(() => undefined),
      ]),
    end() {
      isEnded = true
      wake()
    },
  }
}
