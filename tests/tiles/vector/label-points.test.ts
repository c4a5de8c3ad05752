/** Areas in many tiles have their label in one. */
import { beforeAll, expect, test } from 'vitest'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { tileAt } from '../../../geodata/model/tile.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { decodeTile } from './tile-geometry.ts'

describeOnDatabase('label points', (db) => {
  beforeAll(async () => {
    // Squares of 40 to 900 m across tile edges, and one of two parts.
    await db().query(
      `insert into parcels (id, parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
       select n, n::text, '0701', 'built', 'G', n, 'labels', n::text, 'CC0', true, case when n = 60
         then ST_Multi(ST_Union(ST_MakeEnvelope(119.7, 30.2, 119.701, 30.201, 4326), ST_MakeEnvelope(119.703, 30.2, 119.704, 30.201, 4326)))
         else ST_Multi(ST_Expand(ST_SetSRID(ST_MakePoint(119.7 + (n * 7919 % 1000) / 50000.0, 30.2 + (n * 104729 % 1000) / 50000.0), 4326), 0.0002 + n * 0.00008)) end
       from generate_series(1, 60) as n`,
    )
    await db().query(
      `insert into patrol_zones (id, code, name, area_m2, source, source_id, licence, synthetic, geom)
       values (1, 'Z1', '大片区', 1, 'labels', '1', 'CC0', true, ST_Multi(ST_MakeEnvelope(119.69, 30.19, 119.74, 30.23, 4326)))`,
    )
  })

  test.each([
    ['parcels', 15, 60],
    ['parcels', 16, 60],
    ['patrol_zones', 11, 1],
    ['patrol_zones', 13, 1],
    ['patrol_zones', 15, 1],
  ] as const)('%s at zoom %i: each has one label, inside', async (id, z, count) => {
    const layer = findLayer(id)
    if (!layer) throw new Error(id)
    const [from, to] = [tileAt(119.68, 30.24, z), tileAt(119.75, 30.18, z)]
    const labels: number[] = []
    for (let x = from.x; x <= to.x; x++) {
      for (let y = from.y; y <= to.y; y++) {
        const features = decodeTile(await renderVectorTile(db(), [layer], { z, x, y }))[id] ?? []
        const points = features.filter(({ type }) => type === 'point')
        for (const point of points) {
          labels.push(point.id)
          const [px = -1, py = -1] = point.parts[0]?.[0] ?? []
          expect(px >= 0 && px <= 4096 && py >= 0 && py <= 4096).toBe(true)
          expect(features.some((one) => one.id === point.id && one.type === 'polygon')).toBe(true)
        }
      }
    }
    expect(labels.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  })
})
