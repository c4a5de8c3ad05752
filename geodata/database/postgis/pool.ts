/** Connections to a PostGIS server, by node-postgres' pool, each lent to one viewer at a time. */
import pg from 'pg'
import { type SessionRole, sessionRoleOf, switchTo, systemSessionRole } from '../../access/switch-viewer.ts'
import type { Viewer } from '../../access/viewer.ts'
import { namedError } from '../errors.ts'
import { valueTypes } from '../value-types.ts'
import { PostgisClient } from './client.ts'
import { PostgisListener } from './listener.ts'

export interface PostgisOptions {
  readonly url: string
  readonly poolSize: number
  readonly statementTimeoutMs: number
  /** Called for idle connections that were lost. */
  readonly onWarning: (message: string, error: unknown) => void
}

interface LendOptions {
  /** Time limit of each statement for this caller; undefined means the pool's. */
  readonly limitMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** The caller changes settings of the connection, so it is not reused. */
  readonly changed?: boolean
}

/** JIT compilation and parallel workers cost more than they save on such short queries. */
const SESSION = 'set jit = off; set max_parallel_workers_per_gather = 0'

/** How long running queries may continue when the database is closed. */
const CLOSE_PATIENCE_MS = 1_000

/** Added to the statement's time limit: longer silence means a lost network. */
const SILENCE_MS = 5_000

/** TCP keep-alive: a dead peer is detected after about 20 s instead of hours. */
const alive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const

export class PostgisPool {
  readonly listener: PostgisListener
  readonly #pool: pg.Pool
  readonly #config: pg.ClientConfig
  readonly #statementTimeoutMs: number
  readonly #lent = new Set<PostgisClient>()
  /** The last session role of each connection; missing if it was never switched. */
  readonly #sessionRoles = new WeakMap<pg.PoolClient, SessionRole>()

  constructor(options: PostgisOptions) {
    this.#config = { connectionString: options.url }
    this.#statementTimeoutMs = options.statementTimeoutMs
    this.#pool = new pg.Pool({
      ...this.#config,
      ...alive,
      max: options.poolSize,
      statement_timeout: options.statementTimeoutMs,
      connectionTimeoutMillis: 10_000,
      application_name: 'shuangxi',
      types: valueTypes,
      onConnect: async (client: pg.ClientBase) => {
        await client.query(SESSION)
      },
    })
    // The pool does not listen for errors of connections being closed, which would crash the process.
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
    this.#pool.on('error', (error) => options.onWarning('an idle connection was lost', error))
    this.listener = new PostgisListener(options.url, options.onWarning)
  }

  /** Lends a connection with a viewer's role, or the system's. */
  async lend(viewer: Viewer | undefined, options: LendOptions = {}): Promise<PostgisClient> {
    const { signal, changed = false } = options
    const limitMs = options.limitMs ?? this.#statementTimeoutMs
    try {
      const connection = await untilAborted(this.#pool.connect(), signal)
      const client = new PostgisClient(connection, {
        config: this.#config,
        changed,
        silenceMs: limitMs > 0 ? limitMs + SILENCE_MS : undefined,
        onRelease: (released) => this.#lent.delete(released),
      })
      this.#lent.add(client)
      await this.#switchRole(connection, client, sessionRoleOf(viewer))
      return client
    } catch (error) {
      throw signal?.aborted ? error : namedError(error)
    }
  }

  async #switchRole(
    connection: pg.PoolClient,
    client: PostgisClient,
    sessionRole: SessionRole,
  ): Promise<void> {
    if ((this.#sessionRoles.get(connection) ?? systemSessionRole) === sessionRole) return
    try {
      await switchTo(client, sessionRole)
      this.#sessionRoles.set(connection, sessionRole)
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  /** Waits for lent clients for a limited time, then cancels their statements. */
  async close() {
    const ended = Promise.all([this.listener.close(), this.#pool.end()])
    if (await endsWithin(CLOSE_PATIENCE_MS, ended)) return
    await Promise.all([...this.#lent].map((client) => client.cancel()))
    await endsWithin(CLOSE_PATIENCE_MS / 4, ended)
  }
}

/** Releases a connection at once if its caller has aborted meanwhile. */
function untilAborted(lending: Promise<pg.PoolClient>, signal?: AbortSignal): Promise<pg.PoolClient> {
  if (!signal) return lending
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(signal.reason)
      lending.then(
        (client) => client.release(),
        () => undefined,
      )
    }
    if (signal.aborted) return leave()
    signal.addEventListener('abort', leave, { once: true })
    lending.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}

async function endsWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
