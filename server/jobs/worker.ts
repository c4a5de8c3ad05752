/**
 * Runs jobs, one of each kind at a time in each server. A NOTIFY announces new and cancelled jobs; occasional
 * polling finds those whose server has died.
 */
import { randomUUID } from 'node:crypto'
import type { Database } from '../../geodata/database/database.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { JobNotice } from '../live/job-feed.ts'
import { type ClaimedJob, Claims, type JobEnd, JobLostError } from './claims.ts'
import { Lease } from './lease.ts'

export interface RunningJob extends ClaimedJob {
  readonly signal: AbortSignal
  onProgress(step: Text, share?: number): void
  /**
   * Marks the job as done in the transaction of its work, so that both are stored or neither. Work without a
   * transaction returns its result instead. Throws JobLostError, which must roll back.
   */
  finish: (client: Parameters<Claims['finish']>[2], result: unknown) => Promise<void>
}

export interface JobKind {
  /** Returns the result, or undefined if `finish` has marked the job. May run again after an interruption. */
  run(job: RunningJob): Promise<unknown>
  /** Returns the message of an error for the user; undefined for internal errors. */
  explain(error: unknown): Text | undefined
}

export interface WorkerOptions {
  readonly onError: (error: unknown) => void
  /** Receives progress while the database cannot announce it, as the embedded one during an import. */
  readonly onHeldBack?: ((notice: JobNotice) => void) | undefined
  /** How often to look for jobs that were not announced. */
  readonly everyMs?: number
  /** Days until finished jobs are deleted. */
  readonly keptDays?: number
}

/** A job that was interrupted so often fails, because it may be what ends the servers. */
const MAX_ATTEMPTS = 3
const EVERY_MS = { postgis: 10_000, embedded: 60_000 } as const

const brokenOff: Text = {
  zh: '任务多次中断，已放弃；数据库未改变。请重新提交，若再次如此，请联系管理员。',
  en: 'The job was interrupted several times and abandoned. Nothing was changed. Submit it again; if this happens again, tell an administrator.',
}
const failed: Text = {
  zh: '任务出错，已记录；数据库未改变。请稍后再试。',
  en: 'The job failed; the error was logged. Nothing was changed. Try again later.',
}

/** Starts to work on jobs. The returned function stops; running jobs return to the queue. */
export function startWorker(
  database: Database,
  kinds: Readonly<Record<string, JobKind>>,
  { onError, onHeldBack, everyMs = EVERY_MS[database.kind], keptDays = 7 }: WorkerOptions,
): () => Promise<void> {
  const stopping = new AbortController()
  const claims = new Claims(database, randomUUID())
  const lanes = Object.entries(kinds).map(
    ([kind, work]) => new Lane(claims, kind, work, stopping.signal, { onError, onHeldBack }),
  )
  const look = () => {
    for (const lane of lanes) lane.look()
  }
  const listening = database.listen('jobs', (id) => {
    for (const lane of lanes) lane.jobChanged(id)
    look()
  })
  listening.catch(onError)
  const timer = setInterval(look, everyMs)
  timer.unref()
  void beforeFirst(database, keptDays).catch(onError).then(look)
  return async () => {
    clearInterval(timer)
    stopping.abort(new Error('The server is stopping.'))
    await (await listening.catch(() => undefined))?.()
    await Promise.all(lanes.map((lane) => lane.ended))
  }
}

/**
 * Deletes old jobs, and ends the leases of an embedded database, whose jobs were interrupted with its
 * process.
 */
async function beforeFirst(database: Database, keptDays: number): Promise<void> {
  await database.query('delete from jobs where finished_at < now() - make_interval(days => $1)', [keptDays])
  if (database.kind !== 'embedded') return
  await database.query("update jobs set lease_until = '-infinity' where state = 'running'")
}

type LaneHooks = Pick<WorkerOptions, 'onError' | 'onHeldBack'>

/** Runs the jobs of one kind, one after another. */
class Lane {
  readonly #claims: Claims
  readonly #kind: string
  readonly #work: JobKind
  readonly #stopping: AbortSignal
  readonly #hooks: LaneHooks
  #lease: Lease | undefined
  #mayBeMore = false
  #working: Promise<void> | undefined

  constructor(claims: Claims, kind: string, work: JobKind, stopping: AbortSignal, hooks: LaneHooks) {
    this.#claims = claims
    this.#kind = kind
    this.#work = work
    this.#stopping = stopping
    this.#hooks = hooks
  }

  /** Resolves when no job is running. */
  get ended(): Promise<void> {
    return this.#working ?? Promise.resolve()
  }

  /** Called when a job has changed. */
  jobChanged(id: string): void {
    if (id === '' || id === this.#lease?.id) void this.#lease?.renew()
  }

  /** Looks for jobs, now or after the running one. */
  look(): void {
    this.#mayBeMore = true
    if (this.#working !== undefined) return
    this.#working = this.#workOff().finally(() => {
      this.#working = undefined
    })
  }

  async #workOff(): Promise<void> {
    while (this.#mayBeMore && !this.#stopping.aborted) {
      this.#mayBeMore = false
      try {
        const job = await this.#claims.next(this.#kind)
        if (job === undefined) continue
        this.#mayBeMore = true
        await this.#do(job)
      } catch (error) {
        if (!(error instanceof JobLostError)) this.#hooks.onError(error)
      }
    }
  }

  async #do(job: ClaimedJob): Promise<void> {
    if (job.cancel_requested) return this.#claims.finish(job.id, { state: 'cancelled' })
    if (job.attempts > MAX_ATTEMPTS)
      return this.#claims.finish(job.id, { state: 'failed', problem: brokenOff })
    const lease = new Lease(this.#claims, job.id, this.#stopping, ({ step, share }) => {
      const running = { kind: this.#kind, state: 'running', cancel_requested: false } as const
      this.#hooks.onHeldBack?.({ account: job.account, job: { id: job.id, ...running, step, share } })
    })
    this.#lease = lease
    let end: JobEnd | undefined
    try {
      end = await this.#run(job, lease)
    } finally {
      this.#lease = undefined
      lease.end()
    }
    if (this.#stopping.aborted && end?.state === 'cancelled') await this.#claims.release(job.id)
    else if (end) await this.#claims.finish(job.id, end)
  }

  /** Returns undefined if the job is already marked. */
  async #run(job: ClaimedJob, lease: Lease): Promise<JobEnd | undefined> {
    try {
      // The server may have begun to stop while it claimed the job.
      lease.signal.throwIfAborted()
      const result = await this.#work.run({
        ...job,
        signal: lease.signal,
        onProgress: (step, share) => lease.note(step, share),
        finish: (client, done) => this.#claims.finish(job.id, { state: 'done', result: done }, client),
      })
      return result === undefined ? undefined : { state: 'done', result }
    } catch (error) {
      if (lease.signal.aborted || error instanceof JobLostError) return { state: 'cancelled' }
      const problem = this.#work.explain(error)
      if (problem === undefined) this.#hooks.onError(error)
      return { state: 'failed', problem: problem ?? failed }
    }
  }
}
