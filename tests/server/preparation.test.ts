import { pino } from 'pino'
import { expect, it } from 'vitest'
import type { Database } from '../../geodata/database/database.ts'
import { prepare } from '../../server/preparation.ts'
import { readSettings } from '../../server/settings.ts'
import { describeOnDatabase } from '../environment/databases.ts'

const log = pino({ level: 'silent' })

function start(database: Database, environment: Record<string, string> = {}) {
  return prepare({ systemDatabase: database, settings: readSettings(environment), log }, () => false)
}

async function count(database: Database, table: string): Promise<number> {
  const { rows } = await database.query<{ n: number }>(`select count(*) as n from ${table}`)
  return rows[0]?.n ?? 0
}

describeOnDatabase('the preparation at a start', (db) => {
  it('loads no sample where the setting says so', async () => {
    expect(await start(db(), { SAMPLE: 'false' })).toEqual([])
    expect(await count(db(), 'imports')).toBe(0)
    expect(await count(db(), 'accounts')).toBe(0)
  })

  it('loads the sample at the first start without holding the process up', async () => {
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
    // Ctrl-C must be heard well within its 5 s.
    expect(longest).toBeLessThan(3_000)
  }, 180_000)

  it('loads it once, and never again where something was imported since', async () => {
    await db().query("delete from parcels where source like 'sample:%'")
    expect(await start(db())).toEqual([])
    expect(await count(db(), 'parcels')).toBe(0)
  })
})
