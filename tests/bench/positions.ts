/**
 * `npm run bench:positions`: batches of positions per second that the server accepts from devices on PostGIS,
 * while visitors read; half of the devices share one account, the others have their own. Options: `--seconds`
 * (10), `--senders` concurrent connections (64), `--units` (200), `--json FILE`.
 */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
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
    seconds: { type: 'string', default: '10' },
    senders: { type: 'string', default: '64' },
    units: { type: 'string', default: '200' },
    json: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const units = Number(values.units)

/** Positions per batch: those of a device in half a minute. */
const BATCH = 6
/** Number of visitors with sequential requests. */
const VISITORS = 2

/** Creates units, and a token of an officer for each unit. */
async function fill(database: Database): Promise<readonly string[]> {
  await migrate(database)
  await database.query(
    `insert into units (id, code, name, state, members, source, source_id, licence, synthetic, geom)
     select n, 'U' || n, 'U' || n, 'available', 2, 'bench', n, 'CC0', true, ST_SetSRID(ST_MakePoint(119.7, 30.2), 4326)
     from generate_series(1, $1::int) as n`,
    [units],
  )
  await database.query(
    `insert into facilities (kind, name, source, source_id, licence, synthetic, geom)
     select 'toilet', 'T' || n, 'bench', n, 'CC0', true, ST_SetSRID(ST_MakePoint(119.7 + n * 1e-4, 30.2), 4326)
     from generate_series(1, 2000) as n`,
  )
  const tokens = Array.from({ length: Math.ceil(units / 2) + 1 }, () => randomBytes(32).toString('base64url'))
  for (const [n, token] of tokens.entries()) {
    await database.query(
      `with account as (insert into accounts (name, title) values ($1, $1) returning id),
       role as (insert into account_roles (account, role) select id, 'officer' from account)
       insert into api_tokens (account, name, digest, scopes) select id, 'bench', $2, '{positions:write}' from account`,
      [`device${n}`, digestOf(token)],
    )
  }
  const [shared = '', ...own] = tokens
  return Array.from({ length: units }, (_, n) => (n % 2 === 0 ? shared : (own[(n - 1) / 2] ?? shared)))
}

const place = (at: number) => ({ at: new Date(at).toISOString(), lon: 119.7, lat: 30.2, accuracy_m: 5 })

interface Tally {
  readonly times: number[]
  readonly statuses: Map<number, number>
}

/** Sends requests one after another until the time is over. */
async function keepAsking(until: number, tally: Tally, ask: () => Promise<Response>): Promise<void> {
  while (performance.now() < until) {
    const began = performance.now()
    const answer = await ask()
    await answer.arrayBuffer()
    if (answer.ok) tally.times.push(performance.now() - began)
    tally.statuses.set(answer.status, (tally.statuses.get(answer.status) ?? 0) + 1)
  }
}

async function measure(url: string, tokens: readonly string[]) {
  const sent: Tally = { times: [], statuses: new Map() }
  const read: Tally = { times: [], statuses: new Map() }
  const until = performance.now() + seconds * 1000
  let turn = 0
  const send = () => {
    const unit = turn++ % units
    const newest = Date.now() - 1
    const positions = Array.from({ length: BATCH }, (_, n) => place(newest - n))
    return fetch(`${url}/patrol/units/${unit + 1}/positions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens[unit]}`, 'content-type': 'application/json' },
      body: JSON.stringify({ positions }),
    })
  }
  const visit = () => fetch(`${url}/collections/facilities/items?limit=20`)
  await Promise.all([
    ...Array.from({ length: Number(values.senders) }, () => keepAsking(until, sent, send)),
    ...Array.from({ length: VISITORS }, () => keepAsking(until, read, visit)),
  ])
  return { sent, read }
}

const cluster = await startCluster()
try {
  const database = await openDatabase({ url: cluster.url })
  const tokens = await fill(database)
  // The limits are enabled as in production, but high enough to refuse nobody here.
  const server = await startServer({ DATABASE_URL: cluster.url, SAMPLE: 'false', RATE_LIMITS: '1000' })
  const { sent, read } = await measure(server.url, tokens)
  const ms = (times: readonly number[], share: number) => rounded(quantile(times, share))
  const result = {
    batchesPerSecond: rounded(sent.times.length / seconds),
    sendP50: ms(sent.times, 0.5),
    sendP99: ms(sent.times, 0.99),
    visitorsPerSecond: rounded(read.times.length / seconds),
    visitorP50: ms(read.times, 0.5),
    visitorP99: ms(read.times, 0.99),
    sendStatuses: Object.fromEntries(sent.statuses),
    visitorStatuses: Object.fromEntries(read.statuses),
  }
  console.table([result])
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
  await server.stop()
  await database.close()
} finally {
  await cluster.stop()
}
