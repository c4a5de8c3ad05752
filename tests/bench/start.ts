/**
 * `npm run bench:start`: seconds from the start of the process to the first tile, for the first
 * start (client build, database, migrations, sample) and for later ones, on both databases.
 * Options: `--rounds N` later starts each (default 3), `--json FILE`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { tileAt } from '../../geodata/model/tile.ts'
import { startCluster } from '../environment/cluster.ts'
import { startServer } from '../environment/server-process.ts'
import { projectRoot } from '../house/source-files.ts'

interface Row {
  readonly database: 'embedded' | 'postgis'
  readonly start: 'first' | 'later'
  readonly rounds: number
  /** Seconds, medians over the rounds. */
  readonly ready: number
  readonly firstTile: number
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, json: { type: 'string' } },
})
const lake = tileAt(119.77, 30.24, 13)
const tilePath = `/tiles/water,roads,greenways/${lake.z}/${lake.x}/${lake.y}.mvt`

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('no rounds were measured')
  return Math.round(middle / 10) / 100
}

async function startOnce(variables: Readonly<Record<string, string>>) {
  const began = performance.now()
  const server = await startServer(variables)
  const answer = await fetch(server.url + tilePath)
  const bytes = (await answer.arrayBuffer()).byteLength
  if (answer.status !== 200 || bytes === 0)
    throw new Error(`the first tile was ${answer.status}, ${bytes} bytes`)
  const firstTile = performance.now() - began
  await server.stop()
  return { ready: server.readyMs, firstTile }
}

async function measure(
  database: Row['database'],
  variables: Readonly<Record<string, string>>,
  rounds: number,
): Promise<Row[]> {
  rmSync(join(projectRoot, 'dist'), { recursive: true, force: true })
  const first = await startOnce(variables)
  const later: (typeof first)[] = []
  for (let round = 0; round < rounds; round++) later.push(await startOnce(variables))
  const row = (start: Row['start'], all: (typeof first)[]): Row => ({
    database,
    start,
    rounds: all.length,
    ready: median(all.map((one) => one.ready)),
    firstTile: median(all.map((one) => one.firstTile)),
  })
  return [row('first', [first]), row('later', later)]
}

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-bench-'))
const cluster = await startCluster()
try {
  const rounds = Number(values.rounds)
  const rows = [
    ...(await measure('embedded', { DATA_DIR: join(folder, 'embedded') }, rounds)),
    ...(await measure('postgis', { DATA_DIR: join(folder, 'postgis'), DATABASE_URL: cluster.url }, rounds)),
  ]
  const machine = `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
  console.log(machine)
  console.table(rows)
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, rows }, null, 2)}\n`)
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
