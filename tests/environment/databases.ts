/** Databases for tests: each test file gets a migrated, empty one of each kind. */
import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '../../geodata/database/database.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { borrowEmbedded } from './embedded-database.ts'
import { createPostgisDatabase, TEMPLATE } from './postgis-database.ts'
import { lacksShared } from './shared-data.ts'

/** Files below ../shared that all tests of a group need; without them the group is skipped by name. */
interface Needing {
  readonly name: string
  readonly needs: readonly string[]
}

interface TestDatabase {
  readonly database: Database
  close(): Promise<void>
}

const statementTimeoutMs = 60_000

async function openPostgisForTest(): Promise<TestDatabase> {
  const { url, drop } = await createPostgisDatabase(TEMPLATE)
  const database = await openDatabase({ url, statementTimeoutMs, poolSize: 4 })
  return {
    database,
    close: async () => {
      await database.close()
      await drop()
    },
  }
}

const openers: Readonly<Record<Database['kind'], () => Promise<TestDatabase>>> = {
  postgis: openPostgisForTest,
  embedded: borrowEmbedded,
}

/**
 * Declares the same tests on PostGIS and on the embedded database. Each gets a migrated database without
 * rows, shared by the tests of one file; `db()` returns it in hooks and tests.
 */
export function describeOnBoth(name: string | Needing, declare: (db: () => Database) => void): void {
  for (const kind of ['postgis', 'embedded'] as const) describeOn(kind, name, declare)
}

/**
 * Declares tests on PostGIS, whose statements are later replayed on the embedded database
 * (tests/contract/statements.test.ts). `npm run test:full` runs such tests on both.
 */
export const describeOnDatabase = process.env.SHUANGXI_TEST_BOTH === '1' ? describeOnBoth : describeOnPostgis

/** Declares tests on PostGIS only, for SQL that other tests run on both. */
export function describeOnPostgis(name: string | Needing, declare: (db: () => Database) => void): void {
  describeOn('postgis', name, declare)
}

function describeOn(
  kind: Database['kind'],
  group: string | Needing,
  declare: (db: () => Database) => void,
): void {
  const { name, needs } = typeof group === 'string' ? { name: group, needs: [] } : group
  describe.skipIf(lacksShared(...needs))(`${name} [${kind}]`, () => {
    let current: TestDatabase | undefined
    beforeAll(async () => {
      current = await openers[kind]()
    }, 120_000)
    afterAll(() => current?.close(), 60_000)
    declare(() => {
      if (!current) throw new Error('db() may be called in hooks and tests only')
      return current.database
    })
  })
}
