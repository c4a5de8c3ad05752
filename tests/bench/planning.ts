/**
 * `npm run bench:planning`: extracts of parcels and checks of outlines on 200,000 parcels and 10,000 control
 * polygons in 200 kinds, the checks beside a plain ST_Intersection join of the same outlines. See README.md in
 * this folder.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Outline } from '../../geodata/model/planning/outline/outline.ts'
import { digestOf } from '../../server/access/secret.ts'
import { startServer } from '../environment/server-process.ts'
import { projectRoot } from '../house/source-files.ts'
import { openBenchmark } from './measure/benchmark.ts'
import { machineText, table, writeReport } from './measure/report.ts'
import { median, orderOfRound, rounded } from './measure/statistics.ts'
import { makeOutlines, storeControlLines } from './planning/ground.ts'
import { checkAll, measureExtracts, plainCoverages, plainJoin, type Times } from './planning/measure.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'json,pdf,outlines' },
    extracts: { type: 'string', default: '200' },
    outlines: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string', default: join(projectRoot, 'var/bench-planning.json') },
  },
})
const asked = new Set(values.only.split(','))
const benchmark = await openBenchmark(console.error)
const { database, url } = benchmark
const found: Record<string, unknown> = {}

async function tokenOfPlanner(): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await database.query(
    `with account as (insert into accounts (name, title) values ($2, $2) returning id),
     role as (insert into account_roles (account, role) select id, 'planner' from account)
     insert into api_tokens (account, name, digest, scopes) select id, $2, $1, '{read}' from account`,
    [digestOf(token), `bench-${process.pid}-${Date.now()}`],
  )
  return token
}

async function extracts(): Promise<void> {
  // Codes of the benchmark's parcels have too many digits.
  const { rows } = await database.query<{ lon: number; lat: number }>(
    `select ST_X(point) as lon, ST_Y(point) as lat
     from (select ST_PointOnSurface(geom) as point from parcels order by hashint8(id + 1), id limit $1) as p`,
    [Number(values.extracts) + 20],
  )
  const places = rows.map(({ lon, lat }) => `${lon.toFixed(7)},${lat.toFixed(7)}`)
  const { url: origin, stop } = await startServer({ DATABASE_URL: url, SAMPLE: 'false', RATE_LIMITS: '1000' })
  try {
    const token = await tokenOfPlanner()
    const times: ({ form: string } & Times)[] = []
    for (const [form, path] of [
      ['json', 'extract'],
      ['pdf', 'extract.pdf'],
    ] as const) {
      if (!asked.has(form)) continue
      const some = form === 'pdf' ? places.slice(0, Math.ceil(places.length / 10)) : places
      await measureExtracts(origin, token, some.slice(0, 20), path)
      times.push({
        form,
        ...(await measureExtracts(origin, token, some.slice(form === 'pdf' ? 0 : 20), path)),
      })
    }
    found.extracts = times
    console.log(`\nExtracts, ms\n\n${table(times)}`)
  } finally {
    await stop()
  }
}

async function runOf(way: 'check' | 'join' | 'coverages', all: readonly Outline[]) {
  if (way === 'check') return checkAll(database, all)
  return way === 'join' ? plainJoin(database) : { seconds: await plainCoverages(database) }
}

async function outlines(): Promise<void> {
  const all = await makeOutlines(database, Number(values.outlines))
  const ways = ['check', 'join', 'coverages'] as const
  const runs = new Map<string, number[]>(ways.map((way) => [way, []]))
  let facts: object = {}
  await plainJoin(database)
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const way of orderOfRound(ways, round)) {
      const run = await runOf(way, all)
      runs.get(way)?.push(run.seconds)
      facts = { ...facts, ...run }
      console.error(`round ${round + 1}: ${way} ${rounded(run.seconds)} s`)
    }
  }
  const [check = 0, plain = 0, coverages = 0] = ways.map((way) => median(runs.get(way) ?? []))
  const { seconds: _, ...rest } = facts as { seconds: number }
  const ratios = { ratio: plain / check, withCoverages: (plain + coverages) / check }
  found.outlines = { outlines: all.length, check, plain, coverages, ...ratios, ...rest }
  console.log(`\nOutlines, seconds\n\n${table([found.outlines as object])}`)
}

try {
  await storeControlLines(database)
  console.log(machineText())
  if (asked.has('json') || asked.has('pdf')) await extracts()
  if (asked.has('outlines')) await outlines()
  writeReport(values.json, found)
} finally {
  await database.query('drop table if exists bench_outlines')
  await benchmark.close()
}
