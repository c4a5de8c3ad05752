/** Claims jobs for one server, renews their leases and ends them; see schema/0083_files_and_jobs.sql. */
import type { Database, Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Text } from '../../geodata/model/text.ts'

const claimSql = sqlFile(import.meta.url, 'claim.sql')
const renewSql = sqlFile(import.meta.url, 'renew.sql')
const finishSql = sqlFile(import.meta.url, 'finish.sql')

/** After this time without renewal, another server may take the job. */
const LEASE_SECONDS = 30

export interface ClaimedJob {
  readonly id: string
  /** 0 for a viewer without an account. */
  readonly account: number
  readonly address: string | null
  readonly input: unknown
  /** Including this one. */
  readonly attempts: number
  readonly cancel_requested: boolean
}

/** Thrown if the job belongs to another server now, or was cancelled: its work must not be stored. */
export class JobLostError extends Error {
  override readonly name = 'JobLostError'
}

export type JobEnd =
  | { readonly state: 'done'; readonly result: unknown }
  | { readonly state: 'failed'; readonly problem: Text }
  | { readonly state: 'cancelled' }

export class Claims {
  readonly #database: Database
  readonly #worker: string

  constructor(database: Database, worker: string) {
    this.#database = database
    this.#worker = worker
  }

  /** Claims the next job of a kind, if there is one. */
  async next(kind: string): Promise<ClaimedJob | undefined> {
    const { rows } = await this.#database.query<ClaimedJob>(claimSql, [kind, this.#worker, LEASE_SECONDS])
    return rows[0]
  }

  /** Returns whether the job is to be cancelled. Throws JobLostError. */
  async renew(id: string, step: Text | null, share: number | null): Promise<boolean> {
    const values = [id, this.#worker, LEASE_SECONDS, step && JSON.stringify(step), share]
    const { rows } = await this.#database.query<{ cancel_requested: boolean }>(renewSql, values)
    if (rows[0] === undefined) throw new JobLostError()
    return rows[0].cancel_requested
  }

  /** Ends the job, in the transaction of `client` if its work has one. Throws JobLostError. */
  async finish(id: string, end: JobEnd, client: Queryable = this.#database): Promise<void> {
    const result = end.state === 'done' ? JSON.stringify(end.result) : null
    const problem = end.state === 'failed' ? JSON.stringify(end.problem) : null
    const { rowCount } = await client.query(finishSql, [id, this.#worker, end.state, result, problem])
    if (rowCount === 0) throw new JobLostError()
  }

  /** Returns a job that this server will not finish to the queue. */
  async release(id: string): Promise<void> {
    await this.#database.query(
      `update jobs set state = 'queued', worker = null, lease_until = null, attempts = attempts - 1
       where id = $1 and worker = $2 and state = 'running'`,
      [id, this.#worker],
    )
  }
}
