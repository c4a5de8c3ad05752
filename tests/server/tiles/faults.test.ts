/** Tiles during faults: the database restarts, clients disconnect, many come at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { migrate } from '../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { type Cluster, startCluster } from '../../environment/cluster.ts'
import { soon } from '../../environment/soon.ts'
import { startValkey, type Valkey } from '../../environment/valkey.ts'
import { fixtureTile, loadFixture } from '../../tiles/vector/fixture.ts'

const { z, x, y } = fixtureTile

/** A database that records the queries for tiles from rows. */
function counted(database: Database, texts: string[]): Database {
  return {
    kind: database.kind,
    as: (viewer) => counted(database.as(viewer), texts),
    query: (query, values) => {
      const text = typeof query === 'string' ? query : query.text
      if (text.includes('ST_AsMVT')) texts.push(text)
      return database.query(query, values)
    },
    connect: (options) => database.connect(options),
    transaction: (work, options) => database.transaction(work, options),
    listen: (channel, onPayload) => database.listen(channel, onPayload),
    close: () => database.close(),
  }
}

describe('tiles during faults', () => {
  let cluster: Cluster
  let database: Database
  let watcher: Database
  let valkey: Valkey
  let app: ServedApp
  const tileQueries: string[] = []
  const stopping = new AbortController()
  beforeAll(async () => {
    cluster = await startCluster()
    database = await openDatabase({ url: cluster.url, poolSize: 4 })
    watcher = await openDatabase({ url: cluster.url, poolSize: 3 })
    valkey = await startValkey()
    await migrate(database)
    await loadFixture(database)
    const environment = { VALKEY_URL: valkey.url }
    app = await serveApp(counted(database, tileQueries), environment, { stopping: stopping.signal })
    // When the server begins to listen it drops all tiles, including those being rendered.
    await soon(async () => {
      const { rows } = await watcher.query(
        "select from pg_stat_activity where query ilike 'listen %' and pid <> pg_backend_pid()",
      )
      expect(rows).not.toEqual([])
    })
    await status('/readyz')
  }, 90_000)
  afterAll(async () => {
    stopping.abort()
    await app.close()
    await database.close()
    await watcher.close()
    await cluster.stop()
    await valkey.pause()
  }, 60_000)

  const status = async (path: string) => {
    const answer = await fetch(app.url + path)
    await answer.arrayBuffer()
    return answer.status
  }
  /** Returns the running queries for tiles. */
  const running = async () => {
    const { rows } = await watcher.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where state = 'active' and query like '%ST_AsMVT%' and pid <> pg_backend_pid()`,
    )
    return rows[0]?.n ?? 0
  }
  /** Locks a table during `work`, so that its tiles wait in the database. */
  const whileHeld = async (table: string, work: () => Promise<void>) => {
    await watcher.transaction(async (client) => {
      await client.query(`lock table ${table} in access exclusive mode`)
      await work()
    })
  }

  it('one query is made for 200 clients that request the same new tile', async () => {
    const path = `/tiles/parcels,roads/${z}/${x}/${y}.mvt`
    let answers: Promise<number>[] = []
    tileQueries.length = 0
    await whileHeld('parcels', async () => {
      answers = Array.from({ length: 200 }, () => status(path))
      await soon(async () => expect(await running()).toBe(1))
      await new Promise((resolve) => setTimeout(resolve, 300))
    })
    expect(new Set(await Promise.all(answers))).toEqual(new Set([200]))
    expect(tileQueries.length).toBe(1)
    expect(await status(path)).toBe(200)
    expect(tileQueries.length).toBe(1)
  })

  it('a query is cancelled when the last waiting client has disconnected', async () => {
    const path = `/tiles/water,roads/${z}/${x}/${y}.mvt`
    const clients = [new AbortController(), new AbortController()]
    await whileHeld('water', async () => {
      const answers = clients.map(({ signal }) => fetch(app.url + path, { signal }).catch(() => 'gone'))
      await soon(async () => expect(await running()).toBe(1))
      clients[0]?.abort()
      await answers[0]
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(await running()).toBe(1)
      clients[1]?.abort()
      await answers[1]
      await soon(async () => expect(await running()).toBe(0))
    })
    expect(await status(path)).toBe(200)
  })

  it('Valkey fails and recovers without visible effect', async () => {
    const path = (column: number) => `/tiles/roads/16/${column}/26980.mvt`
    expect(await status(path(1))).toBe(204)
    await valkey.pause()
    for (let column = 2; column < 20; column++) expect(await status(path(column))).toBe(204)
    await valkey.resume()
    expect(await valkey.keys()).toEqual([])
    let column = 100
    await soon(async () => {
      expect(await status(path(column++))).toBe(204)
      expect((await valkey.keys()).length).toBeGreaterThan(0)
    })
  }, 90_000)

  it.each(['fast', 'immediate'] as const)(
    'a restart under load gives 503 only, and recovers: %s',
    async (how) => {
      const seen = new Set<number>()
      let loading = true
      let column = 0
      const client = async () => {
        while (loading) seen.add(await status(`/tiles/roads,water/17/${column++}/53000.mvt`))
      }
      const load = Promise.all(Array.from({ length: 12 }, client))
      await soon(() => expect(seen).toContain(204))
      await cluster.restart(how)
      await soon(async () => expect(await status(`/tiles/roads/18/${column++}/1.mvt`)).toBe(204))
      loading = false
      await load
      expect([...seen].filter((code) => code !== 204 && code !== 503)).toEqual([])
      // Changes are received again. A crash may undo the last round's, so the mark must differ.
      const path = `/tiles/parcels/${z}/${x}/${y}.mvt`
      const before = (await fetch(app.url + path)).headers.get('etag')
      await soon(() => database.query('update parcels set state = state || $1', [how]))
      await soon(async () => expect((await fetch(app.url + path)).headers.get('etag')).not.toBe(before))
    },
    90_000,
  )
})
