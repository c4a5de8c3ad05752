/** Versions of layers: what a row was at a moment, who changed it, why, and who may see it. */
import { beforeAll, expect, test } from 'vitest'
import { giveReason } from '../../../geodata/changes/bulk-change.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { describeOnDatabase } from '../../environment/databases.ts'

const parcel = (id: number, use: string) =>
  `insert into parcels (id, parcel_code, land_use, state, tenure, holder, area_m2, source, source_id, licence, synthetic, geom)
   values (${id}, 'p${id}', '${use}', 'built', 'G', '某公司', 1, 's', '${id}', 'CC0', true,
     ST_Multi(ST_MakeEnvelope(119.7, 30.2, 119.71, 30.21, 4326)))`
const plan = (id: number, state: string) =>
  `insert into plans (id, plan_code, name, state, land_use, town_code, area_m2, source, source_id, licence, synthetic, geom)
   values (${id}, 'P${id}', 'P${id}', '${state}', '0701', 'T${id}', 1, 's', '${id}', 'CC0', true,
     ST_Multi(ST_MakeEnvelope(119.7, 30.2, 119.71, 30.21, 4326)))`

describeOnDatabase('versions', (db) => {
  const moment = async (): Promise<string> => {
    const { rows } = await db().query<{ at: string }>('select clock_timestamp()::text as at')
    return rows[0]?.at ?? ''
  }
  const usesAt = async (at: string, database: Database = db()) => {
    const { rows } = await database.query<{ land_use: string; area: number; box: string }>(
      `select land_use, ST_Area(geom) as area, ST_Extent(geom)::text as box
       from parcels_at($1::timestamptz, ST_MakeEnvelope(119, 30, 120, 31, 4326)) group by id, land_use, geom order by id`,
      [at],
    )
    return rows.map(({ land_use }) => land_use)
  }
  let begun = ''
  let changed = ''
  let deleted = ''

  beforeAll(async () => {
    await db().query(parcel(1, '0701'))
    await db().query(parcel(2, '0901'))
    begun = await moment()
    await db().transaction(async (client) => {
      await giveReason(client, 'import: 更新.shp')
      await client.query("update parcels set land_use = '0702' where id = 1")
      await client.query("update parcels set land_use = '0703' where id = 1")
    })
    changed = await moment()
    await db().query('delete from parcels where id = 2')
    deleted = await moment()
  })

  test('tell what the rows were at a moment', async () => {
    expect(await usesAt(begun)).toEqual(['0701', '0901'])
    expect(await usesAt(changed)).toEqual(['0703', '0901'])
    expect(await usesAt(deleted)).toEqual(['0703'])
    expect(await usesAt('2020-01-01')).toEqual([])
    const { rows } = await db().query(
      `select id, parcel_code, holder, area_m2, source, source_id, ST_AsText(geom) as geom
       from parcels_whole_at($1::timestamptz, ST_MakeEnvelope(119.7, 30.2, 119.8, 30.3, 4326)) where id = 2`,
      [changed],
    )
    expect(rows).toEqual([
      {
        ...{ id: 2, parcel_code: 'p2', holder: '某公司', area_m2: 1, source: 's', source_id: '2' },
        geom: 'MULTIPOLYGON(((119.7 30.2,119.7 30.21,119.71 30.21,119.71 30.2,119.7 30.2)))',
      },
    ])
  })

  test('keep who ended a version and why, once for a transaction', async () => {
    const { rows } = await db().query(
      `select feature_id, ending, begun_for, ended_for, attributes ->> 'land_use' as use, since < until as ordered
       from feature_versions order by until`,
    )
    const ordered = { begun_for: null, ordered: true }
    expect(rows).toEqual([
      { feature_id: 1, ending: 'update', ended_for: 'import: 更新.shp', use: '0701', ...ordered },
      { feature_id: 2, ending: 'delete', ended_for: null, use: '0901', ...ordered },
    ])
  })

  test('end with a change, not with a repeated value', async () => {
    const count = async () => (await db().query('select from feature_versions')).rows.length
    const before = await count()
    await db().query("update parcels set land_use = '0703', geom = geom where id = 1")
    expect(await count()).toBe(before)
    await db().query('update parcels set geom = ST_Translate(geom, 0.1, 0) where id = 1')
    expect(await count()).toBe(before + 1)
  })

  test('of drafts reach planners only, limited ones in their towns', async () => {
    for (const [id, state] of [
      [1, 'draft'],
      [2, 'published'],
      [3, 'draft'],
    ] as const) {
      await db().query(plan(id, state))
    }
    const at = await moment()
    await db().query('delete from plans')
    const codes = async (role: string, limits = {}) => {
      const viewer = { role, account: 7, ...limits }
      const { rows } = await db()
        .as(viewer as never)
        .query<{ plan_code: string }>(
          `select plan_code from plans_at($1::timestamptz, ST_MakeEnvelope(119, 30, 120, 31, 4326)) order by 1`,
          [at],
        )
      return rows.map(({ plan_code }) => plan_code)
    }
    expect(await codes('public')).toEqual(['P2'])
    expect(await codes('planner')).toEqual(['P1', 'P2', 'P3'])
    expect(await codes('planner_limited', { towns: ['T1'] })).toEqual(['P1', 'P2'])
  })

  test('have holders for planners only', async () => {
    await db().query('update parcels set far = 2 where id = 1')
    const holders = async (role: string, text: string) => {
      const viewer = { role, account: 7, ...(role.includes('limited') ? { towns: [] } : {}) }
      return db()
        .as(viewer as never)
        .query<{ holder: string | null }>(text)
        .then(({ rows }) => [...new Set(rows.map(({ holder }) => holder))])
        .catch((error: Error & { code?: string }) => error.code)
    }
    const past =
      'select restricted_attributes ->> $$holder$$ as holder from feature_versions where layer = $$parcels$$'
    const box = 'ST_MakeEnvelope(119, 30, 120, 31, 4326)'
    for (const role of ['public', 'lead', 'planner', 'planner_limited', 'officer_planner_limited', 'admin']) {
      const reads = /planner|admin/.test(role)
      const answers = [
        await holders(role, past),
        await holders(role, `select holder from parcels_whole_at(now(), ${box})`),
        await holders(role, `select holder from parcels_whole_at('${changed}'::timestamptz, ${box})`),
        await holders(role, 'select holder from parcels'),
        await holders(role, `select holder from parcels_at('${changed}'::timestamptz, ${box})`),
      ]
      const expected = [...Array(4).fill(reads ? ['某公司'] : '42501'), [null]]
      expect([role, answers]).toEqual([role, expected])
    }
    const { rows } = await db().query("select from feature_versions where attributes::text like '%某公司%'")
    expect(rows).toEqual([])
  })

  test('are settled before any running transaction began', async () => {
    const settled = async () => {
      const { rows } = await db().query<{ behind: boolean; now: boolean }>(
        `select settled_moment() < $1::timestamptz as behind, settled_moment() <= clock_timestamp() as now`,
        [mark],
      )
      return rows[0]
    }
    const client = await db().connect()
    await client.query('begin')
    await client.query("update parcels set land_use = '0704' where id = 1")
    const mark = await (db().kind === 'embedded' ? Promise.resolve('infinity') : moment())
    if (db().kind === 'postgis') expect(await settled()).toEqual({ behind: true, now: true })
    await client.query('rollback')
    client.release()
    const open = { behind: db().kind === 'embedded', now: true }
    await expect.poll(settled).toEqual(open)
  })
})
