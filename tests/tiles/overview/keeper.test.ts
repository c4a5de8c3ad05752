import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { catalogue, findLayer } from '../../../geodata/model/catalogue.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { type TileAddress, tileAt } from '../../../geodata/model/tile.ts'
import { keepOverviews, type OverviewKeeper } from '../../../tiles/overview/keeper.ts'
import { OVERVIEW_VERSION } from '../../../tiles/overview/plan.ts'
import { rebuildSome } from '../../../tiles/overview/rebuild.ts'
import { renderFromRows } from '../../../tiles/vector/live.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { fixtureTile, loadFixture } from '../vector/fixture.ts'
import { type DecodedFeature, decodeTile } from '../vector/tile-geometry.ts'

// Some hundred tiles are rendered, on any machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const layerOf = (id: string): readonly Layer[] => [findLayer(id)].flatMap((layer) => layer ?? [])
const above = (z: number): TileAddress => ({
  z,
  x: fixtureTile.x >> (fixtureTile.z - z),
  y: fixtureTile.y >> (fixtureTile.z - z),
})

async function eventually(check: () => Promise<void>): Promise<void> {
  const until = Date.now() + 90_000
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

describeOnDatabase('maintenance of overviews', (db: () => Database) => {
  let keeper: OverviewKeeper
  const errors: unknown[] = []
  const heard: { layer: string; boxes: number[][] | null; zooms?: [number, number] }[] = []
  const features = async (id: string, address: TileAddress): Promise<readonly DecodedFeature[]> =>
    decodeTile(await renderVectorTile(db(), layerOf(id), address))[id] ?? []
  const counted = async (address: TileAddress) =>
    (await features('incidents', address)).reduce((sum, one) => sum + Number(one.attributes.count), 0)
  const settled = () =>
    eventually(async () => {
      const { rows } = await db().query(
        `select (select count(*) from overview_queue)::int as queued,
           (select count(*) from overview_layers where version is distinct from $1::integer)::int as behind`,
        [OVERVIEW_VERSION],
      )
      expect(rows[0]).toEqual({ queued: 0, behind: 0 })
    })

  beforeAll(async () => {
    await loadFixture(db())
    await db().listen('tiles', (payload) => {
      if (payload !== '') heard.push(JSON.parse(payload))
    })
    keeper = keepOverviews(db(), { onError: (error) => errors.push(error) })
    await settled()
  })
  afterAll(async () => {
    await keeper.stop()
    expect(errors).toEqual([])
  })

  test('all layers of low zooms are read from them, with the existing rows', async () => {
    await db().query("update tile_overviews set tile = '' where layer = 'water'")
    expect(await features('water', above(11))).toEqual([])
    await db().query('select outdate_overviews($1::text[])', [['water']])
    await settled()
    expect((await features('water', above(11))).length).toBeGreaterThan(2)
  })

  test('an insert, a move and a delete are visible in all zooms, and are announced for those tiles', async () => {
    const before = await counted(above(10))
    expect(before).toBe(4)
    heard.length = 0
    await db().query(
      `insert into incidents (id, number, kind, state, channel, received_at, source, source_id, licence, synthetic, geom)
       values (9001, 'n9', 'dispute', 'closed', 'patrol', '2026-01-01', 'test', '9', 'CC0', true,
         (select geom from incidents where number = 'SX-1'))`,
    )
    await eventually(async () => expect(await counted(above(10))).toBe(5))
    await settled()
    expect(await counted(above(12))).toBe(5)
    const told = heard.filter(({ layer, zooms }) => layer === 'incidents' && zooms !== undefined)
    expect(told.map(({ zooms }) => zooms?.[0]).sort()).toEqual([10, 11, 12, 8, 9])
    for (const { boxes } of told) expect(boxes).toHaveLength(1)
    // Moved far away: the old and the new place.
    await db().query(
      "update incidents set geom = ST_SetSRID(ST_Point(-70.6, -33.4), 4326) where number = 'n9'",
    )
    await eventually(async () => expect(await counted(above(10))).toBe(4))
    await eventually(async () => expect(await counted(tileAt(-70.6, -33.4, 12))).toBe(1))
    await db().query("delete from incidents where number = 'n9'")
    await eventually(async () => expect(await counted(tileAt(-70.6, -33.4, 12))).toBe(0))
    await settled()
  })

  test('a change of class is visible, and no other tile changes', async () => {
    const kinds = async () =>
      (await features('parcels', above(12))).map(({ attributes }) => attributes.land_use)
    expect(await kinds()).not.toContain('1207')
    await db().query(
      `insert into tile_overviews (layer, z, x, y, tile) values ('parcels', 12, 1, 1, '\\x00')`,
    )
    await db().query("update parcels set land_use = '1207' where land_use = '1401'")
    await eventually(async () => expect(await kinds()).toContain('1207'))
    const { rows } = await db().query(
      "select from tile_overviews where layer = 'parcels' and x = 1 and y = 1",
    )
    expect(rows).toHaveLength(1)
    await settled()
  })

  test('details of dense layers are stored, and always agree with the rows', async () => {
    const kept = async () => {
      const text =
        "select z, tile from tile_overviews where layer = 'parcels' and z > 12 and x = $1 and y = $2"
      return (await db().query(text, [fixtureTile.x, fixtureTile.y])).rows
    }
    const states = async () =>
      (await features('parcels', fixtureTile)).map(({ attributes }) => attributes.state)
    const change = async (state: string) => {
      await db().query('update parcels set state = $1', [state])
      expect(new Set(await states())).toEqual(new Set([state]))
    }
    await change('idle')
    await settled()
    if (db().kind === 'embedded') expect(await kept()).toEqual([])
    else {
      const live = await renderFromRows(db(), 'postgis', layerOf('parcels'), fixtureTile)
      expect(await kept()).toEqual([{ z: 14, tile: live }])
      // Shows that stored tiles are read.
      await db().query("update tile_overviews set tile = '' where layer = 'parcels' and z = 14")
      expect(await states()).toEqual([])
    }
    await change('built')
    await settled()
    expect(new Set(await states())).toEqual(new Set(['built']))
    expect(heard.every(({ zooms }) => (zooms?.[1] ?? 0) <= 12)).toBe(true)
  })

  test('a bulk change is read from the rows at once, and from overviews later', async () => {
    await db().transaction(async (client) => {
      await client.query("select set_config('shuangxi.bulk', 'on', true)")
      await client.query('update incidents set geom = ST_Translate(geom, 20, 0)')
      await client.query("select announce_bulk_change(array['incidents'])")
    })
    expect(await features('incidents', above(12))).toEqual([])
    await settled()
    expect(await features('incidents', above(12))).toEqual([])
    const [west, south] =
      (await db().query('select ST_X(geom) as x, ST_Y(geom) as y from incidents limit 1')).rows.map(
        ({ x, y }) => [x, y],
      )[0] ?? []
    expect(await counted(tileAt(west, south, 8))).toBe(4)
  })

  test('the same rows give the same bytes, whatever happened in between', async () => {
    const all = async () =>
      (await db().query('select layer, z, x, y, tile from tile_overviews where z <= 12 order by 1, 2, 3, 4'))
        .rows
    await db().query('delete from tile_overviews where x = 1')
    const before = await all()
    await db().query("update parcels set geom = geom, state = 'idle'")
    await db().query('update roads set geom = ST_Reverse(geom)')
    await settled()
    await db().query('update roads set geom = ST_Reverse(geom)')
    await settled()
    expect(await all()).toEqual(before)
    await db().query('select outdate_overviews($1::text[])', [catalogue.map(({ id }) => id)])
    await settled()
    expect(await all()).toEqual(before)
  })

  test('a geometry with too many tiles outdates the layer, and its tiles are correct', async () => {
    await db().query(
      `insert into control_lines (id, kind, name, severity, source, source_id, licence, synthetic, geom)
       values (9001, 'flood', 'wide', 'refer', 'test', 'wide', 'CC0', true,
         ST_Multi(ST_MakeEnvelope(100, 20, 110, 30, 4326)))`,
    )
    await eventually(async () => expect(await features('control_lines', tileAt(105, 25, 12))).toHaveLength(1))
    expect(await features('control_lines', tileAt(105, 25, 8))).toHaveLength(1)
    await db().query("delete from control_lines where source_id = 'wide'")
    await eventually(async () => expect(await features('control_lines', tileAt(105, 25, 12))).toHaveLength(0))
    await settled()
  })

  test('reading writes nothing', async () => {
    const state = async () =>
      (
        await db().query(
          `select (select count(*) from tile_overviews)::int as tiles, (select count(*) from overview_queue)::int as queued`,
        )
      ).rows
    const before = await state()
    for (const z of [6, 9, 12]) await renderVectorTile(db(), catalogue, above(z))
    expect(await state()).toEqual(before)
  })

  test('several processes share the layers', async () => {
    await db().query('select outdate_overviews($1::text[])', [catalogue.map(({ id }) => id)])
    const work = async () => {
      const done: string[] = []
      for (;;) {
        const layer = await rebuildSome(db(), { budgetMs: 5 })
        if (layer === null) return done
        done.push(layer)
      }
    }
    await Promise.all([work(), work()])
    await settled()
    expect((await features('water', above(11))).length).toBeGreaterThan(2)
  })

  test('stops while another session locks its tables, and leaves its work to the next start', async ({
    skip,
  }) => {
    skip(db().kind === 'embedded', 'one connection: none ever waits for another')
    const queued = async () => (await db().query('select count(*)::int as n from overview_queue')).rows[0]?.n
    await db().transaction(async (locking) => {
      await locking.query('lock table tile_overviews in access exclusive mode')
      await db().query('select outdate_overviews($1::text[])', [['water']])
      await eventually(async () => {
        const { rows } = await db().query(
          "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
        expect(rows).not.toEqual([])
      })
      await keeper.stop()
    })
    const { rows } = await db().query("select version from overview_layers where layer = 'water'")
    expect([(await queued()) > 0, rows[0]?.version !== OVERVIEW_VERSION]).toContain(true)
  })
})
