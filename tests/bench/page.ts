/**
 * `npm run bench:page`: the cost of a first visit of the page: requests, bytes, seconds until it is settled,
 * longest task, CPU of the browser, frames. Options: `--beside DIR` another checkout to take turns with,
 * `--rounds N` (3), `--only desktop,phone,slow,patrol,planning`, `--json FILE`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type ServerProcess, startServer } from '../environment/server-process.ts'
import { printedTokens, redeem, type Session } from '../environment/sign-in-links.ts'
import { projectRoot } from '../house/source-files.ts'
import { machineText, table, writeReport } from './measure/report.ts'
import { medians, orderOfRound, rounded } from './measure/statistics.ts'
import { loadPage, type PageLoad, type Visit } from './page/page-load.ts'

const desktop = { width: 1440, height: 900, phone: false }
const phone = { width: 390, height: 844, phone: true }
const slow = { bytesPerSecond: 200_000, delayMs: 150 }

interface Kind extends Pick<Visit, 'query' | 'device' | 'net'> {
  readonly account?: string
}

const kinds: Readonly<Record<string, Kind>> = {
  desktop: { query: '', device: desktop },
  phone: { query: '', device: phone },
  slow: { query: '', device: phone, net: slow },
  patrol: { query: '?desk=patrol', device: desktop, account: 'lead' },
  planning: { query: '?desk=planning', device: desktop },
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    beside: { type: 'string' },
    only: { type: 'string', default: Object.keys(kinds).join() },
    json: { type: 'string' },
  },
})
const checkouts = { this: projectRoot, ...(values.beside ? { beside: resolve(values.beside) } : {}) }
const chosen = Object.entries(kinds).filter(([name]) => values.only.split(',').includes(name))

interface Running {
  readonly server: ServerProcess
  readonly sessions: ReadonlyMap<string, Session>
}

async function start(root: string, folder: string): Promise<Running> {
  const server = await startServer({ DATA_DIR: folder, RATE_LIMITS: '0' }, { root })
  const sessions = new Map<string, Session>()
  for (const [name, token] of await printedTokens(server)) sessions.set(name, await redeem(server.url, token))
  return { server, sessions }
}

function visit({ server, sessions }: Running, { account, ...kind }: Kind): Promise<PageLoad> {
  return loadPage({ ...kind, server: server.url, session: sessions.get(account ?? '') })
}

/** Lets the servers make and compress their tiles first, so that all rounds begin in the same state. */
async function warm(running: Readonly<Record<string, Running>>): Promise<void> {
  for (const one of Object.values(running)) for (const [, kind] of chosen) await visit(one, kind)
}

const found: Record<string, PageLoad[]> = {}

async function measureRound(running: Readonly<Record<string, Running>>, round: number): Promise<void> {
  for (const [name, kind] of chosen) {
    for (const [checkout, one] of orderOfRound(Object.entries(running), round)) {
      const key = `${name}, ${checkout}`
      found[key] = [...(found[key] ?? []), await visit(one, kind)]
    }
  }
}

type Row = Readonly<Record<string, number>>

/** Returns the ratios of this checkout to the other one. */
function ratios(rows: ReadonlyMap<string, Row>): object[] {
  return chosen.flatMap(([name]) => {
    const [ours, theirs] = [rows.get(`${name}, this`), rows.get(`${name}, beside`)]
    if (!ours || !theirs) return []
    const entries = Object.entries(ours).map(([key, value]) => [key, rounded(value / (theirs[key] ?? 0))])
    return [{ ratio: name, ...Object.fromEntries(entries) }]
  })
}

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-bench-'))
const running: Record<string, Running> = {}
try {
  for (const [checkout, root] of Object.entries(checkouts))
    running[checkout] = await start(root, join(folder, checkout))
  await warm(running)
  for (let round = 0; round < Number(values.rounds); round++) {
    await measureRound(running, round)
    console.log(`round ${round + 1} of ${values.rounds}`)
  }
} finally {
  for (const { server } of Object.values(running)) await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
const rows = new Map(
  Object.entries(found).map(([name, rounds]) => [name, medians(rounds.map((one) => ({ ...one })))]),
)
const listed = [...rows].map(([load, row]) => ({ load, ...row }))
const compared = ratios(rows)
console.log(`${machineText()}\n${table(listed)}\n\n${table(compared)}`)
if (values.json) writeReport(values.json, { rows: listed, ratios: compared, found })
