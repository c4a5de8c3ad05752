/** The roles' migration with concurrent migrations, with existing rows, and on a newer PostgreSQL. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import type { ClientBase } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { viewerRoles } from '../../../geodata/access/viewer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { migrate } from '../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { type Cluster, startCluster } from '../../environment/cluster.ts'
import { siblingUrl } from '../../environment/postgis-database.ts'

const schema = fileURLToPath(new URL('../../../geodata/schema', import.meta.url))

/** Migrates an empty database up to before a migration. */
async function migrateToBefore(database: Database, migration: string): Promise<void> {
  const client = await database.connect({ statementTimeoutMs: 0 })
  await runner({
    dbClient: client as unknown as ClientBase,
    dir: schema,
    migrationsTable: 'migrations',
    direction: 'up',
    count: readdirSync(schema).filter((file) => file < migration).length,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error },
  })
  client.release()
}

async function roles(database: Database): Promise<string[]> {
  const seen: string[] = []
  for (const role of viewerRoles) {
    const { rows } = await database.as({ role }).query<{ role: string }>('select current_user as role')
    seen.push(...rows.map((row) => row.role))
  }
  return seen
}

const allRoles = viewerRoles.map((role) => `shuangxi_${role}`)

describe('on a cluster without the roles', () => {
  let cluster: Cluster
  const opened: Database[] = []
  beforeAll(async () => {
    cluster = await startCluster()
  }, 60_000)
  afterAll(async () => {
    await Promise.all(opened.map((database) => database.close()))
    await cluster.stop()
  }, 60_000)
  const create = async (name: string) => {
    const server = await openDatabase({ url: cluster.url, poolSize: 1 })
    await server.query(`create database ${name}`)
    await server.close()
    const database = await openDatabase({ url: siblingUrl(cluster.url, name), poolSize: 2 })
    opened.push(database)
    return database
  }

  test('several databases are migrated concurrently', async () => {
    const databases = [await create('one'), await create('two'), await create('three')]
    const ran = await Promise.all(databases.map((database) => migrate(database)))
    for (const names of ran) expect(names.length).toBe(ran[0]?.length)
    for (const database of databases) expect(await roles(database)).toEqual(allRoles)
  }, 120_000)

  test('positions are all there after they were divided by day', async () => {
    const database = await create('days')
    await migrateToBefore(database, '0106')
    await database.query(`insert into units (id, code, name, state, members, source, source_id, licence, synthetic, geom)
      values (1, 'U1', '一', 'available', 5, 's', 'u', 'l', true, 'SRID=4326;POINT(120 30)')`)
    await database.query(`insert into unit_positions (unit_id, at, received_at, accuracy_m, heading, geom)
      select 1, now() - make_interval(hours => n), now(), abs(n), abs(n) % 360, 'SRID=4326;POINT(120 30)'
      from generate_series(-1, 12000, 7) as n`)
    const sums = `select count(*)::int as n, sum(accuracy_m) as metres, min(at) as first, max(at) as last from unit_positions`
    const before = (await database.query(sums)).rows
    await migrate(database)
    expect((await database.query(sums)).rows).toEqual(before)
    const { rows } = await database.query(`select count(distinct tableoid)::int as days,
      count(*) filter (where tableoid = 'unit_positions_other'::regclass)::int as other from unit_positions`)
    expect(rows[0]?.days).toBeGreaterThan(380)
    // More than 400 days old.
    expect(rows[0]?.other).toBeGreaterThan(0)
  }, 60_000)

  test('data that are no longer public are deleted, and others stay', async () => {
    const database = await create('old')
    await migrateToBefore(database, '0045')
    await database.query(`insert into places (kind, name, layer, feature_id, source, source_id, licence, synthetic, geom)
      values ('zone', '甲', 'patrol_zones', 1, 's', 'patrol_zones/1', 'l', true, 'SRID=4326;POINT(120 30)'),
        ('peak', '山', null, null, 's', '2', 'l', true, 'SRID=4326;POINT(120 30)')`)
    await database.query('update overview_layers set version = 2')
    await database.query(`insert into tile_overviews (layer, z, x, y, tile)
      select layer, 9, 1, 1, 'x' from unnest(array['patrol_zones', 'incidents', 'places', 'water']) as layer`)
    await database.query(
      "insert into feature_creations (role, layer, key, body_sha256) values ('lead', 'units', 'k', 'b')",
    )
    await migrate(database)
    const list = async (sql: string) =>
      (await database.query<{ name: string }>(sql)).rows.map(({ name }) => name)
    expect(await list('select name from places')).toEqual(['山'])
    expect(await list('select layer as name from tile_overviews')).toEqual(['water'])
    expect(await list('select layer as name from overview_layers where version is null order by 1')).toEqual([
      'incidents',
      'patrol_zones',
      'places',
    ])
    expect(await list('select key as name from feature_creations where account = 0')).toEqual(['k'])
  }, 60_000)
})

test('a login without superuser rights creates and takes the roles on PostgreSQL 16 and newer, too', async () => {
  const database = await openDatabase({ statementTimeoutMs: 120_000 })
  const { rows } = await database.query("select current_setting('server_version_num')::integer as version")
  expect(rows[0]?.version).toBeGreaterThanOrEqual(160000)
  for (const extension of ['postgis', 'pg_trgm']) await database.query(`create extension ${extension}`)
  await database.query('create role keeper login createrole nosuperuser')
  await database.query('alter database postgres owner to keeper')
  await database.query('set session authorization keeper')
  await migrate(database)
  expect(await roles(database)).toEqual(allRoles)
  expect((await database.query('select current_user as login')).rows).toEqual([{ login: 'keeper' }])
  await expect(database.as({ role: 'public' }).query('select from units')).rejects.toMatchObject({
    code: '42501',
  })
  await database.close()
}, 120_000)
