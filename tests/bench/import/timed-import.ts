/**
 * `node --import tsx tests/bench/import/timed-import.ts FILE`: imports parcels into the database of
 * DATABASE_URL and prints as JSON the time of each step and the peak memory.
 */
import type { Database, DatabaseClient } from '../../../geodata/database/database.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { runImport } from '../../../geodata/import/import.ts'

export interface TimedImport {
  readonly seconds: number
  /** Seconds by step, in order. */
  readonly steps: Readonly<Record<string, number>>
  /** Peak resident memory in megabytes, of the process with all threads. */
  readonly peakMegabytes: number
}

/** Names a statement by its first comment or its first words. */
function nameOf(sql: string): string {
  const comment = /^\s*--\s*(.*?)[.,;:]?\s*$/m.exec(sql.split('\n')[0] ?? '')?.[1]
  return (comment ?? sql.replaceAll(/\s+/g, ' ').trim()).slice(0, 60)
}

const [file = ''] = process.argv.slice(2)
const steps: Record<string, number> = {}
const start = performance.now()

function add(step: string, since: number): void {
  steps[step] = (steps[step] ?? 0) + (performance.now() - since) / 1000
}

async function timed<T>(step: string, work: () => Promise<T>): Promise<T> {
  const since = performance.now()
  try {
    return await work()
  } finally {
    add(step, since)
  }
}

/** Measures the time for reading rows, which runs while PostgreSQL copies. */
async function* timedLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const iterator = lines[Symbol.asyncIterator]()
  for (;;) {
    const since = performance.now()
    const { done, value } = await iterator.next()
    add('  of which: read and convert rows', since)
    if (done) return
    yield value
  }
}

function timedClient(client: DatabaseClient): DatabaseClient {
  return {
    query: (query, values) =>
      timed(nameOf(typeof query === 'string' ? query : query.text), () => client.query(query, values)),
    copyIn: (table, columns, lines) =>
      timed('copy into the staging table', () =>
        client.copyIn(table, columns, timedLines(lines as AsyncIterable<string>)),
      ),
    release: (error) => client.release(error),
  }
}

const database = await openDatabase({ url: process.env.DATABASE_URL, statementTimeoutMs: 0 })
const watched = {
  ...database,
  transaction: async (work, options) => {
    add('open and convert by GDAL', start)
    let end = 0
    const result = await database.transaction(async (client) => {
      const stored = await work(timedClient(client))
      end = performance.now()
      return stored
    }, options)
    add('commit', end)
    return result
  },
} satisfies Partial<Database> as unknown as Database
await runImport(watched, { file, as: 'parcels', source: 'bench:import' })
const seconds = (performance.now() - start) / 1000
await database.close()
// ru_maxrss, in kilobytes.
const peakMegabytes = process.resourceUsage().maxRSS / 1024
console.log(JSON.stringify({ seconds, steps, peakMegabytes } satisfies TimedImport))
