import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { catalogue, findLayer } from '../../../geodata/model/catalogue.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { fromMercator, tileBounds } from '../../../geodata/model/tile.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { fixtureTile } from './fixture.ts'
import { decodeTile } from './tile-geometry.ts'

const layerOf = (id: string) => catalogue.filter((layer) => layer.id === id)
const [west, , east, north] = tileBounds(fixtureTile)
const unit = (east - west) / 4096
const at = (x: number, y: number) => fromMercator(west + x * unit, north - y * unit)

describeOnDatabase('the content of a tile', (db: () => Database) => {
  const ids = async (id: string, address: TileAddress) =>
    (decodeTile(await renderVectorTile(db(), layerOf(id), address))[id] ?? []).map((feature) => feature.id)

  beforeAll(async () => {
    // A lattice of incidents over two neighbouring tiles, some 3 pixels apart at zoom 14.
    const positions = Array.from({ length: 60 * 60 }, (_, i) =>
      at((i % 60) * 24 + 3400, Math.floor(i / 60) * 24 + 1000),
    )
    await db().query(
      `insert into incidents (id, number, kind, state, channel, received_at, source, source_id, licence, synthetic, geom)
       select n, 'n' || n, 'dispute', 'closed', 'patrol', timestamptz '2026-01-01' + (n * 7919 % 3600) * interval '1 hour',
         'test', n::text, 'CC0', true, ST_SetSRID(ST_Point((p ->> 0)::float8, (p ->> 1)::float8), 4326)
       from json_array_elements($1::json) with ordinality as list (p, n)`,
      [JSON.stringify(positions)],
    )
  })

  test('incidents are thinned at low zooms, evenly, the same on every request', async () => {
    const shown = await ids('incidents', fixtureTile)
    const all = await ids('incidents', { z: 15, x: fixtureTile.x * 2 + 1, y: fixtureTile.y * 2 })
    expect(shown.length).toBeGreaterThan(100)
    expect(shown.length).toBeLessThan(400)
    expect(all.length).toBeGreaterThan(1000)
    expect(await ids('incidents', fixtureTile)).toEqual(shown)
  })

  test('neighbouring tiles show the same incidents where they overlap', async () => {
    const overlap = async (address: TileAddress) => {
      const tile = decodeTile(await renderVectorTile(db(), layerOf('incidents'), address))
      const shift = (address.x - fixtureTile.x) * 4096
      return (tile.incidents ?? []).flatMap(({ id, parts }) => {
        const x = (parts[0]?.[0]?.[0] ?? 0) + shift
        return x > 4096 - 64 && x < 4096 + 64 ? [id] : []
      })
    }
    const here = await overlap(fixtureTile)
    expect(here.length).toBeGreaterThan(5)
    expect(await overlap({ ...fixtureTile, x: fixtureTile.x + 1 })).toEqual(here)
  })

  test('the latest of the incidents in a cell is shown', async () => {
    const tile = decodeTile(await renderVectorTile(db(), layerOf('incidents'), fixtureTile))
    const lattice = await db().query<{ id: string; hour: number }>(
      'select id, id * 7919 % 3600 as hour from incidents',
    )
    const hours = new Map(lattice.rows.map(({ id, hour }) => [Number(id), Number(hour)]))
    const mean = (list: number[]) => list.reduce((sum, id) => sum + (hours.get(id) ?? 0), 0) / list.length
    const shown = (tile.incidents ?? []).map(({ id }) => id)
    expect(mean(shown)).toBeGreaterThan(mean([...hours.keys()]) * 1.3)
  })

  test('roads appear by class', async () => {
    const [a, b] = [at(100, 100).join(' '), at(4000, 3000).join(' ')]
    for (const [id, roadClass] of ['motorway', 'secondary', 'residential', 'path', 'service'].entries()) {
      await db().query(
        `insert into roads (id, class, source, source_id, licence, synthetic, geom)
         values ($1::integer, $2, 'test', $1::integer::text, 'CC0', true, ST_GeomFromText($3::text, 4326))`,
        [id + 1, roadClass, `LINESTRING(${a}, ${b})`],
      )
    }
    const byZoom = await Promise.all(
      [9, 10, 12, 13, 14].map((z) =>
        ids('roads', { z, x: fixtureTile.x >> (14 - z), y: fixtureTile.y >> (14 - z) }),
      ),
    )
    expect(byZoom).toEqual([[1], [1, 2], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5]])
  })

  test('a self-crossing ring does not break its tile', async () => {
    const ring = (corners: readonly (readonly [number, number])[]) =>
      `(${corners.map(([x, y]) => at(x, y).join(' ')).join()})`
    const bowTie = ring([
      [-500, 100],
      [900, 900],
      [1500, 100],
      [-500, 900],
      [-500, 100],
    ])
    const flat = ring([
      [3000, 3000],
      [3400, 3000],
      [3700, 3000],
      [3000, 3000],
    ])
    const sound = ring([
      [2000, 2000],
      [2000, 2500],
      [2500, 2500],
      [2000, 2000],
    ])
    for (const [id, shape] of [bowTie, flat, sound].entries()) {
      await db().query(
        `insert into parcels (id, parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
         values ($1::integer, 'p', '0701', 'built', 'G', 1, 'test', $1::integer::text, 'CC0', true, ST_GeomFromText($2::text, 4326))`,
        [id + 1, `MULTIPOLYGON((${shape}))`],
      )
    }
    for (const z of [11, 14, 16]) {
      const tile = decodeTile(
        await renderVectorTile(db(), catalogue, {
          z,
          x: Math.floor(fixtureTile.x * 2 ** (z - 14)),
          y: Math.floor(fixtureTile.y * 2 ** (z - 14)),
        }),
      )
      expect(tile).toHaveProperty('parcels')
    }
    expect(await ids('parcels', fixtureTile)).toEqual([1, 3])
  })

  test('a composite equals its layers', async () => {
    const layers = ['roads', 'incidents', 'parcels'].flatMap((id) => findLayer(id) ?? [])
    const together = decodeTile(await renderVectorTile(db(), layers, fixtureTile))
    for (const { id } of layers) {
      const alone = decodeTile(await renderVectorTile(db(), layerOf(id), fixtureTile))
      expect(together[id]).toEqual(alone[id])
    }
  })
})
