/**
 * `npm run bench:live`: devices that each send a position a second by OsmAnd's query to a server on PostGIS,
 * while pages of leads follow the live stream: whether any is lost, how long one takes to a stream, and whether
 * the server's memory stays. Then an hour of one device (3,600 points) in one request. Options: `--devices` (1000),
 * `--seconds` (120), `--streams` (20), `--json FILE`, and `--heap` for the memory in use after a full collection
 * every 20 s, which stops the server for a moment each time.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { Agent, get, request } from 'node:http'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { Database } from '../../geodata/database/database.ts'
import { migrate } from '../../geodata/database/migrate.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { digestOf } from '../../server/access/secret.ts'
import { startCluster } from '../environment/cluster.ts'
import { startServer } from '../environment/server-process.ts'
import { quantile, rounded } from './measure/statistics.ts'

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '120' },
    streams: { type: 'string', default: '20' },
    heap: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
})
const devices = Number(values.devices)
const seconds = Number(values.seconds)
const streams = Number(values.streams)

/** What counts for the times begins after this: code is compiled, plans are made. */
const WARM_SECONDS = 5

const newToken = () => randomBytes(32).toString('base64url')

/** Makes a unit and a device for each token, and a lead with a token to read. */
async function fill(database: Database, lead: string): Promise<readonly string[]> {
  await migrate(database)
  const tokens = Array.from({ length: devices }, newToken)
  await database.query(
    `insert into units (id, code, name, state, members, source, source_id, licence, synthetic, geom)
     select n, 'U' || n, 'U' || n, 'available', 5, 'bench', n, 'CC0', true, ST_SetSRID(ST_MakePoint(119.7, 30.2), 4326)
     from generate_series(1, $1::int) as n`,
    [devices],
  )
  for (const [n, token] of tokens.entries()) {
    await database.query('insert into patrol_devices (unit_id, name, digest) values ($1, $2, $3)', [
      ...[n + 1, `D${n + 1}`, digestOf(token)],
    ])
  }
  await database.query(
    `with account as (insert into accounts (name, title) values ('lead', 'lead') returning id),
     role as (insert into account_roles (account, role) select id, 'lead' from account)
     insert into api_tokens (account, name, digest, scopes) select id, 'bench', $1, '{read}' from account`,
    [digestOf(lead)],
  )
  return tokens
}

/** Follows the stream; `onText` is called with what came. */
function follow(url: string, token: string, onText: (text: string) => void): () => void {
  const sent = get(`${url}/patrol/live`, { headers: { authorization: `Bearer ${token}` } }, (answer) => {
    answer.setEncoding('utf8').on('data', onText)
  })
  return () => sent.destroy()
}

/** Milliseconds from the sending of each position to its event. */
function timesOf(onTime: (ms: number) => void): (text: string) => void {
  let rest = ''
  return (text) => {
    const now = Date.now()
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      if (!block.includes('event: units')) continue
      const { units } = JSON.parse(block.slice(block.indexOf('data: ') + 6)) as {
        units: { at: string | null }[]
      }
      for (const { at } of units) if (at !== null) onTime(now - Date.parse(at))
    }
  }
}

/** Each device has a connection of its own. */
const agent = new Agent({ keepAlive: true, maxSockets: devices })

function send(url: string, token: string, number: number, step: number): Promise<number> {
  const place = `lat=${30.2 + (number % 100) * 1e-3}&lon=${119.7 + step * 1e-5}`
  return new Promise((resolve) => {
    const target = `${url}/patrol/devices/osmand?id=${token}&${place}&timestamp=${Date.now()}&accuracy=5`
    const sent = request(target, { agent, method: 'POST' }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.once('error', () => resolve(0))
    sent.end()
  })
}

const megabytes = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

async function measure(url: string, pid: number, tokens: readonly string[], lead: string) {
  const times: number[] = []
  const statuses: Record<number, number> = {}
  const answered: number[] = []
  const count = (status: number) => {
    statuses[status] = (statuses[status] ?? 0) + 1
  }
  let bytes = 0
  const more = (text: string) => {
    bytes += text.length
  }
  const stops = Array.from({ length: streams }, (_, n) =>
    follow(url, lead, n === 0 ? timesOf((ms) => times.push(ms)) : more),
  )
  // The streams are open, and nothing of the start counts.
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const memory: number[] = []
  const waiting: Promise<void>[] = []
  const began = Date.now()
  for (let tick = 0; tick < seconds * 20; tick++) {
    // A twentieth of the devices every 50 ms.
    const pause = began + tick * 50 - Date.now()
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
    for (let n = tick % 20; n < devices; n += 20) {
      const at = Date.now()
      const sent = send(url, tokens[n] ?? '', n, Math.floor(tick / 20))
      waiting.push(
        sent.then((status) => {
          count(status)
          answered.push(Date.now() - at)
        }),
      )
    }
    if (tick === WARM_SECONDS * 20) {
      times.length = 0
      answered.length = 0
    }
    if (tick % 200 === 0) memory.push(Math.round(megabytes(pid)))
    if (values.heap && tick % 400 === 200) process.kill(pid, 'SIGUSR2')
  }
  await Promise.all(waiting)
  await new Promise((resolve) => setTimeout(resolve, 2000))
  for (const stop of stops) stop()
  return { answered, times, statuses, memory, bytes, sent: waiting.length }
}

async function hourOffline(url: string, token: string) {
  const end = Date.now() - 3_600_000
  const positions = Array.from({ length: 3600 }, (_, n) => ({
    ...{ at: new Date(end - n * 1000).toISOString(), lon: 119.7 + n * 1e-5, lat: 30.2, accuracy_m: 5 },
  }))
  const began = performance.now()
  const answer = await fetch(`${url}/patrol/devices/positions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ positions }),
  })
  const { stored } = (await answer.json()) as { stored: number }
  return { stored, ms: Math.round(performance.now() - began) }
}

const cluster = await startCluster()
try {
  const database = await openDatabase({ url: cluster.url })
  const lead = newToken()
  const tokens = await fill(database, lead)
  const server = await startServer({
    DATABASE_URL: cluster.url,
    SAMPLE: 'false',
    ...(values.heap
      ? { NODE_OPTIONS: `--import tsx --import ${new URL('./measure/report-heap.ts', import.meta.url)}` }
      : {}),
  })
  const { answered, times, statuses, memory, bytes, sent } = await measure(
    server.url,
    server.pid,
    tokens,
    lead,
  )
  const { rows } = await database.query<{ n: number }>('select count(*)::int as n from unit_positions')
  const result = {
    sent,
    stored: rows[0]?.n,
    statuses,
    heard: times.length,
    answeredP50: rounded(quantile(answered, 0.5)),
    answeredP99: rounded(quantile(answered, 0.99)),
    p50: rounded(quantile(times, 0.5)),
    p99: rounded(quantile(times, 0.99)),
    longest: times.reduce((a, b) => Math.max(a, b), 0),
    megabytes: memory,
    inUse: [...server.output().matchAll(/in use after collection: (\d+)/g)].map(([, mb]) => Number(mb)),
    streamedMB: Math.round(bytes / 1e6),
    hour: await hourOffline(server.url, tokens[0] ?? ''),
    load: loadavg().map((one) => Math.round(one)),
  }
  console.log(JSON.stringify(result, null, 2))
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
  await server.stop()
  await database.close()
} finally {
  await cluster.stop()
}
