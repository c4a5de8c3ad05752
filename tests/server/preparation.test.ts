import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../geodata/database/database.ts'
import { beginSample, prepare } from '../../server/preparation.ts'
import { readSettings } from '../../server/settings.ts'
import { describeOnDatabase } from '../environment/databases.ts'

const log = pino({ level: 'silent' })

/** The sample that a test began to generate. */
let begun: ReturnType<typeof beginSample>

function start(database: Database, environment: Record<string, string> = {}) {
  const settings = readSettings(environment)
  return prepare({ systemDatabase: database, settings, log, sample: begun }, () => false)
}

async function count(database: Database, table: string): Promise<number> {
  const { rows } = await database.query<{ n: number }>(`select count(*) as n from ${table}`)
  return rows[0]?.n ?? 0
}

describe('the sample of a first start', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shuangxi-preparation-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const begin = (environment: Record<string, string> = {}) =>
    beginSample(readSettings({ DATA_DIR: folder, ...environment }))

  it('is generated meanwhile for a new embedded database, and not for an existing one', async () => {
    mkdirSync(join(folder, 'postgres'))
    writeFileSync(join(folder, 'postgres/PG_VERSION'), '18\n')
    expect(begin()).toBeUndefined()
    writeFileSync(join(folder, 'postgres.unfinished'), '')
    begun = begin()
    expect(Object.keys((await begun) ?? {})).toContain('sample:qingshan')
  }, 120_000)

  it('is not generated for a PostGIS, which may have it, nor if the setting disables it', () => {
    expect(begin({ SAMPLE: 'false' })).toBeUndefined()
    expect(begin({ DATABASE_URL: 'postgres://127.0.0.1/none' })).toBeUndefined()
  })
})

describeOnDatabase('the preparation at a start', (db) => {
  it('loads no sample if the setting disables it', async () => {
    expect(await start(db(), { SAMPLE: 'false' })).toEqual([])
    expect(await count(db(), 'imports')).toBe(0)
    expect(await count(db(), 'accounts')).toBe(0)
  })

  it('loads the sample at the first start without blocking the process', async () => {
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 20)
    const links = await start(db())
    clearInterval(beat)
    expect(links.map(({ name }) => name)).toEqual(['officer', 'lead', 'planner', 'admin'])
    expect(await count(db(), 'accounts where has_password or not synthetic')).toBe(0)
    expect(await count(db(), 'parcels')).toBeGreaterThan(1000)
    expect(await count(db(), 'parcels where not synthetic')).toBe(0)
    // Ctrl-C must be handled well within its 5 s.
    expect(longest).toBeLessThan(3_000)
  }, 180_000)

  it('loads it once, and never after an import', async () => {
    await db().query("delete from parcels where source like 'sample:%'")
    expect(await start(db())).toEqual([])
    expect(await count(db(), 'parcels')).toBe(0)
  })
})
