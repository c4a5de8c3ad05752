/** Which writes limits prevent, and what a write triggers. */
import { beforeAll, describe, expect, test } from 'vitest'
import { publicViewer, type Viewer } from '../../../geodata/access/viewer.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { loadWorld } from './world.ts'

const lead: Viewer = { role: 'lead_limited', zones: ['Z1', 'Z3'], account: 1 }
const officer: Viewer = { role: 'officer_limited', zones: ['Z1'], account: 2 }
const planner: Viewer = { role: 'planner_limited', towns: ['T1'], account: 3 }
const both: Viewer = { role: 'lead_limited_planner_limited', zones: ['Z1'], towns: ['T1'], account: 4 }
const nowhere: Viewer = { role: 'lead_limited_planner_limited', zones: [], towns: [], account: 5 }

const refused = { code: '42501' }
let last = 1000

const incident = (zone: string | null) => `insert into incidents
  (number, kind, channel, zone_code, received_at, source, source_id, licence, synthetic, geom)
  values ('N${++last}', 'littering', 'patrol', ${zone === null ? 'null' : `'${zone}'`}, now(),
    'new', '${last}', 'CC0', true, 'SRID=4326;POINT(118.05 29.05)')`

const parcel = (town: string | null, at: string) => `insert into parcels
  (parcel_code, land_use, state, tenure, area_m2, town_code, source, source_id, licence, synthetic, geom)
  values ('N${++last}', '0701', 'built', 'G', 1, ${town === null ? 'null' : `'${town}'`},
    'new', '${last}', 'CC0', true, ST_Multi(ST_Buffer('SRID=4326;POINT(${at})'::geometry, 0.001)))`

const facility = (at: string) => `insert into facilities
  (kind, source, source_id, licence, synthetic, geom)
  values ('toilet', 'new', '${++last}', 'CC0', true, 'SRID=4326;POINT(${at})')`

const inT1 = '118.05 29.05'
const inT2 = '118.25 29.05'

describeOnBoth('a viewer’s writes', (db) => {
  beforeAll(() => loadWorld(db()))

  describe('stay in the zones', () => {
    test.each([lead, officer, both])('$role', async (viewer) => {
      const own = db().as(viewer)
      await own.query(incident('Z1'))
      await expect(own.query(incident('Z2'))).rejects.toMatchObject(refused)
      await expect(own.query(incident(null))).rejects.toMatchObject(refused)
      const away = own.query("update incidents set zone_code = 'Z2' where id = 1")
      await expect(away).rejects.toMatchObject(refused)
      expect((await own.query("update incidents set zone_code = 'Z1' where id = 2")).rowCount).toBe(0)
      await expect(db().as(nowhere).query(incident('Z1'))).rejects.toMatchObject(refused)
    })

    test('zones themselves, and units', async () => {
      const own = db().as(lead)
      const renamed = "update patrol_zones set name = name || '*'"
      expect((await own.query(renamed)).rowCount).toBe(1)
      await expect(own.query("update patrol_zones set code = 'Z9'")).rejects.toMatchObject(refused)
      await expect(own.query("update units set zone_code = 'Z2'")).rejects.toMatchObject(refused)
      expect((await own.query("update units set zone_code = 'Z3', state = 'off_shift'")).rowCount).toBe(1)
      await expect(db().as(officer).query(renamed)).rejects.toMatchObject(refused)
      await expect(own.query(facility(inT1))).rejects.toMatchObject(refused)
    })
  })

  describe('stay in the towns', () => {
    test.each([planner, both])('$role', async (viewer) => {
      const own = db().as(viewer)
      await own.query(parcel('T1', inT1))
      await own.query(facility(inT1))
      await expect(own.query(parcel('T2', inT2))).rejects.toMatchObject(refused)
      await expect(own.query(parcel('T1', inT2)), 'another’s land').rejects.toMatchObject(refused)
      await expect(own.query(parcel(null, inT1))).rejects.toMatchObject(refused)
      await expect(own.query(facility(inT2))).rejects.toMatchObject(refused)
      const handedOver = own.query("update parcels set town_code = 'T2'")
      await expect(handedOver).rejects.toMatchObject(refused)
      const moved = own.query('update parcels set geom = ST_Translate(geom, 0.2, 0) where id = 101')
      await expect(moved).rejects.toMatchObject(refused)
      const within = 'update parcels set geom = ST_Translate(geom, 0.001, 0) where id in (101, 102)'
      expect((await own.query(within)).rowCount).toBe(1)
      await expect(db().as(nowhere).query(facility(inT1))).rejects.toMatchObject(refused)
    })

    test('a parcel beyond its town’s outline may be edited, but not moved', async () => {
      await db().query(
        "update parcels set town_code = 'T1', geom = ST_Translate(geom, 1, 0) where parcel_code = 'T1'",
      )
      const own = db().as(planner)
      expect((await own.query("update parcels set far = 2 where parcel_code = 'T1'")).rowCount).toBe(1)
      const moved = own.query(
        "update parcels set geom = ST_Translate(geom, 0.001, 0) where parcel_code = 'T1'",
      )
      await expect(moved).rejects.toMatchObject(refused)
    })
  })

  test('are announced, queued for overviews and logged for archives', async () => {
    const heard: string[] = []
    const stop = await db().listen('tiles', (payload) => heard.push(payload))
    await db().query('delete from overview_queue')
    await db().query('delete from tile_changes')
    await db().as(officer).query(incident('Z1'))
    await db().as(planner).query(parcel('T1', inT1))
    await soon(() => {
      expect(heard.map((payload) => JSON.parse(payload).layer)).toEqual(['incidents', 'parcels'])
    })
    await stop()
    const layers = async (table: string) =>
      (await db().query(`select distinct layer from ${table} order by 1`)).rows.map(({ layer }) => layer)
    expect(await layers('overview_queue')).toEqual(['incidents', 'parcels'])
    expect(await layers('tile_changes')).toEqual(['incidents', 'parcels'])
  })

  test('over a large area mark a layer’s overviews as out of date', async () => {
    await db().query("update overview_layers set version = 2 where layer = 'administrative_areas'")
    await db()
      .as({ role: 'admin' })
      .query(
        `insert into administrative_areas (code, kind, name, source, source_id, licence, synthetic, geom)
       values ('W', 'county', 'W', 'far', '1', 'CC0', true, ST_Multi(ST_MakeEnvelope(60, 10, 140, 50, 4326)))`,
      )
    const { rows } = await db().query(
      "select version from overview_layers where layer = 'administrative_areas'",
    )
    expect(rows).toEqual([{ version: null }])
  })

  test('keep idempotency keys of accounts separate', async () => {
    const take = `insert into feature_creations (role, layer, key, body_sha256) values ('x', 'incidents', 'k', 'b')
      on conflict do nothing returning account`
    const taken = async (viewer: Viewer) =>
      (await db().as(viewer).query(take)).rows.map(({ account }) => account)
    expect(await taken(lead)).toEqual([1])
    expect(await taken(lead)).toEqual([])
    expect(await taken(planner)).toEqual([3])
    const { rows } = await db().as(planner).query('select account from feature_creations')
    expect(rows).toEqual([{ account: 3 }])
    await expect(db().as(publicViewer).query(take)).rejects.toMatchObject(refused)
  })
})
