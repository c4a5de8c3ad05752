/** The process that `npm start` runs: its start, its refusals and its end. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCluster } from '../environment/cluster.ts'
import { createPostgisDatabase, type PostgisTestDatabase } from '../environment/postgis-database.ts'
import { runToEnd, startServer } from '../environment/server-process.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Keeps every query of water waiting until the function that it gives is called. */
async function holdWater(url: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin; lock table water in access exclusive mode')
  return () => client.end()
}

async function seconds(work: Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work
  return (performance.now() - started) / 1000
}

describe('the server on PostGIS', () => {
  let database: PostgisTestDatabase
  let settings: Record<string, string>
  beforeAll(async () => {
    database = await createPostgisDatabase()
    settings = { DATABASE_URL: database.url, SAMPLE: 'false' }
  })
  afterAll(() => database.drop())

  it('answers what is under way before it ends, and takes nothing new', async () => {
    const server = await startServer(settings)
    const release = await holdWater(database.url)
    const underWay = fetch(`${server.url}/collections/water/items`)
    await pause(500)
    const ended = seconds(server.stop())
    await pause(500)
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
    await release()
    const answer = await underWay
    expect(answer.status).toBe(200)
    expect((await answer.json()).type).toBe('FeatureCollection')
    expect(await ended).toBeLessThan(5)
  }, 120_000)

  it('ends within 5 s though a request hangs', async () => {
    const server = await startServer(settings)
    const release = await holdWater(database.url)
    const hanging = fetch(`${server.url}/collections/water/items`).catch((error: unknown) => error)
    await pause(300)
    expect(await seconds(server.stop())).toBeLessThan(5)
    expect(await hanging).toBeInstanceOf(Error)
    await release()
  }, 60_000)

  it('waits for a database that comes later than itself', async () => {
    const cluster = await startCluster()
    try {
      await cluster.pause()
      const starting = startServer({ DATABASE_URL: cluster.url, SAMPLE: 'false' })
      await pause(9_000)
      await cluster.resume()
      const server = await starting
      await server.stop()
      expect(server.output()).toContain('cannot be reached yet')
    } finally {
      await cluster.stop()
    }
  }, 60_000)

  it.each([
    ['a setting is wrong', () => ({ PORT: 'abc' }), 'PORT should be an integer'],
    ['there is no such database', () => ({ DATABASE_URL: `${database.url}_not` }), 'no such database'],
    ['the host is not this machine', () => ({ ...settings, HOST: '192.0.2.1', PORT: '0' }), 'HOST: '],
  ])(
    'does not start, and says why in a sentence, when %s',
    async (_, wrong, sentence) => {
      const failing = runToEnd(['server/main.ts'], wrong())
      await expect(failing).rejects.toThrow(sentence)
      await expect(failing).rejects.not.toThrow(/^\s+at /m)
    },
    60_000,
  )
})

describe('the server on the embedded database', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shuangxi-main-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('refuses a second process, ends with connections kept alive, and starts again on its data', async () => {
    const settings = { DATA_DIR: folder, SAMPLE: 'false' }
    const server = await startServer(settings)
    await expect(runToEnd(['server/main.ts'], { ...settings, PORT: '0' })).rejects.toThrow(
      new RegExp(`in use by process ${server.pid} `),
    )
    const agent = new Agent({ keepAlive: true })
    await new Promise((resolve) =>
      get(`${server.url}/healthz`, { agent }, (answer) => answer.resume().once('end', resolve)),
    )
    expect(await seconds(server.stop())).toBeLessThan(5)
    agent.destroy()
    expect(existsSync(join(folder, 'postgres.lock'))).toBe(false)
    const again = await startServer(settings)
    expect(await (await fetch(`${again.url}/about`)).json()).toMatchObject({ database: 'embedded' })
    await again.stop()
  }, 120_000)
})
