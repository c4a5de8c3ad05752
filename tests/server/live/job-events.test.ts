/** Events of jobs over HTTP: only the owner of a job receives them. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { publicViewer, type Viewer } from '../../../geodata/access/viewer.ts'
import { addJob } from '../../../server/jobs/job-rows.ts'
import { type RunningJob, startWorker } from '../../../server/jobs/worker.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { loadFixture } from '../serve.ts'
import { follow } from '../tiles/follow.ts'

const people: Readonly<Record<string, Viewer>> = {
  owner: { role: 'planner', account: 7 },
  otherPlanner: { role: 'planner', account: 8 },
  plannerOfTown: { role: 'planner_limited', towns: ['330112008'], account: 9 },
  admin: { role: 'admin', account: 1 },
  officer: { role: 'officer', account: 10 },
}
const access = {
  identify: ({ headers }: { readonly headers: { readonly authorization?: string | undefined } }) =>
    people[headers.authorization?.replace('Bearer ', '') ?? ''] ?? publicViewer,
}

describeOnDatabase('events of jobs', (db) => {
  let app: ServedApp
  let stopWorker: () => Promise<void>
  const running: RunningJob[] = []
  const ends = new Map<string, (result: unknown) => void>()
  const open: { close(): void }[] = []

  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db(), {}, { access })
    const run = (job: RunningJob) =>
      new Promise((resolve) => {
        running.push(job)
        ends.set(job.id, resolve)
      })
    const kind = { run, explain: () => undefined }
    stopWorker = startWorker(db(), { test: kind }, { onError: (error) => expect.fail(String(error)) })
    // What is sent when the server begins to listen precedes the first job.
    const early = await listen('owner')
    await soon(async () => {
      for (const end of ends.values()) end(null)
      // Only so many jobs may be unfinished.
      if ((await unfinished()) < 5) await add()
      expect(early.heard.some(({ event }) => event === 'job')).toBe(true)
    })
    for (const end of ends.values()) end(null)
    await soon(async () => {
      for (const end of ends.values()) end(null)
      expect(await unfinished()).toBe(0)
    })
  })
  afterEach(() => {
    for (const reader of open.splice(0)) reader.close()
  })
  afterAll(async () => {
    for (const end of ends.values()) end(null)
    await stopWorker()
    await app.close()
  })

  async function unfinished(): Promise<number> {
    const { rows } = await db().query("select 1 from jobs where state in ('queued', 'running')")
    return rows.length
  }
  async function listen(who?: string, last?: string) {
    const headers: Record<string, string> = {
      ...(who ? { authorization: `Bearer ${who}` } : {}),
      ...(last === undefined ? {} : { 'last-event-id': last }),
    }
    const reader = await follow(`${app.url}/tiles/changes`, headers)
    open.push(reader)
    return reader
  }
  const add = () => addJob(db().as(people.owner ?? publicViewer), 'test', {})
  const whenRunning = (id: string) =>
    soon(() => {
      const job = running.find((one) => one.id === id)
      if (job === undefined) throw new Error('not begun yet')
      return job
    })
  const states = (heard: Awaited<ReturnType<typeof listen>>['heard'], id: string) =>
    heard.flatMap(({ event, data }) => (event === 'job' && data.id === id ? [data.state] : []))

  test('are sent to the owner only, as the job progresses', async () => {
    const owner = await listen('owner')
    const others = ['otherPlanner', 'plannerOfTown', 'admin', 'officer', undefined]
    const readers = await Promise.all(others.map((who) => listen(who)))
    for (const { heard } of readers)
      await soon(() => expect(heard.map(({ event }) => event)).toContain('here'))
    const { id } = await add()
    const job = await whenRunning(id)
    job.onProgress({ zh: '读取', en: 'Reading' }, 0.25)
    await soon(() =>
      expect(owner.heard.at(-1)?.data).toEqual({
        ...{ id, kind: 'test', state: 'running', cancel_requested: false },
        ...{ step: { zh: '读取', en: 'Reading' }, share: 0.25 },
      }),
    )
    ends.get(id)?.({ secret: 'of the owner' })
    await soon(() => expect(states(owner.heard, id).at(-1)).toBe('done'))
    expect(states(owner.heard, id).slice(0, 2)).toEqual(['queued', 'running'])
    expect(JSON.stringify(owner.heard)).not.toContain('secret')
    // Everything sent before this has arrived when this has.
    await db().query('update parcels set far = far + 1 where id = 1')
    for (const { heard } of readers) {
      await soon(() => expect(heard.at(-1)?.data.layer).toBe('parcels'))
      expect(heard.filter(({ event }) => event === 'job')).toEqual([])
      const [before, after] = heard.slice(-2).map(({ id: number }) => Number(number.split('.')[1]))
      expect((after ?? 0) - (before ?? 0), 'ids have no gap').toBe(1)
    }
  })

  test('are sent to the owner after a reconnect if they were missed', async () => {
    const before = await listen('owner')
    const { id } = await add()
    const job = await whenRunning(id)
    await soon(() => expect(states(before.heard, id)).toContain('running'))
    const last = before.heard.at(-1)?.id ?? ''
    before.close()
    job.onProgress({ zh: '入库', en: 'Storing' }, 0.5)
    await soon(async () => {
      const { rows } = await db().query('select share from jobs where id = $1', [id])
      expect(rows[0]?.share).toBe(0.5)
    })
    ends.get(id)?.(null)
    await soon(async () => {
      const { rows } = await db().query('select state from jobs where id = $1', [id])
      expect(rows[0]?.state).toBe('done')
    })
    const after = await listen('owner', last)
    await soon(() => expect(states(after.heard, id)).toEqual(['running', 'done']))
    const elsewhere = await listen('owner', 'another.3')
    await soon(() => expect(elsewhere.heard.map(({ event }) => event)).toEqual(['everything']))
  })
})
