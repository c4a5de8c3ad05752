import { beforeAll, expect, it } from 'vitest'
import { refreshPlaces, refreshPlacesNamed } from '../../../geodata/places/places.ts'
import { describeOnDatabase } from '../../environment/databases.ts'

describeOnDatabase('refreshPlaces', (db) => {
  const refresh = () => db().transaction((client) => refreshPlaces(client, 's'))
  const places = async (where: string) =>
    (await db().query<Record<string, unknown>>(`select * from places where ${where} order by west`)).rows

  beforeAll(async () => {
    await db().query(`insert into roads (class, name, source, source_id, licence, synthetic, geom) values
      ('primary', '文一路', 's', '1', 'l', true, 'SRID=4326;LINESTRING(120 30, 120.003 30)'),
      ('primary', '文一路', 's', '2', 'l', true, 'SRID=4326;LINESTRING(120.003 30, 120.006 30)'),
      ('primary', '文一路', 's', '3', 'l', true, 'SRID=4326;LINESTRING(120.5 30, 120.52 30)'),
      ('primary', '别处路', 'other', '1', 'l', true, 'SRID=4326;LINESTRING(120.5 30, 120.52 30)')`)
    await db().query(`insert into buildings (kind, name, height_m, height_source, source, source_id, licence, synthetic, geom)
      select 'other', name, 9, 'assumed', 's', name, 'l', true,
        ST_Multi(ST_MakeEnvelope(120.1, 30.1, 120.11, 30.11, 4326))
      from unnest(array['3幢', '12号楼', 'B2', '雷峰塔']) as name`)
    await db().query(`insert into places (kind, name, source, source_id, licence, synthetic, geom)
      values ('peak', '北高峰', 's', 'node/1', 'l', true, 'SRID=4326;POINT(120.09 30.25)')`)
  })

  it('gives a road one row for each of its places, and house numbers none', async () => {
    expect(await refresh()).toBe(3)
    const roads = await places("name = '文一路'")
    expect(roads).toMatchObject([
      { kind: 'road', layer: 'roads', pinyin: 'wenyilu', west: 120, east: 120.006, synthetic: true },
      { west: 120.5, east: 120.52 },
    ])
    expect((await places("kind = 'building'")).map(({ name }) => name)).toEqual(['雷峰塔'])
    expect(await places("name = '别处路'")).toEqual([])
  })

  it('keeps ids when it runs again, deletes vanished places and does not change peaks', async () => {
    const [before] = await places('west = 120')
    await db().query("delete from roads where source_id = '3'")
    expect(await refresh()).toBe(2)
    const [after] = await places('west = 120')
    expect(after?.id).toBe(before?.id)
    expect(await places("name = '文一路'")).toHaveLength(1)
    expect(await places("kind = 'peak'")).toHaveLength(1)
  })

  it('derives the places of some names as for all names, and no others', async () => {
    const all = async () =>
      (
        await db().query(
          'select * from places where source = \'s\' and layer is not null order by source_id collate "C"',
        )
      ).rows
    const changes = [
      "update roads set name = '文二路' where source_id = '1'",
      "update roads set name = '文二路' where source_id = '2'",
      "update roads set name = '文一路', class = 'tertiary' where source_id = '1'",
      "update roads set geom = ST_Translate(geom, 1, 0) where source_id = '2'",
      "delete from roads where source_id = '1'",
    ]
    for (const change of changes) {
      await db().query(change)
      const names = ['文一路', '文二路', '文二路']
      await db().transaction((client) => refreshPlacesNamed(client, 's', names))
      const some = await all()
      await refresh()
      expect(some, change).toEqual(await all())
    }
    await db().query("update buildings set name = '保俶塔' where name = '雷峰塔'")
    await db().query("update roads set name = '文三路' where source = 's'")
    expect(await db().transaction((client) => refreshPlacesNamed(client, 's', ['保俶塔', '雷峰塔']))).toBe(1)
    expect((await all()).map(({ name }) => name)).toEqual(['保俶塔', '文二路'])
  })
})
