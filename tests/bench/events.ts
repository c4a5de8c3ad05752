/**
 * `npm run bench:events`: events per second that the server appends to the logs of incidents on PostGIS, sent
 * by several accounts concurrently. Options: `--seconds` (30), `--senders` (32), `--incidents` (200), `--json
 * FILE`.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Database } from '../../geodata/database/database.ts'
import { migrate } from '../../geodata/database/migrate.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { digestOf } from '../../server/access/secret.ts'
import { startCluster } from '../environment/cluster.ts'
import { startServer } from '../environment/server-process.ts'
import { cpuSeconds, loadAverage, postmasterOf } from './measure/processes.ts'
import { quantile, rounded } from './measure/statistics.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    senders: { type: 'string', default: '32' },
    incidents: { type: 'string', default: '200' },
    json: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const incidents = Number(values.incidents)
const ACCOUNTS = 10

/** Creates a unit, incidents, and tokens of officers. */
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
       role as (insert into account_roles (account, role) select id, 'officer' from account)
       insert into api_tokens (account, name, digest, scopes) select id, 'bench', $2, '{write}' from account`,
      [`officer${n}`, digestOf(token)],
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

async function measure(url: string, tokens: readonly string[]) {
  const times: number[] = []
  const statuses = new Map<number, number>()
  const until = performance.now() + seconds * 1000
  const senders = Number(values.senders)
  const work = async (sender: number) => {
    // Each sender has its own incidents, so that each step is possible.
    const own = Array.from({ length: incidents }, (_, n) => n + 1).filter((n) => n % senders === sender)
    for (let n = 0; performance.now() < until && own.length > 0; n++) {
      const type = course[Math.floor(n / own.length) % course.length]
      const began = performance.now()
      const answer = await fetch(`${url}/patrol/incidents/${own[n % own.length]}/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens[sender % ACCOUNTS]}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          key: randomUUID(),
          at: new Date().toISOString(),
          type,
          ...(type === 'routed' ? { units: [{ code: 'U1' }] } : {}),
        }),
      })
      await answer.arrayBuffer()
      if (answer.ok) times.push(performance.now() - began)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: senders }, (_, sender) => work(sender)))
  return { times, statuses }
}

const cluster = await startCluster()
try {
  const database = await openDatabase({ url: cluster.url })
  const tokens = await fill(database)
  const server = await startServer({ DATABASE_URL: cluster.url, SAMPLE: 'false', RATE_LIMITS: '1000' })
  const postmaster = await postmasterOf(database)
  const cpu = () => [cpuSeconds(server.pid), postmaster === undefined ? Number.NaN : cpuSeconds(postmaster)]
  const [serverBefore = 0, databaseBefore = 0] = cpu()
  const { times, statuses } = await measure(server.url, tokens)
  const [serverAfter = 0, databaseAfter = 0] = cpu()
  const perEvent = (used: number) => rounded((used * 1000) / Math.max(1, times.length))
  const { rows } = await database.query<{ stored: number }>(
    "select count(*)::int as stored from incident_events where type <> 'received'",
  )
  const result = {
    eventsPerSecond: rounded(times.length / seconds),
    p50: rounded(quantile(times, 0.5)),
    p99: rounded(quantile(times, 0.99)),
    serverCpu: perEvent(serverAfter - serverBefore),
    databaseCpu: perEvent(databaseAfter - databaseBefore),
    load: loadAverage(),
    acknowledged: times.length,
    stored: rows[0]?.stored,
    statuses: Object.fromEntries(statuses),
  }
  console.table([result])
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
  await server.stop()
  await database.close()
} finally {
  await cluster.stop()
}
