import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { fixtureTile } from './fixture.ts'
import { decodeTile } from './tile-geometry.ts'

const MAX_BYTES = 500_000
const layerOf = (id: string) => [findLayer(id)].flatMap((layer) => layer ?? [])
const { z, x, y } = fixtureTile

/** Rows spread over the fixture's tile on a lattice of 160 × 160 places, the first the largest. */
const lattice = `
  select n, ST_Transform(ST_SetSRID(ST_Point(
      ST_XMin(box) + (n % 160 + 0.5) * (ST_XMax(box) - ST_XMin(box)) / 160,
      ST_YMin(box) + (n / 160 + 0.5) * (ST_YMax(box) - ST_YMin(box)) / 160), 3857), 4326) as place
  from (select ST_TileEnvelope(${z}, ${x}, ${y}) as box) as tile, generate_series(0, 25599) as n`

describeOnDatabase('a tile with too many features', (db: () => Database) => {
  beforeAll(async () => {
    await db().query("select set_config('shuangxi.bulk', 'on', false)")
    await db().query(
      `insert into parcels (parcel_code, land_use, state, tenure, area_m2, far, source, source_id, licence, synthetic, geom)
       select '33010600900' || n || 'GB', '0701', 'built', 'G', 1000.5 - n / 26.0, 1.25 + n, 'test', n::text, 'CC0', true,
         ST_Multi(ST_MakePolygon(ST_AddPoint(line, ST_StartPoint(line))))
       from (
         select n, ST_MakeLine(array(
           select ST_Translate(place, 0.00005 * cos(i * pi() / 9), 0.00005 * sin(i * pi() / 9))
           from generate_series(0, 17) as i)) as line
         from (${lattice}) as spot where n < 12000
       ) as round`,
    )
    await db().query(
      `insert into incidents (number, kind, state, channel, zone_code, received_at, source, source_id, licence, synthetic, geom)
       select n::text, 'dispute', 'closed', 'patrol', 'Z' || n % 9, timestamptz '2026-01-01' - n * interval '1 min', 'test',
         n::text, 'CC0', true, place
       from (${lattice}) as spot`,
    )
  }, 60_000)

  test('shows the largest parcels, the same on every request', async () => {
    const tile = await renderVectorTile(db(), layerOf('parcels'), fixtureTile)
    expect(tile.length).toBeLessThan(MAX_BYTES)
    const areas = (decodeTile(tile).parcels ?? []).map(({ attributes }) => Number(attributes.area_m2))
    expect(areas.length).toBeGreaterThan(4000)
    const { rows } = await db().query<{ least: number }>(
      'select min(area_m2) as least from (select area_m2 from parcels order by area_m2 desc limit $1::integer) as largest',
      [areas.length],
    )
    expect(Math.min(...areas)).toBe(rows[0]?.least)
    expect(Buffer.compare(tile, await renderVectorTile(db(), layerOf('parcels'), fixtureTile))).toBe(0)
  })

  test('shows the latest incidents', async () => {
    const tile = await renderVectorTile(db(), layerOf('incidents'), { z: 14, x, y })
    expect(tile.length).toBeLessThan(MAX_BYTES)
    await db().query("update incidents set geom = (select geom from incidents where number = '0')")
    const one = await renderVectorTile(db(), layerOf('incidents'), { z: 15, x: 2 * x, y: 2 * y + 1 })
    expect(one.length).toBeLessThan(MAX_BYTES)
    const shown = (decodeTile(one).incidents ?? []).map(({ id }) => id)
    const { rows } = await db().query<{ id: string }>(
      'select id from incidents order by received_at desc limit $1::integer',
      [shown.length],
    )
    expect(shown.length).toBe(16000)
    expect(new Set(rows.map(({ id }) => Number(id)))).toEqual(new Set(shown))
  })
})
