/** Several server processes on one port. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../geodata/database/database.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { createPostgisDatabase, type PostgisTestDatabase, TEMPLATE } from '../environment/postgis-database.ts'
import { type ServerProcess, startServer } from '../environment/server-process.ts'
import { soon } from '../environment/soon.ts'
import { fixtureTile, loadFixture } from '../tiles/vector/fixture.ts'

const settings = { SAMPLE: 'false', WORKERS: '2', POOL_SIZE: '3' }

let made: PostgisTestDatabase
let database: Database
let server: ServerProcess
beforeAll(async () => {
  made = await createPostgisDatabase(TEMPLATE)
  database = await openDatabase({ url: made.url, poolSize: 2 })
  await loadFixture(database)
  server = await startServer({ DATABASE_URL: made.url, ...settings })
}, 120_000)
afterAll(async () => {
  await database.close()
  await made.drop()
})

/** The processes that the first one has started, by Linux' own list. */
const workers = (of = server) => {
  const pids = readFileSync(`/proc/${of.pid}/task/${of.pid}/children`, 'utf8')
  return pids.split(' ').filter((pid) => {
    return pid.trim() !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('server/main.ts')
  })
}

const alone = { headers: { connection: 'close' } }

/** Asks again and again, each time by a new connection; the result ends it and gives what came. */
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

/** Each request comes by a connection of its own, so that both processes are asked. */
async function etags(): Promise<Set<string | null>> {
  const { z, x, y } = fixtureTile
  const ask = () => fetch(`${server.url}/tiles/parcels/${z}/${x}/${y}.mvt`, alone)
  const answers = await Promise.all(Array.from({ length: 10 }, ask))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  return new Set(answers.map(({ headers }) => headers.get('etag')))
}

it('hear of changes alike, replace one that dies, and end together', async () => {
  await soon(() => expect(workers().length).toBe(2))
  const before = await etags()
  expect(before.size).toBe(1)
  await database.query("update parcels set land_use = '1401'")
  await soon(async () => {
    const after = await etags()
    expect([after.size, [...after].some((etag) => before.has(etag))]).toEqual([1, false])
  })

  const [victim = ''] = workers()
  process.kill(Number(victim), 'SIGKILL')
  await soon(() => {
    expect(workers().length).toBe(2)
    expect(workers()).not.toContain(victim)
  })
  await soon(async () => expect((await etags()).size).toBe(1))

  const pids = workers()
  const stream = await fetch(`${server.url}/tiles/changes`)
  await server.stop()
  await stream.text().catch(() => '')
  for (const pid of pids) expect(() => process.kill(Number(pid), 0)).toThrow()
}, 120_000)

/** Keeps every query of water waiting until the function that it gives is called. */
async function holdWater(): Promise<() => void> {
  const client = await database.connect()
  await client.query('begin; lock table water in access exclusive mode')
  return () => client.release(true)
}

it('answer from the first yes of /readyz, and leave nobody waiting for one that was killed', async () => {
  const other = await startServer({ DATABASE_URL: made.url, ...settings })
  const url = `${other.url}/collections/water/items?limit=1`
  const endOfAsking = [askOn(url), askOn(url)]
  await soon(() => expect(workers(other).length).toBe(2))
  // A process that starts needs about a second until it listens; requests go on meanwhile.
  await pause(4_000)
  for (const seen of await Promise.all(endOfAsking.map((end) => end())))
    expect([...seen.keys()]).toEqual(['200'])

  const release = await holdWater()
  const underWay = Array.from({ length: 12 }, () => fetch(url, alone).catch(() => undefined))
  await pause(500)
  const [victim = ''] = workers(other)
  process.kill(Number(victim), 'SIGSTOP')
  // Connections that the dead one might have been given or have taken.
  const meanwhile = Array.from({ length: 12 }, () =>
    fetch(`${other.url}/healthz`, alone).catch(() => undefined),
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
    expect(workers(other).length).toBe(2)
    expect(workers(other)).not.toContain(victim)
  })
  await pause(4_000)
  expect([...(await untilReplaced()).keys()]).toEqual(['200'])
  await other.stop()
}, 180_000)
