/** Several server processes on one port. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../geodata/database/database.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { createPostgisDatabase, type PostgisTestDatabase, TEMPLATE } from '../environment/postgis-database.ts'
import { type ServerProcess, startServer } from '../environment/server-process.ts'
import { soon } from '../environment/soon.ts'
import { fixtureTile, loadFixture } from '../tiles/vector/fixture.ts'

let made: PostgisTestDatabase
let database: Database
let server: ServerProcess
beforeAll(async () => {
  made = await createPostgisDatabase(TEMPLATE)
  database = await openDatabase({ url: made.url, poolSize: 2 })
  await loadFixture(database)
  server = await startServer({ DATABASE_URL: made.url, SAMPLE: 'false', WORKERS: '2', POOL_SIZE: '3' })
}, 120_000)
afterAll(async () => {
  await database.close()
  await made.drop()
})

/** The processes that the first one has started, by Linux' own list. */
const workers = () => {
  const pids = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8')
  return pids.split(' ').filter((pid) => {
    return pid.trim() !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('server/main.ts')
  })
}

/** Each request comes by a connection of its own, so that both processes are asked. */
async function etags(): Promise<Set<string | null>> {
  const { z, x, y } = fixtureTile
  const ask = () =>
    fetch(`${server.url}/tiles/parcels/${z}/${x}/${y}.mvt`, { headers: { connection: 'close' } })
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
