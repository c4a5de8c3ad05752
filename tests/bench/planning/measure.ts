/** What `bench:planning` measures: extracts over HTTP, and checks of outlines beside a plain join. */
import type { Database } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { Outline } from '../../../geodata/model/planning/outline/outline.ts'
import { checkOutlines, rulebookOn } from '../../../server/planning/outlines/check.ts'
import { quantile } from '../measure/statistics.ts'

const joinSql = sqlFile(import.meta.url, 'plain-join.sql')
const coveragesSql = sqlFile(import.meta.url, 'plain-coverages.sql')

export interface Times {
  readonly p50: number
  readonly p95: number
  readonly least: number
  readonly kilobytes: number
}

/** Asks for extracts of the parcels at `longitude,latitude` one after the other; milliseconds until the whole answer is there. */
export async function measureExtracts(
  origin: string,
  token: string,
  points: readonly string[],
  form: 'extract' | 'extract.pdf',
): Promise<Times> {
  const times: number[] = []
  let bytes = 0
  for (const point of points) {
    const began = performance.now()
    const answer = await fetch(`${origin}/planning/${form}?point=${point}`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    bytes += (await answer.arrayBuffer()).byteLength
    if (!answer.ok) throw new Error(`the extract at ${point} is ${answer.status}`)
    times.push(performance.now() - began)
  }
  return {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    least: Math.min(...times),
    kilobytes: bytes / points.length / 1000,
  }
}

/** Outlines that are checked together, as in the job. */
const BATCH = 50

/** Checks outlines two batches at a time, as the job does; returns seconds and the lines that were found. */
export async function checkAll(
  database: Database,
  outlines: readonly Outline[],
): Promise<{ readonly seconds: number; readonly failed: number; readonly findings: number }> {
  const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })
  const asked = outlines.map((outline, ordinal) => ({ ordinal, outline }))
  let failed = 0
  const began = performance.now()
  const book = await rulebookOn(database, day, () => void failed++)
  let [next, findings] = [0, 0]
  const work = async () => {
    for (let from = next; from < asked.length; from = next) {
      next += BATCH
      const batch = asked.slice(from, next)
      const checks = await checkOutlines(database, NOBODYS, batch, book)
      findings += checks.reduce((sum, check) => sum + check.findings.length, 0)
    }
  }
  await Promise.all([work(), work()])
  return { seconds: (performance.now() - began) / 1000, failed, findings }
}

/** The set of no outline. */
const NOBODYS = '00000000-0000-4000-8000-000000000000'

/** Returns the seconds of a plain join with the coverages, which the answers "not concerned" need. */
export async function plainCoverages(database: Database): Promise<number> {
  const began = performance.now()
  await database.query(coveragesSql)
  return (performance.now() - began) / 1000
}

/** Runs the plain join; returns its seconds and the overlaps that it found. */
export async function plainJoin(
  database: Database,
): Promise<{ readonly seconds: number; readonly lines: number; readonly parcels: number }> {
  const began = performance.now()
  const { rows } = await database.query<{ lines: number; parcels: number }>(joinSql)
  const [found] = rows
  if (found === undefined) throw new Error('the join has no row')
  return { seconds: (performance.now() - began) / 1000, ...found }
}
