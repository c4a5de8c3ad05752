import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { JobLostError } from '../../../server/jobs/claims.ts'
import { addJob, cancelJob, knownJob } from '../../../server/jobs/job-rows.ts'
import { type JobKind, type RunningJob, startWorker } from '../../../server/jobs/worker.ts'
import type { JobNotice } from '../../../server/live/job-feed.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'

/** A kind whose jobs wait until the test decides how they continue. */
class Held implements JobKind {
  readonly jobs: RunningJob[] = []
  #goOn = new Map<string, (result: unknown) => void>()

  run(job: RunningJob): Promise<unknown> {
    this.jobs.push(job)
    return new Promise((resolve, reject) => {
      this.#goOn.set(job.id, resolve)
      job.signal.addEventListener('abort', () => reject(job.signal.reason))
    })
  }

  explain(error: unknown) {
    return error instanceof RangeError ? { zh: '超出范围', en: error.message } : undefined
  }

  end(id: string, result: unknown): void {
    this.#goOn.get(id)?.(result)
  }
}

describeOnDatabase('jobs', (db) => {
  const errors: unknown[] = []
  const stops: (() => Promise<void>)[] = []
  const start = (kind: JobKind) => {
    const stop = startWorker(db(), { test: kind }, { onError: (error) => errors.push(error), everyMs: 200 })
    stops.push(stop)
    return stop
  }
  const owner = (): Database => db().as({ role: 'planner', account: 7 })
  const add = () => addJob(owner(), 'test', { n: 1 })
  async function until(id: string, isSo: (job: Awaited<ReturnType<typeof knownJob>>) => boolean) {
    for (;;) {
      const job = await knownJob(owner(), id)
      if (isSo(job)) return job
      await setTimeout(20)
    }
  }
  /** Waits until the job is marked as running, and then until the kind has it. */
  async function running(id: string, held?: Held): Promise<void> {
    await until(id, ({ state }) => state === 'running')
    if (held) await soon(() => expect(held.jobs.map((job) => job.id)).toContain(id))
  }
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
    await db().query('delete from jobs')
    errors.length = 0
  })

  it('run for their owner, one after another, announce their progress and keep their result', async () => {
    const held = new Held()
    start(held)
    const [first, second] = [await add(), await add()]
    await running(first.id, held)
    held.jobs[0]?.onProgress({ zh: '读取', en: 'Reading' }, 0.25)
    const shown = await until(first.id, ({ step }) => step !== null)
    expect(shown).toMatchObject({ step: { zh: '读取', en: 'Reading' }, share: 0.25, result: null })
    expect((await knownJob(owner(), second.id)).state).toBe('queued')
    held.end(first.id, { rows: 3 })
    expect(await until(first.id, ({ state }) => state === 'done')).toMatchObject({
      result: { rows: 3 },
      step: null,
    })
    await running(second.id, held)
    const stranger = db().as({ role: 'planner', account: 8 })
    await expect(knownJob(stranger, first.id)).rejects.toMatchObject({ status: 404 })
    expect((await knownJob(db().as({ role: 'admin', account: 1 }), first.id)).state).toBe('done')
  })

  it('fail with a sentence, which reveals nothing for internal errors', async () => {
    start({
      run: ({ input }) =>
        Promise.reject((input as { n: number }).n === 1 ? new RangeError('past it') : new Error('secret')),
      explain: new Held().explain,
    })
    const known = await add()
    const unknown = await addJob(owner(), 'test', { n: 2 })
    expect(await until(known.id, ({ state }) => state === 'failed')).toMatchObject({
      problem: { en: 'past it' },
    })
    const { problem } = await until(unknown.id, ({ state }) => state === 'failed')
    expect(problem?.en).toMatch(/error was logged/)
    expect(errors).toMatchObject([{ message: 'secret' }])
  })

  it('are cancelled while they run, and at once while they wait', async () => {
    const held = new Held()
    start(held)
    const [first, second] = [await add(), await add()]
    await running(first.id, held)
    expect((await cancelJob(owner(), second.id)).state).toBe('cancelled')
    await cancelJob(owner(), first.id)
    expect(await until(first.id, ({ state }) => state !== 'running')).toMatchObject({ state: 'cancelled' })
    expect(held.jobs).toHaveLength(1)
    expect((await cancelJob(owner(), first.id)).state).toBe('cancelled')
  })

  it('are returned to the queue by a server that stops, and finished by the next', async () => {
    const [first, second] = [new Held(), new Held()]
    const stop = start(first)
    const { id } = await add()
    await running(id, first)
    await stop()
    expect((await knownJob(owner(), id)).state).toBe('queued')
    start(second)
    await running(id, second)
    expect(second.jobs[0]).toMatchObject({ attempts: 1, input: { n: 1 } })
    second.end(id, 'done')
    expect(await until(id, ({ state }) => state === 'done')).toMatchObject({ result: 'done' })
  })

  it('are returned before running if the server stops while it claims them', async () => {
    const held = new Held()
    /** Delays the answer to a claim, like a busy database. */
    const query = async (...asked: Parameters<Database['query']>) => {
      const answer = await db().query(...asked)
      if (String(asked[0]).includes('skip locked') && answer.rows.length > 0) await setTimeout(300)
      return answer
    }
    const slow = new Proxy(db(), {
      get(target, name) {
        if (name === 'query') return query
        const value = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const stop = startWorker(slow, { test: held }, { onError: (error) => errors.push(error), everyMs: 50 })
    const { id } = await add()
    await running(id)
    await stop()
    expect(await knownJob(owner(), id)).toMatchObject({ state: 'queued' })
    expect(held.jobs).toEqual([])
    expect(errors).toEqual([])
  })

  it('are taken over from a dead server, which then cannot store their results', async () => {
    const dead = new Held()
    start(dead)
    const { id } = await add()
    await running(id, dead)
    const [late] = dead.jobs
    // Another server has it, as after an expired lease.
    await db().query("update jobs set worker = 'living', attempts = 2, lease_until = now() + interval '1 h'")
    await expect(late?.finish(db(), 'too late')).rejects.toThrow(JobLostError)
    await new Promise((resolve) => late?.signal.addEventListener('abort', resolve))
    expect(await knownJob(owner(), id)).toMatchObject({ state: 'running', result: null })
    // That one dies too: its lease expires.
    await db().query("update jobs set lease_until = now() - interval '1 s'")
    await until(id, () => dead.jobs.length === 2)
    expect(dead.jobs[1]).toMatchObject({ id, attempts: 3 })
  })

  it('that are interrupted repeatedly fail with a sentence', async () => {
    const { id } = await add()
    await db().query(
      "update jobs set state = 'running', worker = 'dead', attempts = 3, lease_until = '-infinity'",
    )
    const held = new Held()
    start(held)
    const job = await until(id, ({ state }) => state === 'failed')
    expect(job.problem?.en).toMatch(/interrupted several times/)
    expect(held.jobs).toHaveLength(0)
  })

  it('report progress that the database cannot store at the moment, and continue afterwards', async () => {
    const held = new Held()
    const notices: JobNotice[] = []
    stops.push(
      startWorker(
        db(),
        { test: held },
        { onError: (error) => errors.push(error), onHeldBack: (notice) => notices.push(notice) },
      ),
    )
    const { id } = await add()
    await running(id, held)
    const [job] = held.jobs
    await db().transaction(async (client) => {
      // As an import does: on the embedded database nobody else is answered until its end.
      await client.query('select from jobs where id = $1 for update', [id])
      for (const share of [0.25, 0.5]) {
        job?.onProgress({ zh: '入库', en: 'Storing' }, share)
        await soon(() =>
          expect(notices.at(-1)).toEqual({
            account: 7,
            job: {
              ...{ id, kind: 'test', state: 'running', cancel_requested: false },
              ...{ step: { zh: '入库', en: 'Storing' }, share },
            },
          }),
        )
      }
    })
    await until(id, ({ share }) => share === 0.5)
    held.end(id, null)
    await until(id, ({ state }) => state === 'done')
    expect(errors).toEqual([])
  })

  it('are limited to ten of one account at a time', async () => {
    for (let i = 0; i < 10; i++) await add()
    await expect(add()).rejects.toMatchObject({ status: 409 })
    expect((await addJob(db().as({ role: 'planner', account: 8 }), 'test', {})).state).toBe('queued')
  })
})
