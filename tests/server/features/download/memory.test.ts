/** Files of any length are sent in constant memory: a separate server with a small heap, and many rows. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../../geodata/database/database.ts'
import { openDatabase } from '../../../../geodata/database/open.ts'
import {
  createPostgisDatabase,
  type PostgisTestDatabase,
  TEMPLATE,
} from '../../../environment/postgis-database.ts'
import { projectRoot } from '../../../house/source-files.ts'

/** Files of 110 to 150 MB. */
const ROWS = 200_000
const HEAP_MB = 80
/** Additional memory allowed while sending, in MB; most of it is heap that was not collected yet. */
const GROWTH_MB = 90

interface LeanServer {
  readonly child: ChildProcess
  readonly pid: number
  readonly url: string
}

async function startLeanServer(databaseUrl: string): Promise<LeanServer> {
  const script = 'tests/environment/lean-server.ts'
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx', script], {
    cwd: projectRoot,
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  return { child, pid: child.pid ?? 0, url: String(line).trim() }
}

/** Returns the maximum memory of a process so far, in MB. */
function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}

describe.runIf(process.platform === 'linux')('memory of a download', () => {
  let postgis: PostgisTestDatabase
  let database: Database
  let server: LeanServer
  beforeAll(async () => {
    postgis = await createPostgisDatabase(TEMPLATE)
    database = await openDatabase({ url: postgis.url, statementTimeoutMs: 0 })
    await database.transaction(async (client) => {
      await client.query("select set_config('shuangxi.bulk', 'on', true)")
      await client.query(
        `insert into waterways (kind, name, source, source_id, licence, synthetic, geom)
         select 'stream', repeat('溪', 40) || n, 'fixture', n, 'CC0', true,
           ST_SetSRID(ST_MakeLine(array(
             select ST_MakePoint(119.7 + n * 1e-7 + k * 1e-5, 30.2 + k * 1e-5) from generate_series(1, 20) as k
           )), 4326)
         from generate_series(1, $1::int) as n`,
        [ROWS],
      )
    })
    server = await startLeanServer(postgis.url)
  }, 300_000)
  afterAll(async () => {
    server?.child.kill()
    await database?.close()
    await postgis?.drop()
  }, 60_000)

  const download = (format: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get(`${server.url}/collections/waterways/items?f=${format}`, resolve).on('error', reject)
    })

  it.each(['geojson', 'flatgeobuf', 'csv'])(
    'is constant for %s',
    async (format) => {
      const before = peakMemory(server.pid)
      let bytes = 0
      let lines = 0
      for await (const chunk of (await download(format)) as AsyncIterable<Buffer>) {
        bytes += chunk.length
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1
      }
      const grown = peakMemory(server.pid) - before
      if (format !== 'flatgeobuf') expect(lines).toBeGreaterThanOrEqual(ROWS)
      expect(bytes).toBeGreaterThan(ROWS * 500)
      expect(grown).toBeLessThan(GROWTH_MB)
    },
    300_000,
  )

  it('waits for a client that does not read, without reading further', async () => {
    const answer = await download('geojson')
    const state = async () => {
      const { rows } = await database.query<{ state: string }>(
        "select state from pg_stat_activity where datname = current_database() and query like 'fetch%'",
      )
      return rows.map((row) => row.state).join()
    }
    await expect.poll(state, { timeout: 20_000 }).toBe('idle in transaction')
    answer.destroy()
    await expect.poll(state, { timeout: 20_000 }).toBe('')
  }, 60_000)
})
