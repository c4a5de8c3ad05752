/**
 * Replays on both databases, with the same rows, what the other tests sent to PostGIS. The embedded database
 * has other versions of PostgreSQL, PostGIS and GEOS, and must give the same answers.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../geodata/database/database.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { borrowEmbedded } from '../environment/embedded-database.ts'
import { createPostgisDatabase, TEMPLATE } from '../environment/postgis-database.ts'
import { recordedStatements, STATEMENTS, type Statement } from '../environment/recorded-statements.ts'
import { loadFixture } from '../server/serve.ts'
import { answerOf } from './answer.ts'

const folder = process.env[STATEMENTS]
/**
 * Tiles have a different statement on each database; tests/tiles/vector/dialects.test.ts compares the tiles.
 */
const hasDialects = ({ text }: Statement) => /\bST_AsMVT\b/.test(text)
const statements =
  folder === undefined ? [] : recordedStatements(folder).filter((statement) => !hasDialects(statement))
const PARTS = 20

describe.skipIf(folder === undefined)('the embedded database answers as PostGIS does', () => {
  const databases: Database[] = []
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const embedded = await borrowEmbedded()
    const { url, drop } = await createPostgisDatabase(TEMPLATE)
    const postgis = await openDatabase({ url, statementTimeoutMs: 60_000, poolSize: 1 })
    closing.push(embedded.close, () => postgis.close(), drop)
    databases.push(postgis, embedded.database)
    const now = `timestamptz '${new Date().toISOString()}'`
    for (const database of databases) await loadFixture(database, now)
  }, 180_000)
  afterAll(async () => {
    for (const close of closing) await close()
  }, 60_000)

  it('has something to compare', () => expect(statements.length).toBeGreaterThan(100))

  it.each(Array.from({ length: PARTS }, (_, part) => [part + 1]))(
    `part %i of ${PARTS} of ${statements.length} statements`,
    async (part) => {
      const differing: object[] = []
      for (const statement of statements.filter((_, index) => index % PARTS === part - 1)) {
        const [onPostgis, onEmbedded] = await Promise.all(databases.map((one) => answerOf(one, statement)))
        try {
          expect(onEmbedded).toEqual(onPostgis)
        } catch {
          differing.push({ ...short(statement), onPostgis, onEmbedded })
        }
      }
      expect(differing).toEqual([])
    },
  )
})

const short = ({ text, values }: Statement) => ({ text: text.slice(0, 2_000), values })
