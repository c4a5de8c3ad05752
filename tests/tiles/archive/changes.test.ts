import { beforeAll, expect, test } from 'vitest'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import type { Bounds } from '../../../geodata/model/tile.ts'
import { toMercator } from '../../../geodata/model/tile.ts'
import { changesSince, currentPosition } from '../../../tiles/archive/changes.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { loadFixture } from '../vector/fixture.ts'

const around = ([west, south, east, north]: Bounds, [x, y]: readonly [number, number]) =>
  x >= west - 1e-6 && x <= east + 1e-6 && y >= south - 1e-6 && y <= north + 1e-6

describeOnDatabase('changes since an archive was made', (db) => {
  const since = async (work: () => Promise<unknown>, layers: readonly string[]) => {
    const { position } = await currentPosition(db())
    await work()
    return changesSince(db(), layers, position)
  }

  beforeAll(async () => {
    await loadFixture(db())
    await db().query('alter table places alter id restart with 100')
  })

  test.each(catalogue.map(({ id }) => id))(
    'a change of a row of %s is listed, old place and new',
    async (id) => {
      const { rows } = await db().query<{ west: number; east: number }>(
        `select ST_XMin(geom_3857) as west, ST_XMax(geom_3857) + 1000 as east from ${id} where id = 1`,
      )
      const found = await since(
        () =>
          db().query(
            `update ${id} set geom = ST_Transform(ST_Translate(geom_3857, 1000, 0), 4326) where id = 1`,
          ),
        [id],
      )
      expect(found).not.toBe('all')
      const boxes = found as readonly Bounds[]
      expect(Math.min(...boxes.map(([west]) => west))).toBeCloseTo(rows[0]?.west ?? Number.NaN, 2)
      expect(Math.max(...boxes.map(([, , east]) => east))).toBeCloseTo(rows[0]?.east ?? Number.NaN, 2)
    },
  )

  test('inserted and deleted rows are listed; unchanged rows and other layers are not', async () => {
    const insert = `insert into places (kind, name, importance, source, source_id, licence, synthetic, geom)
      values ('peak', '北高峰', 0.3, 't', $1, 'CC0', true, ST_Point(120.1, 30.25, 4326))`
    const added = await since(() => db().query(insert, ['a']), ['roads', 'places'])
    expect(added).toHaveLength(1)
    expect(around((added as Bounds[])[0] ?? [0, 0, 0, 0], toMercator(120.1, 30.25))).toBe(true)
    expect(await since(() => db().query('update places set name = name'), ['places'])).toEqual([])
    expect(await since(() => db().query(insert, ['b']), ['roads'])).toEqual([])
    expect(await since(() => db().query("delete from places where source = 't'"), ['places'])).toHaveLength(1)
  })

  test('many distant changes stay separate', async () => {
    const found = await since(
      () =>
        db().query(`insert into places (kind, name, importance, source, source_id, licence, synthetic, geom)
          select 'peak', 'n', 0.1, 'many', i::text, 'CC0', true, ST_Point(119 + i % 10 / 10.0, 30, 4326)
          from generate_series(1, 1000) as i`),
      ['places'],
    )
    expect(found).toHaveLength(10)
  })

  test('TRUNCATE lists the whole layer', async () => {
    await expect(db().query('truncate incidents cascade')).rejects.toThrow('can only be added to')
    for (const { id } of catalogue) {
      // Its log refuses to lose what happened.
      if (id === 'incidents') continue
      expect(await since(() => db().query(`truncate ${id} cascade`), [id]), id).toBe('all')
    }
  })

  test('the list drops the oldest changes, and then says that it is incomplete', async () => {
    const { position } = await currentPosition(db())
    await db().query(`insert into tile_changes (layer, west, south, east, north)
      select 'places', 0, 0, 1, 1 from generate_series(1, 20500)`)
    const before = await currentPosition(db())
    await db().query("select forget_tile_changes('places')")
    const { rows } = await db().query("select count(*) as count from tile_changes where layer = 'places'")
    expect(rows[0]?.count).toBe(20_000)
    expect(await changesSince(db(), ['places'], position)).toBe('all')
    expect(await changesSince(db(), ['roads', 'parcels'], position)).not.toBe('all')
    expect(await changesSince(db(), ['places'], before.position)).toEqual([])
  })

  test('a database has one identity, and rollbacks are not listed', async () => {
    const before = await currentPosition(db())
    await db()
      .transaction(async (client) => {
        await client.query("insert into tile_changes (layer) values ('roads')")
        throw new Error('back')
      })
      .catch(() => undefined)
    expect(await currentPosition(db())).toEqual(before)
  })
})
