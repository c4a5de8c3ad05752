/** The process of `npm start`: its start, its refusals and its end. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../geodata/database/open.ts'
import { readSettings } from '../../server/settings.ts'
import { startSentence } from '../../server/start-error.ts'
import { rebuildSome } from '../../tiles/overview/rebuild.ts'
import { createPostgisDatabase, type PostgisTestDatabase, TEMPLATE } from '../environment/postgis-database.ts'
import { runToEnd, startServer } from '../environment/server-process.ts'
import { soon } from '../environment/soon.ts'

describe('the server on PostGIS', () => {
  let database: PostgisTestDatabase
  let settings: Record<string, string>
  /** Blocks queries of a table until the returned function is called. */
  const hold = async (table: string): Promise<() => Promise<void>> => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(`begin; lock table ${table} in access exclusive mode`)
    return () => client.end()
  }
  /** Returns connections that wait for such a table. */
  const waiting = async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const { rowCount } = await client.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
    await client.end()
    return rowCount
  }
  beforeAll(async () => {
    database = await createPostgisDatabase(TEMPLATE)
    // A server would create them at its start and wait for the locked tables.
    const opened = await openDatabase({ url: database.url })
    while ((await rebuildSome(opened, { budgetMs: 60_000 })) !== null);
    await opened.close()
    settings = { DATABASE_URL: database.url, SAMPLE: 'false' }
  })
  afterAll(() => database.drop())

  it('answers running requests before it ends, accepts no new ones, and ends though a request hangs', async () => {
    const server = await startServer(settings)
    const [releaseWater, releaseRoads] = [await hold('water'), await hold('roads')]
    const underWay = fetch(`${server.url}/collections/water/items`)
    const hanging = fetch(`${server.url}/collections/roads/items`).catch((error: unknown) => error)
    await soon(async () => expect(await waiting()).toBe(2))
    const ended = server.stop()
    await soon(() => expect(fetch(`${server.url}/healthz`)).rejects.toThrow())
    await releaseWater()
    const answer = await underWay
    expect(answer.status).toBe(200)
    expect((await answer.json()).type).toBe('FeatureCollection')
    // Fails if the end takes too long.
    await ended
    expect(await hanging).toBeInstanceOf(Error)
    await releaseRoads()
  }, 120_000)

  it('waits for a database that starts later', async () => {
    // Not migrated.
    const empty = await createPostgisDatabase()
    let isThere = false
    const near = createServer((socket) => {
      if (!isThere) return socket.destroy()
      pipeline(socket, connect(Number(new URL(empty.url).port), '127.0.0.1'), socket).catch(() => undefined)
    })
    near.listen(0, '127.0.0.1')
    await once(near, 'listening')
    const late = new URL(empty.url)
    late.port = String((near.address() as AddressInfo).port)
    let output = ''
    const onOutput = (text: string) => {
      output += text
      isThere ||= output.includes('is not reachable yet')
    }
    const server = await startServer({ DATABASE_URL: late.href, SAMPLE: 'false' }, { onOutput })
    expect(isThere).toBe(true)
    await server.stop()
    near.close()
    await empty.drop()
  }, 60_000)

  it('does not start if it cannot listen, and says why in a sentence', async () => {
    const failing = runToEnd(['server/main.ts'], { ...settings, HOST: '192.0.2.1', PORT: '0' })
    await expect(failing).rejects.toThrow('HOST: ')
    await expect(failing).rejects.not.toThrow(/^\s+at /m)
  }, 60_000)

  it('says so for a wrong setting and a missing database', async () => {
    const refusal = async (work: () => unknown) => {
      try {
        await work()
      } catch (error) {
        return startSentence(error)
      }
      return 'it was not refused'
    }
    expect(await refusal(() => readSettings({ PORT: 'abc' }))).toContain('PORT should be an integer')
    const absent = await openDatabase({ url: `${database.url}_not` })
    expect(await refusal(() => absent.query('select 1'))).toContain('no such database')
    await absent.close()
  })
})
