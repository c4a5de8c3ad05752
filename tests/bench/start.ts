/**
 * `npm run bench:start`: seconds and memory of first starts (page, database, migrations, sample) and later
 * ones, and memory after a tour of the desks after a first start on the embedded database. Options: `--rounds
 * N` (3), `--beside DIR` another checkout to take turns with, `--databases` (`embedded,postgis`),
 * `--without-tour`, `--json FILE`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { tileAt } from '../../geodata/model/tile.ts'
import { createPostgisDatabase } from '../environment/postgis-database.ts'
import { type ServerProcess, startServer } from '../environment/server-process.ts'
import { projectRoot } from '../house/source-files.ts'
import { cpuSeconds, proportionalMegabytes } from './measure/processes.ts'
import { machineText, table, writeReport } from './measure/report.ts'
import { medians, orderOfRound } from './measure/statistics.ts'
import { tourDesks } from './workload/desk-tour.ts'

/**
 * Seconds from the start of the process, CPU of all its processes; memory in megabytes (PSS of all of them).
 */
interface Start {
  readonly ready: number
  readonly cpu: number
  readonly firstTile: number
  readonly memory: number
  readonly afterTour: number
  readonly peak: number
}

type Variables = Readonly<Record<string, string>>

const SAMPLE_MS = 500

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    beside: { type: 'string' },
    databases: { type: 'string', default: 'embedded,postgis' },
    'without-tour': { type: 'boolean', default: false },
    json: { type: 'string' },
  },
})
const checkouts = { this: projectRoot, ...(values.beside ? { beside: resolve(values.beside) } : {}) }
const lake = tileAt(119.77, 30.24, 13)
const tilePath = `/tiles/water,roads,greenways/${lake.z}/${lake.x}/${lake.y}.mvt`

async function readTile(url: string): Promise<void> {
  const answer = await fetch(url + tilePath)
  const { byteLength } = await answer.arrayBuffer()
  if (answer.status !== 200 || byteLength === 0)
    throw new Error(`the first tile was ${answer.status}, ${byteLength} bytes`)
}

/** Starts a checkout's server, reads a tile, takes a tour, and stops. */
async function measureStart(root: string, variables: Variables, tour = false): Promise<Start> {
  const began = performance.now()
  let peak = 0
  let timer: NodeJS.Timeout | undefined
  const onSpawn = (pid: number) => {
    timer = setInterval(() => {
      peak = Math.max(peak, proportionalMegabytes(pid))
    }, SAMPLE_MS)
  }
  let server: ServerProcess | undefined
  try {
    server = await startServer(variables, { root, onSpawn })
    const cpu = cpuSeconds(server.pid)
    await readTile(server.url)
    const firstTile = (performance.now() - began) / 1000
    const memory = proportionalMegabytes(server.pid)
    if (tour) await tourDesks(server)
    const afterTour = tour ? proportionalMegabytes(server.pid) : Number.NaN
    return { ready: server.readyMs / 1000, cpu, firstTile, memory, afterTour, peak }
  } finally {
    clearInterval(timer)
    await server?.stop()
  }
}

/** The first start on a fresh database, then a later one. */
type Starts = Readonly<Record<'first' | 'later', Start>>

async function measureEmbedded(root: string, folder: string): Promise<Starts> {
  const variables = { DATA_DIR: join(folder, 'var') }
  const first = await measureStart(root, variables, !values['without-tour'])
  return { first, later: await measureStart(root, variables) }
}

async function measurePostgis(root: string, folder: string): Promise<Starts> {
  const { url, drop } = await createPostgisDatabase()
  try {
    const variables = { DATA_DIR: join(folder, 'var'), DATABASE_URL: url }
    return { first: await measureStart(root, variables), later: await measureStart(root, variables) }
  } finally {
    await drop()
  }
}

const measures = Object.entries({ embedded: measureEmbedded, postgis: measurePostgis }).filter(([database]) =>
  values.databases.split(',').includes(database),
)

async function measureRound(round: number, found: Record<string, Start[]>): Promise<void> {
  for (const [database, measure] of measures) {
    for (const [checkout, root] of orderOfRound(Object.entries(checkouts), round)) {
      const folder = mkdtempSync(join(tmpdir(), 'shuangxi-bench-'))
      rmSync(join(root, 'dist'), { recursive: true, force: true })
      for (const [start, measured] of Object.entries(await measure(root, folder))) {
        const key = `${database}, ${start}, ${checkout}`
        found[key] = [...(found[key] ?? []), measured]
      }
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

const found: Record<string, Start[]> = {}
for (let round = 0; round < Number(values.rounds); round++) {
  await measureRound(round, found)
  console.log(`round ${round + 1} of ${values.rounds}`)
}
const rows = Object.entries(found).map(([start, rounds]) => ({
  start,
  ...medians(rounds.map((one) => ({ ...one }))),
}))
console.log(`${machineText()}\n${table(rows)}`)
if (values.json) writeReport(values.json, { rows, found })
