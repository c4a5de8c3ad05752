/** The platform with a login that owns its database without superuser rights, as in production. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicViewer, viewerRoles } from '../../../geodata/access/viewer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { migrate, pendingMigrations } from '../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { removeSource } from '../../../geodata/import/remove-source.ts'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { readOverviews } from '../../../tiles/overview/read.ts'
import { rebuildSome } from '../../../tiles/overview/rebuild.ts'
import { type Cluster, startCluster } from '../../environment/cluster.ts'
import { siblingUrl } from '../../environment/postgis-database.ts'
import { importFile } from '../../environment/shared-gdal.ts'
import { loadWorld, viewers } from './world.ts'

interface Login {
  readonly database: Database
  readonly url: string
}

/** Creates a database with the extensions, owned by its own login. */
async function ownDatabase(cluster: Cluster, name: string, attributes: string): Promise<Login> {
  const server = await openDatabase({ url: cluster.url, poolSize: 1 })
  await server.query(`create role ${name} login nosuperuser ${attributes}`)
  await server.query(`create database ${name} owner ${name}`)
  await server.close()
  const extending = await openDatabase({ url: siblingUrl(cluster.url, name), poolSize: 1 })
  for (const extension of ['postgis', 'pg_trgm']) await extending.query(`create extension ${extension}`)
  await extending.close()
  const url = new URL(siblingUrl(cluster.url, name))
  url.username = name
  return { database: await openDatabase({ url: url.href, poolSize: 3 }), url: url.href }
}

const polygon = (lon: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, 30],
      [lon + 0.01, 30],
      [lon + 0.01, 30.01],
      [lon, 30.01],
      [lon, 30],
    ],
  ],
})

describe('a login that owns the database without superuser rights', () => {
  let cluster: Cluster
  let own: Login
  beforeAll(async () => {
    cluster = await startCluster()
    own = await ownDatabase(cluster, 'keeper', 'createrole')
    await migrate(own.database)
    await loadWorld(own.database)
  }, 120_000)
  afterAll(async () => {
    await own.database.close()
    await cluster.stop()
  }, 60_000)

  test('is bound by row-level security and still sees everything', async () => {
    const { rows } = await own.database.query(
      `select rolsuper or rolbypassrls as exempt, row_security_active('incidents') as bound,
         (select count(*) from incidents) as incidents from pg_roles where rolname = current_user`,
    )
    expect(rows).toEqual([{ exempt: false, bound: true, incidents: 4 }])
    expect(await pendingMigrations(own.database)).toEqual([])
  })

  test.each(viewers)('asks as $role', async (viewer) => {
    const { rows } = await own.database.as(viewer).query('select current_user as role')
    expect(rows).toEqual([{ role: `shuangxi_${viewer.role}` }])
    const counted = own.database.as(viewer).query('select count(*) as incidents from incidents')
    if (!/officer|lead|admin/.test(viewer.role))
      await expect(counted).rejects.toMatchObject({ code: '42501' })
    else expect((await counted).rows).toEqual([{ incidents: viewer.zones ? 1 : 4 }])
  })

  test('copies rows into tables, all or none', async () => {
    const columns = ['kind', 'name', 'source', 'source_id', 'licence', 'synthetic', 'geom']
    const line = (id: string) => `toilet\t公厕\tcopy\t${id}\tCC0\tt\tSRID=4326;POINT(120 30)\n`
    const copy = (...ids: string[]) =>
      own.database.transaction((client) => client.copyIn('facilities', columns, Readable.from(ids.map(line))))
    expect(await copy('1', '2')).toBe(2)
    await expect(copy('3', '1')).rejects.toMatchObject({ code: '23505' })
    expect(await copy('3')).toBe(1)
    const client = await own.database.connect()
    expect(await client.copyIn('facilities', columns, Readable.from([line('4')]))).toBe(1)
    await expect(client.copyIn('facilities', columns, Readable.from([line('4')]))).rejects.toThrow()
    expect(await client.copyIn('facilities', columns, Readable.from([line('5')]))).toBe(1)
    client.release()
  })

  test('imports and removes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shuangxi-owner-'))
    const file = join(folder, 'zones.geojson')
    const features = [120, 120.1].map((lon, i) => ({
      type: 'Feature',
      properties: { code: `N${i}`, name: `北${i}` },
      geometry: polygon(lon),
    }))
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
    await importFile(own.database, { file, as: 'patrol_zones', source: 'north', crs: 'EPSG:4326' })
    expect(await removeSource(own.database, 'north')).toEqual({ patrol_zones: 2 })
    rmSync(folder, { recursive: true })
  })

  test('makes overviews, of which each viewer sees its own', async () => {
    while ((await rebuildSome(own.database, { budgetMs: 60_000 })) !== null);
    const tile = { z: 9, x: 426, y: 210 }
    const ready = async (viewer: (typeof viewers)[number]) => {
      const tiles = await readOverviews(own.database.as(viewer), catalogue, tile)
      return ['patrol_zones', 'incidents', 'parcels'].filter((layer) => tiles.has(layer))
    }
    expect(
      (await readOverviews(own.database.as(publicViewer), catalogue, tile)).get('greenways')?.length,
    ).toBeGreaterThan(0)
    for (const viewer of viewers) {
      const unlimited = /officer|lead|admin/.test(viewer.role) && !viewer.zones
      expect(await ready(viewer), viewer.role).toEqual(
        unlimited ? ['patrol_zones', 'incidents', 'parcels'] : ['parcels'],
      )
      const { rows } = await own.database
        .as(viewer)
        .query('select distinct visibility from tile_overviews order by 1')
      expect(rows.map(({ visibility }) => visibility)).toEqual(unlimited ? ['patrol', 'public'] : ['public'])
    }
  })

  test('uses the existing roles in another database of the cluster', async () => {
    const second = await ownDatabase(cluster, 'second', 'createrole')
    await migrate(second.database)
    for (const role of viewerRoles) {
      const { rows } = await second.database.as({ role }).query('select current_user as role')
      expect(rows).toEqual([{ role: `shuangxi_${role}` }])
    }
    await second.database.close()
  }, 60_000)

  test('is told what it lacks if it may not create roles', async () => {
    const third = await ownDatabase(cluster, 'third', 'nocreaterole')
    await expect(migrate(third.database)).rejects.toMatchObject({
      code: '42501',
      message: expect.stringMatching(/third may not make the role shuangxi_public or switch to it/),
      hint: expect.stringMatching(/grant shuangxi_public to third/),
    })
    const server = await openDatabase({ url: cluster.url, poolSize: 1 })
    for (const role of [...viewerRoles, 'audit']) await server.query(`grant shuangxi_${role} to third`)
    await server.close()
    await migrate(third.database)
    await third.database.close()
  }, 60_000)
})
