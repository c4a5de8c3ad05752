/**
 * Work that has to be done once a day by one of the servers on a database, and at a start where it is
 * overdue. pg-boss keeps the queue: who comes first puts in the day's job, and whoever takes it does it.
 * Its own workers and its timekeeper are left out: on the embedded database, asking every few seconds
 * would take turns from everyone else.
 */
import type PgBoss from 'pg-boss'
import type { Database } from '../../geodata/database/database.ts'

export interface DailyWork {
  readonly queue: string
  /** Another key is another job on the same day: so that changed settings take effect at once. */
  readonly key: string
  /** What it gives is kept with the job. Where it ends early since the signal aborts, it is done again later. */
  run(signal: AbortSignal): Promise<object>
}

export interface DailyOptions {
  /** How often to look whether the day's job is there to be done. */
  readonly everyMs?: number
  readonly onError: (error: unknown) => void
}

export interface DailyJobs {
  /** Looks now; the same as what time will do. */
  look(): Promise<void>
  stop(): Promise<void>
}

const DAY_SECONDS = 86_400
const TEN_MINUTES_MS = 600_000

/** Each statement on a connection of its own; one that failed half-way in a transaction is not used again. */
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

/** Any number: servers that start together make the queue's tables one after another. */
const QUEUE_LOCK = 5_119_770_303

async function oneAfterAnother<T>(database: Database, work: () => Promise<T>): Promise<T> {
  // The embedded database is one server's, and has no second connection to work on.
  if (database.kind === 'embedded') return work()
  const client = await database.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [QUEUE_LOCK])
    return await work()
  } finally {
    // Its connection is not used again, and the lock ends with it.
    client.release(true)
  }
}

/** The queue's tables are made by pg-boss, and shut as all tables are. */
async function openQueue(database: Database, queue: string, onError: (error: unknown) => void) {
  const { default: Boss } = await import('pg-boss')
  const boss = new Boss({
    db: executor(database),
    schedule: false,
    supervise: false,
    // Longer than a day, or the day's job would be forgotten and come again.
    archiveCompletedAfterSeconds: 3 * DAY_SECONDS,
    deleteAfterDays: 30,
  })
  boss.on('error', onError)
  await boss.start()
  await boss.createQueue(queue, { name: queue, policy: 'singleton', retryLimit: 3, expireInMinutes: 30 })
  await database.query('select secure_job_tables()')
  return boss
}

/** Does the day's job where nobody has it. */
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

/** Has work done daily, from now on. What goes wrong is told to `onError` and tried again at the next look. */
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
