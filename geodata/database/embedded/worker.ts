/**
 * The thread that runs PGlite: it takes bytes of PostgreSQL's protocol and returns the answer's. Heavy
 * queries block this thread only, and terminating it is the only way to stop them.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { dataDir as emptyCluster } from '@electric-sql/pglite-prepopulatedfs'
import { raisedExceptions } from './exceptions.ts'
import { watchMainLoop } from './main-loop.ts'
import { forgetArchives, usedPostgis } from './postgis-parts.ts'
import {
  errorResponse,
  joinFrames,
  onlyLastReady,
  opensTransaction,
  readyForQuery,
  transactionStatus,
} from './protocol.ts'
import { fastSymbols } from './symbols.ts'

export interface WorkerOptions {
  /** Directory of the database's files; without it they are in memory. */
  readonly directory: string | undefined
  /** A dump of a data directory to start from, if there are no files yet. */
  readonly snapshot: string | undefined
}

export type WorkerRequest =
  | { readonly kind: 'protocol'; readonly id: number; readonly bytes: Uint8Array; readonly blob?: Uint8Array }
  | { readonly kind: 'dump'; readonly id: number }
  | { readonly kind: 'close'; readonly id: number }

export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly bytes: Uint8Array }

const simple = (sql: string): Uint8Array => {
  const text = Buffer.from(`${sql}\0`)
  const head = Buffer.alloc(5)
  head.write('Q')
  head.writeInt32BE(text.length + 4, 1)
  return Buffer.concat([head, text])
}

class Session {
  readonly #db: PGlite
  readonly #mainLoop: ReturnType<typeof watchMainLoop>
  #status: 'I' | 'T' | 'E' = 'I'

  constructor(db: PGlite) {
    this.#db = db
    this.#mainLoop = watchMainLoop(db)
  }

  /** Sends one batch up to its Sync and returns the answer, which ends in exactly one ReadyForQuery. */
  async run(bytes: Uint8Array, blob: Uint8Array | undefined): Promise<Uint8Array> {
    if (blob) await this.#db._handleBlob(new Blob([blob as Uint8Array<ArrayBuffer>]))
    const before = this.#status
    const answer = await this.#db.execProtocolRaw(bytes)
    if (blob) await this.#db._cleanupBlob()
    const status = transactionStatus(answer)
    const lost = this.#mainLoop.takeLost()
    if (!lost && status) {
      this.#status = status
      return onlyLastReady(answer)
    }
    return this.#rollBack(before !== 'I' || opensTransaction(bytes))
  }

  /**
   * Rolls back after a lost error, of which the backend knows nothing, so that it would commit. If the owner
   * is in a transaction, it is set to PostgreSQL's failed state, so that every statement but ROLLBACK is
   * refused and COMMIT rolls back.
   */
  async #rollBack(inTransaction: boolean): Promise<Uint8Array> {
    let answer = await this.#db.execProtocolRaw(simple('rollback'))
    if (transactionStatus(answer) !== 'I') throw new Error('a lost error could not be rolled back')
    if (inTransaction) {
      await this.#db.execProtocolRaw(simple('begin'))
      answer = await this.#db.execProtocolRaw(simple('select 1/0'))
      if (transactionStatus(answer) !== 'E') throw new Error('a lost error could not be rolled back')
    }
    this.#mainLoop.takeLost()
    this.#status = inTransaction ? 'E' : 'I'
    return joinFrames([errorResponse(), readyForQuery(this.#status)])
  }
}

/**
 * Returns the initial files: of a snapshot, or of an empty PostgreSQL, which is faster than running initdb.
 */
async function firstFiles({ directory, snapshot }: WorkerOptions): Promise<Blob | undefined> {
  if (snapshot) return new Blob([await readFile(snapshot)])
  return directory && existsSync(join(directory, 'PG_VERSION')) ? undefined : emptyCluster()
}

async function openDatabase(options: WorkerOptions): Promise<PGlite> {
  const loadDataDir = await firstFiles(options)
  const db: PGlite = new PGlite({
    ...(options.directory ? { dataDir: options.directory } : {}),
    ...(loadDataDir ? { loadDataDir } : {}),
    extensions: {
      usedPostgis,
      pg_trgm,
      btree_gist,
      fastSymbols,
      raisedExceptions: raisedExceptions(() => db.Module),
    },
  })
  await db.waitReady
  forgetArchives(db.Module)
  return db
}

async function serve(): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('worker.ts runs in a worker thread only')
  const db = await openDatabase(workerData as WorkerOptions)
  const session = new Session(db)
  const answer = (id: number, bytes: Uint8Array) => {
    port.postMessage({ kind: 'answer', id, bytes } satisfies WorkerReply, [bytes.buffer as ArrayBuffer])
  }
  const work = async (request: WorkerRequest) => {
    if (request.kind === 'protocol') answer(request.id, await session.run(request.bytes, request.blob))
    if (request.kind === 'dump')
      answer(request.id, new Uint8Array(await (await db.dumpDataDir('none')).arrayBuffer()))
    if (request.kind === 'close') {
      await db.close()
      answer(request.id, new Uint8Array(0))
    }
  }
  port.on('message', (request: WorkerRequest) => {
    // An error here leaves the backend in an unknown state: the thread ends and a new one starts.
    work(request).catch((error: unknown) => {
      throw error
    })
  })
  port.postMessage({ kind: 'ready' } satisfies WorkerReply)
}

serve().catch((error: unknown) => {
  parentPort?.postMessage({ kind: 'failed', message: String(error) } satisfies WorkerReply)
})
