/** Several server processes on one port. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../geodata/database/database.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { createPostgisDatabase, type PostgisTestDatabase, TEMPLATE } from '../environment/postgis-database.ts'
import { type ServerProcess, startServer } from '../environment/server-process.ts'
import { soon } from '../environment/soon.ts'
import { fixtureTile, loadFixture } from '../tiles/vector/fixture.ts'
import { keepSending } from './incidents/kept-sending.ts'

const settings = { SAMPLE: 'false', WORKERS: '2', POOL_SIZE: '3', LOG_LEVEL: 'info' }

let made: PostgisTestDatabase
let database: Database
let server: ServerProcess
/** Requests since the first 200; each function ends them and returns the results. */
let sinceReady: readonly (() => Promise<ReadonlyMap<string, number>>)[]
beforeAll(async () => {
  made = await createPostgisDatabase(TEMPLATE)
  database = await openDatabase({ url: made.url, poolSize: 2 })
  await loadFixture(database)
  server = await startServer({ DATABASE_URL: made.url, ...settings })
  sinceReady = [1, 2].map(() => askOn(`${server.url}/collections/water/items?limit=1`))
}, 120_000)
afterAll(async () => {
  await database.close()
  await made.drop()
})

/** Returns the processes that the first one started, from Linux' own list. */
const workers = () => {
  const pids = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8')
  return pids.split(' ').filter((pid) => {
    return pid.trim() !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('server/main.ts')
  })
}

const alone = { headers: { connection: 'close' } }

/**
 * Sends requests repeatedly, each on a new connection; the returned function stops and returns the results.
 */
function askOn(url: string) {
  let isEnded = false
  const ask = () =>
    fetch(url, alone).then(
      async (answer) => {
        await answer.arrayBuffer()
        return String(answer.status)
      },
      () => 'cut',
    )
  const asking = (async () => {
    const seen = new Map<string, number>()
    while (!isEnded) {
      const one = await ask()
      seen.set(one, (seen.get(one) ?? 0) + 1)
    }
    return seen
  })()
  return () => {
    isEnded = true
    return asking
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Each request has its own connection, so that both processes are used. */
async function etags(): Promise<Set<string | null>> {
  const { z, x, y } = fixtureTile
  const ask = () => fetch(`${server.url}/tiles/parcels/${z}/${x}/${y}.mvt`, alone)
  const answers = await Promise.all(Array.from({ length: 10 }, ask))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  return new Set(answers.map(({ headers }) => headers.get('etag')))
}

/** Returns how many processes have reported that they are ready. */
const ready = () => server.output().split('Shuangxi is at').length - 1

/** Blocks queries of water until the returned function is called. */
async function holdWater(): Promise<() => void> {
  const client = await database.connect()
  await client.query('begin; lock table water in access exclusive mode')
  return () => client.release(true)
}

/** Returns connections that wait for such a table. */
const waitingForWater = async () => {
  const { rows } = await database.query<{ n: number }>(
    `select count(*)::integer as n from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows[0]?.n ?? 0
}

it('answer from the first 200 of /readyz, while the others start', async () => {
  await soon(() => {
    expect(workers().length).toBe(2)
    expect(ready()).toBe(2)
  })
  for (const seen of await Promise.all(sinceReady.map((end) => end())))
    expect([...seen.keys()]).toEqual(['200'])
})

it('are all notified of changes', async () => {
  const before = await etags()
  expect(before.size).toBe(1)
  await database.query("update parcels set land_use = '1401'")
  await soon(async () => {
    const after = await etags()
    expect([after.size, [...after].some((etag) => before.has(etag))]).toEqual([1, false])
  })
})

it('leave no client waiting for a killed one, and replace it', async () => {
  const release = await holdWater()
  const url = `${server.url}/collections/water/items?limit=1`
  const underWay = Array.from({ length: 12 }, () => fetch(url, alone).catch(() => undefined))
  await soon(async () => expect(await waitingForWater()).toBeGreaterThan(2))
  const [victim = ''] = workers()
  process.kill(Number(victim), 'SIGSTOP')
  // Connections that the dead process may have accepted.
  const meanwhile = Array.from({ length: 12 }, () =>
    fetch(`${server.url}/healthz`, alone).catch(() => undefined),
  )
  await pause(500)
  process.kill(Number(victim), 'SIGKILL')
  release()
  const limit = pause(20_000).then(() => 'still waiting')
  const all = Promise.all([...underWay, ...meanwhile])
  expect(await Promise.race([all.then(() => 'ended'), limit])).toBe('ended')
  // The kernel closes the connections that the killed process had accepted.
  for (const answer of await Promise.all(meanwhile)) expect([200, undefined]).toContain(answer?.status)

  const untilReplaced = askOn(url)
  await soon(() => {
    expect(workers().length).toBe(2)
    expect(workers()).not.toContain(victim)
    expect(ready()).toBe(3)
  })
  expect([...(await untilReplaced()).keys()]).toEqual(['200'])
  await soon(async () => expect((await etags()).size).toBe(1))
}, 60_000)

it('lose and double no acknowledged step of an incident when all are killed', async () => {
  const sending = await keepSending(database, server.url)
  await soon(() => expect(sending.count()).toBeGreaterThan(10))
  const victims = workers()
  for (const pid of victims) process.kill(Number(pid), 'SIGKILL')
  const before = sending.count()
  await soon(() => expect(sending.count()).toBeGreaterThan(before + 10))
  await sending.end()
  await soon(() => {
    expect(workers().length).toBe(2)
    expect(workers().filter((pid) => victims.includes(pid))).toEqual([])
    expect(ready()).toBe(5)
  })
}, 120_000)

it('end together', async () => {
  const pids = workers()
  const stream = await fetch(`${server.url}/tiles/changes`)
  await server.stop()
  await stream.text().catch(() => '')
  for (const pid of pids) expect(() => process.kill(Number(pid), 0)).toThrow()
})
