/** What each role sees of each layer and may change in it, row by row, on both databases. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../../geodata/access/viewer.ts'
import { visibleLayer } from '../../../geodata/access/visible-layer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { catalogue, findLayer } from '../../../geodata/model/catalogue.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { loadWorld, viewers } from './world.ts'

const patrol = new Set(['patrol_zones', 'units', 'incidents'])
const greenway = ['greenways', 'greenway_segments', 'facilities', 'entrances']
const planning = new Set([...greenway, 'parcels', 'control_lines', 'plans', 'coverages'])

/**
 * Returns the rows that a viewer may see as a condition; null for no rights at all. Written independently of
 * the schema.
 */
function readable({ role }: Viewer, { id }: Layer): string | null {
  if (role === 'admin') return 'true'
  if (patrol.has(id)) {
    if (!/officer|lead/.test(role)) return null
    return /(officer|lead)_limited/.test(role) ? inZone(id) : 'true'
  }
  if (id !== 'plans' || /planner$/.test(role)) return 'true'
  return role.endsWith('planner_limited') ? "state = 'published' or town_code = 'T1'" : "state = 'published'"
}

const inZone = (id: string) => `${id === 'patrol_zones' ? 'code' : 'zone_code'} = 'Z1'`

function writable({ role }: Viewer, { id }: Layer): string | null {
  if (role === 'admin') return 'true'
  if (patrol.has(id)) {
    if (!(id === 'incidents' ? /officer|lead/ : /lead/).test(role)) return null
    return /(officer|lead)_limited/.test(role) ? inZone(id) : 'true'
  }
  if (!planning.has(id) || !role.includes('planner')) return null
  if (role.endsWith('planner')) return 'true'
  // The rows in T1 are those with this name.
  return `source = 'access' and source_id = 'T1'`
}

async function ids(database: Database, sql: string): Promise<number[]> {
  const { rows } = await database.query<{ id: number }>(sql)
  return rows.map(({ id }) => id).sort((a, b) => a - b)
}

/**
 * Runs a changing statement and rolls it back. Returns the ids that it reached, or the SQLSTATE of its
 * refusal.
 */
function attempt(database: Database, sql: string): Promise<number[] | string> {
  const undone = new Error('undone')
  let reached: number[] = []
  return database
    .transaction(async (client) => {
      const { rows } = await client.query<{ id: number }>(sql)
      reached = rows.map(({ id }) => id).sort((a, b) => a - b)
      throw undone
    })
    .catch((error: Error & { code?: string }) => (error === undone ? reached : String(error.code)))
}

describeOnBoth('layers', (db) => {
  beforeAll(() => loadWorld(db()))

  describe.each(viewers)('as $role', (viewer) => {
    const rights = async (layer: Layer) => {
      const asViewer = db().as(viewer)
      const update = `update ${layer.id} set licence = licence, synthetic = synthetic returning id`
      return {
        read: await ids(asViewer, `select id from ${layer.id}`).catch((error) => error.code),
        update: await attempt(asViewer, update),
        delete: await attempt(asViewer, `delete from ${layer.id} returning id`),
      }
    }
    const expected = async (layer: Layer) => {
      const reached = async (condition: string | null) =>
        condition === null ? '42501' : await ids(db(), `select id from ${layer.id} where ${condition}`)
      const changed = await reached(writable(viewer, layer))
      const deleted = layer.undeletable ? '42501' : changed
      return { read: await reached(readable(viewer, layer)), update: changed, delete: deleted }
    }

    test('rows of every layer', async () => {
      // Names are written with their features.
      for (const layer of catalogue.filter(({ id }) => id !== 'places')) {
        expect(await rights(layer), layer.id).toEqual(await expected(layer))
      }
    })

    test('columns that only some roles read', async () => {
      const { rows } = await db().query<{ layer: string; name: string }>(
        `select relname as layer, attname as name
         from pg_class join pg_attribute on attrelid = pg_class.oid
         where relname = any ($1) and relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
           and has_any_column_privilege($2, pg_class.oid, 'select')
           and not has_column_privilege($2, pg_class.oid, attnum, 'select')`,
        [catalogue.map(({ id }) => id), `shuangxi_${viewer.role}`],
      )
      const hidden = catalogue.flatMap(({ id, properties }) => {
        const visible = visibleLayer(viewer, findLayer(id) as Layer).properties
        return properties.filter((one) => !visible.includes(one)).map(({ name }) => ({ layer: id, name }))
      })
      expect(hidden).toEqual(/planner|admin/.test(viewer.role) ? [] : [{ layer: 'parcels', name: 'holder' }])
      expect(rows).toEqual(hidden)
    })

    test('system tables', async () => {
      for (const table of ['overview_grids', 'tile_changes', 'tile_changes_log', 'migrations']) {
        await expect(db().as(viewer).query(`select from ${table}`), table).rejects.toMatchObject({
          code: '42501',
        })
      }
      const truncate = db().as(viewer).query('truncate water')
      await expect(truncate).rejects.toMatchObject({ code: '42501' })
      const create = db().as(viewer).query('create table planted (id bigint)')
      await expect(create).rejects.toMatchObject({ code: '42501' })
    })

    test('queued details, of fully visible layers', async () => {
      await db().query('delete from overview_queue')
      await db().query(
        "insert into overview_queue (layer, z, x, y) values ('parcels', 14, 1, 1), ('incidents', 14, 1, 1)",
      )
      const { rows } = await db().as(viewer).query('select layer from overview_queue order by layer')
      const whole = /(officer|lead)(?!_limited)|admin/.test(viewer.role)
      expect(rows.map(({ layer }) => layer)).toEqual(whole ? ['incidents', 'parcels'] : ['parcels'])
    })

    test('credits, without names of files', async () => {
      await db().as(viewer).query('select source, licence, synthetic from imports')
      await expect(db().as(viewer).query('select file from imports')).rejects.toMatchObject({ code: '42501' })
    })
  })
})
