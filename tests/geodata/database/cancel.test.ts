/** Cancelled queries, and servers that no longer answer. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { DatabaseUnavailableError } from '../../../geodata/database/errors.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { createPostgisDatabase, type PostgisTestDatabase } from '../../environment/postgis-database.ts'
import { soon } from '../../environment/soon.ts'

/** A relay in front of a server that can stop responding, as a lost network does. */
async function relay(target: URL) {
  const sockets = new Set<Socket>()
  let silent = false
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => {
        if (!silent) to.write(bytes)
      })
      from.on('error', () => undefined)
      from.on('close', () => to.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    fallSilent: (now: boolean) => {
      silent = now
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

describe('cancelling on PostGIS', () => {
  let server: PostgisTestDatabase
  let database: Database
  let watcher: Database
  beforeAll(async () => {
    server = await createPostgisDatabase()
    database = await openDatabase({ url: server.url, poolSize: 1, statementTimeoutMs: 20_000 })
    watcher = await openDatabase({ url: server.url, poolSize: 1 })
  })
  afterAll(async () => {
    await database.close()
    await watcher.close()
    await server.drop()
  })
  const sleeping = async () => {
    const { rows } = await watcher.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`,
    )
    return rows[0]?.n
  }

  it('ends the statement on the server, and the connection remains usable', async () => {
    const { rows: before } = await database.query('select pg_backend_pid() as pid')
    const gone = new AbortController()
    const query = database.query({ text: 'select pg_sleep(15)', signal: gone.signal })
    const outcome = expect(query).rejects.toThrow('nobody waits')
    await soon(async () => expect(await sleeping()).toBe(1))
    gone.abort(new Error('nobody waits'))
    await outcome
    await soon(async () => expect(await sleeping()).toBe(0))
    expect((await database.query('select pg_backend_pid() as pid')).rows).toEqual(before)
  })

  it('drops a statement that waits for a connection, without losing the connection', async () => {
    const holder = await database.connect()
    const gone = new AbortController()
    const waiting = database.query({ text: 'create table never (n int)', signal: gone.signal })
    gone.abort(new Error('nobody waits'))
    await expect(waiting).rejects.toThrow('nobody waits')
    holder.release()
    expect((await database.query("select to_regclass('never') as t")).rows).toEqual([{ t: null }])
    const late = database.query({ text: 'select 1', signal: gone.signal })
    await expect(late).rejects.toThrow('nobody waits')
  })

  it('does not hit the next statement', async () => {
    for (let i = 0; i < 30; i++) {
      const gone = new AbortController()
      const query = database.query({ text: 'select pg_sleep(0.001)', signal: gone.signal })
      setTimeout(() => gone.abort(new Error('nobody waits')), i % 4)
      await query.catch(() => undefined)
      await expect(database.query('select pg_sleep(0.002)')).resolves.toMatchObject({ rowCount: 1 })
    }
  })

  it('ends running statements when the database is closed', async () => {
    const closing = await openDatabase({ url: server.url, statementTimeoutMs: 0 })
    const outcome = expect(closing.query('select pg_sleep(15)')).rejects.toThrow()
    await soon(async () => expect(await sleeping()).toBe(1))
    await closing.close()
    await outcome
    await soon(async () => expect(await sleeping()).toBe(0))
  })

  it('waits no longer than the time limit for an unreachable server', async () => {
    const target = new URL(server.url)
    const between = await relay(new URL(server.url))
    target.port = String(between.port)
    const far = await openDatabase({ url: target.href, poolSize: 1, statementTimeoutMs: 200 })
    expect((await far.query('select 1 as n')).rows).toEqual([{ n: 1 }])
    between.fallSilent(true)
    await expect(far.query('select 2 as n')).rejects.toBeInstanceOf(DatabaseUnavailableError)
    between.fallSilent(false)
    expect((await far.query('select 3 as n')).rows).toEqual([{ n: 3 }])
    await far.close()
    between.close()
  })
})

describeOnBoth('a query with a signal', (db) => {
  it('is dropped while it waits', async () => {
    const gone = new AbortController()
    const heldBack = db().query('select pg_sleep(0.3)')
    const waiting = db().query({ text: 'create table never (n int)', signal: gone.signal })
    gone.abort(new Error('nobody waits'))
    await expect(waiting).rejects.toThrow('nobody waits')
    await heldBack
    expect((await db().query("select to_regclass('never') as t")).rows).toEqual([{ t: null }])
  })

  it('listens once for all concurrent callers', async () => {
    const heard: string[] = []
    const stops = await Promise.all(
      ['a', 'b'].map((name) => db().listen('both', (payload) => heard.push(`${name}${payload}`))),
    )
    await stops[0]?.()
    await db().query("select pg_notify('both', '1')")
    await soon(() => expect(heard).toEqual(['b1']))
    await stops[1]?.()
  })
})
