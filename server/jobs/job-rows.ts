/** Rows of jobs, as the viewer sees them. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { JobAnswer } from '../../geodata/model/answers/job.ts'
import { notFound, ProblemError } from '../errors.ts'

const selectSql = sqlFile(import.meta.url, 'select.sql')

/** Maximum number of waiting and running jobs of one account. */
const MAX_WAITING = 10

interface JobRow extends Omit<JobAnswer, 'created_at' | 'started_at' | 'finished_at'> {
  readonly created_at: Date
  readonly started_at: Date | null
  readonly finished_at: Date | null
}

const answerOf = (row: JobRow): JobAnswer => ({
  ...row,
  created_at: row.created_at.toISOString(),
  started_at: row.started_at?.toISOString() ?? null,
  finished_at: row.finished_at?.toISOString() ?? null,
})

/** Returns the newest jobs that the viewer may see. */
export async function listJobs(database: Queryable): Promise<JobAnswer[]> {
  return (await database.query<JobRow>(selectSql, [null])).rows.map(answerOf)
}

/** Throws a ProblemError of status 404 if the viewer sees no such job. */
export async function knownJob(database: Queryable, id: string): Promise<JobAnswer> {
  const { rows } = await database.query<JobRow>(selectSql, [id])
  if (rows[0] === undefined) throw notFound({ zh: '任务', en: 'job' }, id)
  return answerOf(rows[0])
}

/** Queues a job of the viewer. Throws a ProblemError of status 409 if the account has too many. */
export async function addJob(database: Queryable, kind: string, input: object): Promise<JobAnswer> {
  const waiting = await database.query<{ count: number }>(
    `select count(*)::integer as count from jobs
     where account = coalesce(viewer_account(), 0) and state in ('queued', 'running')`,
  )
  if ((waiting.rows[0]?.count ?? 0) >= MAX_WAITING) throw tooMany
  const { rows } = await database.query<{ id: string }>(
    'insert into jobs (kind, input) values ($1, $2::text::jsonb) returning id',
    [kind, JSON.stringify(input)],
  )
  return knownJob(database, rows[0]?.id ?? '')
}

/** Requests the end of a job; finished ones do not change. Throws a ProblemError of status 404. */
export async function cancelJob(database: Queryable, id: string): Promise<JobAnswer> {
  await database.query(
    "update jobs set cancel_requested = true where id = $1 and state in ('queued', 'running')",
    [id],
  )
  return knownJob(database, id)
}

/** Deletes all jobs of an account and returns their number; a server that works on one of them rolls back. */
export async function eraseJobs(client: Queryable, account: number): Promise<number> {
  const { rowCount } = await client.query('delete from jobs where account = $1', [account])
  return rowCount ?? 0
}

const tooMany = new ProblemError(
  409,
  { zh: '任务过多', en: 'Too many jobs' },
  {
    zh: `每个账号同时至多有 ${MAX_WAITING} 个未完成的任务。请等其中一些完成，或取消它们。`,
    en: `An account can have ${MAX_WAITING} unfinished jobs at a time. Wait for some of them, or cancel them.`,
  },
)
