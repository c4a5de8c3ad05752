import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { viewerRoles } from '../../../geodata/access/viewer.ts'
import { type DailyJobs, type DailyWork, startDaily } from '../../../server/jobs/daily.ts'
import { describeOnDatabase } from '../../environment/databases.ts'

const openRelations = readFileSync(
  new URL('../../geodata/access/open-relations.sql', import.meta.url),
  'utf8',
)

const raise = (error: unknown) => {
  throw error
}

describeOnDatabase('daily work', (db) => {
  const servers: DailyJobs[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop()
  })

  /** A server that checks once now, and later only on request. */
  function start(work: DailyWork, onError: (error: unknown) => void = raise) {
    const server = startDaily(db(), work, { onError, everyMs: 3_600_000 })
    servers.push(server)
    return server
  }

  function counting(key: string) {
    const done = { times: 0 }
    const run = async () => {
      done.times += 1
      return { ...done }
    }
    return { done, work: { queue: 'counting', key, run } }
  }

  it('runs once among several servers, however often they check', async () => {
    const { done, work } = counting('first')
    const three = [start(work), start(work), start(work)]
    for (const server of three) await server.look()
    for (const server of three) await server.look()
    expect(done.times).toBe(1)
  })

  it('does not run again after a restart on the same day, except with other settings', async () => {
    const again = counting('first')
    await start(again.work).look()
    expect(again.done.times).toBe(0)
    const other = counting('second')
    await start(other.work).look()
    expect(other.done.times).toBe(1)
  })

  it('runs at the start if the last run was on another day', async () => {
    await db().query("update pgboss.job set singleton_on = singleton_on - interval '1 day'")
    const { done, work } = counting('first')
    await start(work).look()
    expect(done.times).toBe(1)
  })

  it('is retried after a failure', async () => {
    const errors: unknown[] = []
    let times = 0
    const run = async () => {
      times += 1
      if (times === 1) throw new Error('not today')
      return {}
    }
    const server = start({ queue: 'counting', key: 'third', run }, (error) => errors.push(error))
    await server.look()
    await server.look()
    expect(times).toBe(2)
    expect(errors).toMatchObject([{ message: 'not today' }])
  })

  it('is run by another server if the one that began it has died', async () => {
    const { done, work } = counting('fourth')
    await start(work).look()
    await db().query(
      `update pgboss.job set state = 'active', completed_on = null, started_on = now() - interval '31 minutes'
       where singleton_key = 'fourth'`,
    )
    const later = counting('fourth')
    await start(later.work).look()
    expect([done.times, later.done.times]).toEqual([1, 1])
  })

  it('ends early when its server stops, and is run again by the next', async () => {
    let announce: () => void = () => undefined
    const begun = new Promise<void>((resolve) => {
      announce = resolve
    })
    const run = (signal: AbortSignal) =>
      new Promise<object>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        announce()
      })
    const first = start({ queue: 'counting', key: 'fifth', run })
    await begun
    await first.stop()
    const { done, work } = counting('fifth')
    await start(work).look()
    expect(done.times).toBe(1)
  })

  it('leaves no open transaction after a failed statement', async () => {
    const { rows } = await db().query<{ n: number }>('select 1 as n')
    expect(rows).toEqual([{ n: 1 }])
  })

  it('keeps its tables closed to every role', async () => {
    const { rows } = await db().query<{ name: string; shut: boolean; policies: string[] }>(`
      select relname as name, relrowsecurity and relforcerowsecurity as shut,
        array(select polname::text from pg_policy where polrelid = c.oid) as policies
      from pg_class as c
      where relnamespace = 'pgboss'::regnamespace and relkind in ('r', 'p')`)
    expect(rows.length).toBeGreaterThan(5)
    expect((await db().query(openRelations)).rows).toEqual([])
    for (const row of rows) expect(row).toMatchObject({ shut: true, policies: ['system'] })
    for (const role of viewerRoles) {
      const read = db().as({ role }).query('select * from pgboss.job')
      await expect(read).rejects.toMatchObject({ code: '42501' })
    }
  })
})
