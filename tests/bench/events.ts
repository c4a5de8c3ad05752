/**
 * `npm run bench:events`: events per second that the server appends to the logs of incidents on PostGIS, sent
 * by several accounts concurrently. Options: `--seconds` (30), `--senders` (32), `--incidents` (200), `--json
 * FILE`; `--faults` kills the server (SIGKILL) and the database (SIGQUIT) meanwhile and starts them again, while
 * senders repeat what was not answered: what is acknowledged must be stored once.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Database } from '../../geodata/database/database.ts'
import { migrate } from '../../geodata/database/migrate.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { digestOf } from '../../server/access/secret.ts'
import { startCluster } from '../environment/cluster.ts'
import { type ServerProcess, startServer } from '../environment/server-process.ts'
import { cpuSeconds, loadAverage, postmasterOf } from './measure/processes.ts'
import { quantile, rounded } from './measure/statistics.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    senders: { type: 'string', default: '32' },
    incidents: { type: 'string', default: '200' },
    faults: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const incidents = Number(values.incidents)
const ACCOUNTS = 10

/** Creates a unit, incidents, and tokens of leads. */
async function fill(database: Database): Promise<readonly string[]> {
  await migrate(database)
  await database.query(
    `insert into units (code, name, state, members, source, source_id, licence, synthetic, geom)
     values ('U1', 'U1', 'available', 5, 'bench', '1', 'CC0', true, ST_SetSRID(ST_MakePoint(119.7, 30.2), 4326))`,
  )
  await database.query(
    `insert into incidents (id, number, kind, channel, source, source_id, licence, synthetic, geom)
     select n, 'N' || n, 'littering', 'patrol', 'bench', n, 'CC0', true, ST_SetSRID(ST_MakePoint(119.7, 30.2), 4326)
     from generate_series(1, $1::int) as n`,
    [incidents],
  )
  const tokens = Array.from({ length: ACCOUNTS }, () => randomBytes(32).toString('base64url'))
  for (const [n, token] of tokens.entries()) {
    await database.query(
      `with account as (insert into accounts (name, title) values ($1, $1) returning id),
       role as (insert into account_roles (account, role) select id, 'lead' from account)
       insert into api_tokens (account, name, digest, scopes) select id, 'bench', $2, '{write}' from account`,
      [`lead${n}`, digestOf(token)],
    )
  }
  return tokens
}

/** The steps of an incident, repeated. */
const course = [
  'routed',
  'accepted',
  'arrived',
  'noted',
  'resolved',
  'fed_back',
  'closed',
  'reopened',
] as const

/** Where the server is; it moves when it starts again. */
interface Target {
  url: string
}

const PAUSE_MS = 100
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Sends an event again and again until the server has answered for good, as a phone does. */
async function sendUntilAnswered(target: Target, token: string, incident: number, body: string) {
  for (;;) {
    try {
      const answer = await fetch(`${target.url}/patrol/incidents/${incident}/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(20_000),
      })
      await answer.arrayBuffer()
      if (!values.faults || answer.status < 500) return answer
    } catch (error) {
      if (!values.faults) throw error
    }
    await pause(PAUSE_MS)
  }
}

async function measure(target: Target, tokens: readonly string[]) {
  const times: number[] = []
  const acknowledged: string[] = []
  const statuses = new Map<number, number>()
  const until = performance.now() + seconds * 1000
  const senders = Number(values.senders)
  const work = async (sender: number) => {
    // Each sender has its own incidents, so that each step is possible.
    const own = Array.from({ length: incidents }, (_, n) => n + 1).filter((n) => n % senders === sender)
    for (let n = 0; performance.now() < until && own.length > 0; n++) {
      const type = course[Math.floor(n / own.length) % course.length]
      const began = performance.now()
      const [key, at] = [randomUUID(), new Date().toISOString()]
      const body = JSON.stringify({
        key,
        at,
        type,
        ...(type === 'routed' ? { units: [{ code: 'U1' }] } : {}),
      })
      const token = tokens[sender % ACCOUNTS] ?? ''
      const answer = await sendUntilAnswered(target, token, own[n % own.length] ?? 0, body)
      if (answer.ok) {
        times.push(performance.now() - began)
        acknowledged.push(key)
      }
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: senders }, (_, sender) => work(sender)))
  return { times, acknowledged, statuses }
}

/** Acknowledged events that are not in the log, and those that are there more than once. */
async function faultsOf(database: Database, acknowledged: readonly string[]) {
  const { rows } = await database.query<{ lost: number; twice: number; stored: number }>(
    `with told as (select key::uuid from unnest($1::text[]) as key),
     logged as (select key, count(*)::int as times from incident_events where type <> 'received' group by key)
     select
       (select count(*)::int from told where not exists (select from logged where logged.key = told.key)) as lost,
       (select count(*)::int from logged where times > 1) as twice,
       (select coalesce(sum(times), 0)::int from logged) as stored`,
    [acknowledged],
  )
  return rows[0]
}

const cluster = await startCluster()
const environment = { DATABASE_URL: cluster.url, SAMPLE: 'false', RATE_LIMITS: '1000' }
let pid = 0
const start = () => startServer(environment, { onSpawn: (spawned) => (pid = spawned) })

/** Kills the server at a third of the time, and the database at two thirds. */
async function breakThings(target: Target): Promise<ServerProcess> {
  await pause((seconds * 1000) / 3)
  process.kill(pid, 'SIGKILL')
  const server = await start()
  target.url = server.url
  await pause((seconds * 1000) / 3)
  await cluster.restart('immediate')
  return server
}

try {
  const before = await openDatabase({ url: cluster.url, poolSize: 1 })
  // An acknowledged event outlives a crash of the database, as with PostgreSQL's own settings.
  await before.query('alter database postgres set synchronous_commit = on')
  await before.close()
  const database = await openDatabase({ url: cluster.url })
  const tokens = await fill(database)
  const first = await start()
  const target: Target = { url: first.url }
  const postmaster = await postmasterOf(database)
  const cpu = () => [cpuSeconds(first.pid), postmaster === undefined ? Number.NaN : cpuSeconds(postmaster)]
  const [serverBefore = 0, databaseBefore = 0] = cpu()
  const broken = values.faults ? breakThings(target) : Promise.resolve(first)
  const { times, acknowledged, statuses } = await measure(target, tokens)
  const server = await broken
  const [serverAfter = 0, databaseAfter = 0] = values.faults ? [] : cpu()
  const perEvent = (used: number) => rounded((used * 1000) / Math.max(1, times.length))
  const result = {
    eventsPerSecond: rounded(times.length / seconds),
    p50: rounded(quantile(times, 0.5)),
    p99: rounded(quantile(times, 0.99)),
    ...(values.faults
      ? {}
      : {
          serverCpu: perEvent(serverAfter - serverBefore),
          databaseCpu: perEvent(databaseAfter - databaseBefore),
        }),
    load: loadAverage(),
    acknowledged: times.length,
    ...(await faultsOf(database, acknowledged)),
    statuses: Object.fromEntries(statuses),
  }
  console.table([result])
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
  await server.stop()
  await database.close()
} finally {
  await cluster.stop()
}
