import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../geodata/database/database.ts'
import { migrate } from '../../geodata/database/migrate.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { type ServedApp, serveApp } from '../environment/app.ts'
import { type Cluster, startCluster } from '../environment/cluster.ts'
import { soon } from '../environment/soon.ts'
import { keepSending } from './incidents/kept-sending.ts'

describe('a PostGIS server that stops and restarts', () => {
  let cluster: Cluster
  let database: Database
  let app: ServedApp
  beforeAll(async () => {
    cluster = await startCluster()
    const first = await openDatabase({ url: cluster.url, poolSize: 1 })
    // Without it, the cluster of the tests loses the last commits in a crash.
    await first.query('alter database postgres set synchronous_commit = on')
    await first.close()
    database = await openDatabase({ url: cluster.url, poolSize: 3 })
    await migrate(database)
    app = await serveApp(database)
  }, 60_000)
  afterAll(async () => {
    await app.close()
    await database.close()
    await cluster.stop()
  }, 60_000)

  const ask = async (path: string) => {
    const answer = await fetch(app.url + path)
    await answer.arrayBuffer()
    return { status: answer.status, retryAfter: answer.headers.get('retry-after') }
  }
  const items = '/collections/water/items?limit=1'

  it.each(['fast', 'immediate'] as const)(
    'gives 503 with Retry-After meanwhile, then 200: %s',
    async (how) => {
      const heard: string[] = []
      const stop = await database.listen('news', (payload) => heard.push(payload))
      expect((await ask(items)).status).toBe(200)
      if (how === 'immediate') await cluster.restart('immediate')
      else {
        await cluster.pause()
        expect(await ask(items)).toEqual({ status: 503, retryAfter: '3' })
        expect((await ask('/tiles/water/12/3411/1689.mvt')).status).toBe(503)
        expect((await ask('/readyz')).status).toBe(503)
        expect((await ask('/healthz')).status).toBe(200)
        await cluster.resume()
      }
      await expect.poll(async () => (await ask(items)).status, { timeout: 10_000 }).toBe(200)
      expect((await ask('/readyz')).status).toBe(200)
      await expect.poll(() => heard, { timeout: 10_000 }).toEqual([''])
      await database.query("select pg_notify('news', 'again')")
      await expect.poll(() => heard).toEqual(['', 'again'])
      await stop()
    },
  )

  it('loses and doubles no step of an incident that it has acknowledged', async () => {
    const sending = await keepSending(database, app.url)
    for (const how of ['immediate', 'fast'] as const) {
      const before = sending.count()
      await soon(() => expect(sending.count()).toBeGreaterThan(before + 8))
      await cluster.restart(how)
      await soon(() => expect(sending.count()).toBeGreaterThan(before + 16))
    }
    await sending.end()
  }, 60_000)

  it('gives an interrupted transaction a database error', async () => {
    const work = database.transaction(async (client) => {
      await client.query('create table cut_off (n int)')
      await cluster.restart('immediate')
      await client.query('insert into cut_off values (1)')
    })
    await expect(work).rejects.toMatchObject({ name: 'DatabaseUnavailableError', retryable: true })
    const { rows } = await database.query("select to_regclass('cut_off') as t")
    expect(rows).toEqual([{ t: null }])
  })
})
