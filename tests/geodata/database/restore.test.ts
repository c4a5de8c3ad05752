/** A database that was dumped and restored as in the README equals the original. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../../geodata/audit/verify.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { migrate } from '../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { changesSince, currentPosition } from '../../../tiles/archive/changes.ts'
import { type Cluster, startCluster } from '../../environment/cluster.ts'
import { findPostgisBinaries } from '../../environment/postgis-binaries.ts'
import {
  createPostgisDatabase,
  type PostgisTestDatabase,
  siblingUrl,
  TEMPLATE,
} from '../../environment/postgis-database.ts'
import { loadCrowdedWorld, tilePlan } from '../access/tile-plans.ts'
import { viewers } from '../access/world.ts'

const stateSql = readFileSync(new URL('schema-state.sql', import.meta.url), 'utf8')
const program = (name: string) => join(findPostgisBinaries() ?? '', name)

async function schemaState(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ line: string }>(stateSql)
  return rows.map(({ line }) => line)
}

/** Returns the number of rows of each table and a digest of them. */
async function rowState(database: Database): Promise<Record<string, unknown>> {
  const tables = (await schemaState(database)).flatMap((line) => line.match(/^table (\S+) r /)?.[1] ?? [])
  const state: Record<string, unknown> = {}
  for (const table of tables) {
    const { rows } = await database.query(
      `select count(*), md5(string_agg(t::text, ',' order by t::text)) from ${table} as t`,
    )
    state[table] = rows[0]
  }
  return state
}

const leakproofOperators = (database: Database) =>
  database.query(
    `select oprname, proleakproof from pg_operator join pg_proc on pg_proc.oid = oprcode
     where oprleft = 'geometry'::regtype and oprright = 'geometry'::regtype order by oprname`,
  )

describe('a restored database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-restore-'))
  let source: PostgisTestDatabase
  let original: Database
  let cluster: Cluster
  let restored: Database
  let saidByRestore: string

  beforeAll(async () => {
    source = await createPostgisDatabase(TEMPLATE)
    original = await openDatabase({ url: source.url, poolSize: 1 })
    await loadCrowdedWorld(original)
    // As on a server with more past transactions than the new one.
    await original.query(
      'update tile_changes set transaction = (transaction::text::numeric + 1e9)::text::xid8',
    )
    const roles = execFileSync(program('pg_dumpall'), ['--roles-only', '-d', source.url])
    const dump = join(folder, 'shuangxi.dump')
    execFileSync(program('pg_dump'), ['-Fc', '-f', dump, source.url])

    cluster = await startCluster()
    execFileSync(program('psql'), ['-q', cluster.url], { input: roles, stdio: ['pipe', 'ignore', 'ignore'] })
    const url = siblingUrl(cluster.url, 'restored')
    execFileSync(program('createdb'), ['--maintenance-db', cluster.url, 'restored'])
    saidByRestore = spawnSync(program('pg_restore'), ['-d', url, dump], { encoding: 'utf8' }).stderr
    restored = await openDatabase({ url, poolSize: 1 })
  }, 120_000)

  afterAll(async () => {
    await restored?.close()
    await cluster?.stop()
    await original?.close()
    await source?.drop()
    rmSync(folder, { recursive: true })
  }, 60_000)

  test('has all rows, triggers, policies, grants and functions', async () => {
    expect(saidByRestore).toBe('')
    expect((await schemaState(original)).join('\n')).toMatch(/^trigger parcels.refuse_other_place /m)
    expect(await schemaState(restored)).toEqual(await schemaState(original))
    expect(await rowState(restored)).toEqual(await rowState(original))
    expect(await verifyAudit(restored)).toEqual(await verifyAudit(original))
  })

  describe('after its first start', () => {
    beforeAll(async () => {
      expect(await migrate(restored)).toEqual([])
      await restored.query('analyze')
    })

    test('uses the same query plans, also for limited roles', async () => {
      const { rows } = await leakproofOperators(original)
      expect(rows).toContainEqual({ oprname: '&&', proleakproof: true })
      expect((await leakproofOperators(restored)).rows).toEqual(rows)
      for (const viewer of viewers) {
        for (const layer of catalogue) {
          const plans = [original, restored].map((database) => tilePlan(database.as(viewer), [layer]))
          const [before, after] = await Promise.allSettled(plans)
          expect(after, `${viewer.role} ${layer.id}`).toEqual(before)
        }
      }
    })

    test('refuses to let a limited planner move a parcel out of town', async () => {
      const planner = restored.as({ role: 'planner_limited', account: 7, towns: ['T1'] })
      const move = "update parcels set geom = ST_Translate(geom, 0.2, 0) where parcel_code = 'T1'"
      await expect(planner.query(move)).rejects.toMatchObject({ code: '42501' })
      await planner.query("update parcels set geom = geom, far = 1 where parcel_code = 'T1'")
    })

    test('lists no tile changes that did not happen since', async () => {
      const { position } = await currentPosition(restored)
      expect(await changesSince(restored, ['incidents'], position)).toEqual([])
    })
  })
})
