/**
 * Runs work once a day in one of the servers on a database, and at a start if it is overdue. pg-boss keeps
 * the queue: the first server queues the day's job, and any server takes it. Its own workers and scheduler
 * are not used, because on the embedded database their polling would delay everyone else.
 */
import type PgBoss from 'pg-boss'
import type { Database } from '../../geodata/database/database.ts'

export interface DailyWork {
  readonly queue: string
  /** Another key is another job on the same day, so that changed settings take effect at once. */
  readonly key: string
  /** The result is stored with the job. If it ends early because the signal aborts, it runs again later. */
  run(signal: AbortSignal): Promise<object>
}

export interface DailyOptions {
  /** How often to check whether the day's job is due. */
  readonly everyMs?: number
  readonly onError: (error: unknown) => void
}

export interface DailyJobs {
  /** Checks now, as the timer does. */
  look(): Promise<void>
  stop(): Promise<void>
}

const DAY_SECONDS = 86_400
const TEN_MINUTES_MS = 600_000

/** Runs each statement on its own connection, which is not used again after an error within a transaction. */
function executor(database: Database): PgBoss.Db {
  return {
    async executeSql(text, values) {
      const client = await database.connect()
      try {
        return await client.query(text, values)
      } catch (error) {
        await client.query('rollback').catch(() => undefined)
        throw error
      } finally {
        client.release()
      }
    },
  }
}

/** An arbitrary number. Servers that start together create the queue's tables one after another. */
const QUEUE_LOCK = 5_119_770_303

async function oneAfterAnother<T>(database: Database, work: () => Promise<T>): Promise<T> {
  // The embedded database has one server and no second connection.
  if (database.kind === 'embedded') return work()
  const client = await database.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [QUEUE_LOCK])
    return await work()
  } finally {
    // Closes the connection, which releases the lock.
    client.release(true)
  }
}

/** pg-boss creates the queue's tables, which are then closed as all tables are. */
async function openQueue(database: Database, queue: string, onError: (error: unknown) => void) {
  const { default: Boss } = await import('pg-boss')
  const boss = new Boss({
    db: executor(database),
    schedule: false,
    supervise: false,
    // Longer than a day; otherwise the day's job would be deleted and run again.
    archiveCompletedAfterSeconds: 3 * DAY_SECONDS,
    deleteAfterDays: 30,
  })
  boss.on('error', onError)
  await boss.start()
  await boss.createQueue(queue, { name: queue, policy: 'singleton', retryLimit: 3, expireInMinutes: 30 })
  await database.query('select secure_job_tables()')
  return boss
}

/** Runs the day's job if no server has it. */
async function lookOnce(boss: PgBoss, { queue, key, run }: DailyWork, signal: AbortSignal): Promise<void> {
  await boss.maintain()
  await boss.send(queue, {}, { singletonKey: key, singletonSeconds: DAY_SECONDS })
  for (const { id } of await boss.fetch(queue)) {
    try {
      await boss.complete(queue, id, await run(signal))
    } catch (error) {
      await boss.fail(queue, id, { message: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }
}

/** Starts daily work. Errors are passed to `onError`, and the work is retried at the next check. */
export function startDaily(database: Database, work: DailyWork, options: DailyOptions): DailyJobs {
  const { everyMs = TEN_MINUTES_MS, onError } = options
  const stopping = new AbortController()
  let boss: PgBoss | undefined
  let looking: Promise<void> = Promise.resolve()
  const look = () => {
    looking = looking
      .then(async () => {
        if (stopping.signal.aborted) return
        boss ??= await oneAfterAnother(database, () => openQueue(database, work.queue, onError))
        await lookOnce(boss, work, stopping.signal)
      })
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) onError(error)
      })
    return looking
  }
  const timer = setInterval(look, everyMs)
  timer.unref()
  void look()
  return {
    look,
    async stop() {
      clearInterval(timer)
      stopping.abort(new Error('The server is stopping.'))
      await looking
      await boss?.stop({ graceful: false })
    },
  }
}
