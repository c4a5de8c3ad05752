import { beforeAll, expect, test } from 'vitest'
import { beginBulkChange } from '../../../geodata/changes/bulk-change.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { type TileAddress, tileBounds } from '../../../geodata/model/tile.ts'
import { rebuildSome } from '../../../tiles/overview/rebuild.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { fixtureTile } from '../vector/fixture.ts'
import { type DecodedFeature, decodeTile, ringArea } from '../vector/tile-geometry.ts'

const layers = [findLayer('parcels')].flatMap((layer) => layer ?? [])
const z12: TileAddress = { z: 12, x: fixtureTile.x >> 2, y: fixtureTile.y >> 2 }
const classes = ['0701', '0901', '1001', '1401']
const [west, , , north] = tileBounds(z12)
const unit = (tileBounds(z12)[2] - west) / 4096

/** Blocks of 8 lots of one class, with streets of 6 units between them, over the corner of four tiles. */
const lots = Array.from({ length: 120 * 120 }, (_, i) => {
  const [column, row] = [i % 120, Math.floor(i / 120)]
  const block = [Math.floor(column / 8), Math.floor(row / 8)] as const
  return {
    x: 3000 + column * 20 + block[0] * 6,
    y: 3000 + row * 20 + block[1] * 6,
    land_use: classes[(block[0] * 7 + block[1] * 3) % 4] ?? '',
  }
})

const areaOf = (features: readonly DecodedFeature[]) =>
  features.reduce((sum, { parts }) => sum + parts.reduce((area, part) => area + ringArea(part) / 2, 0), 0)

/** Returns areas by class in units of zoom 12, without the tile's buffer. */
async function areasByClass(database: Database, z: number): Promise<Map<string, number>> {
  const sums = new Map<string, number>()
  const scale = 4 ** (12 - z)
  const first = { x: z12.x >> (12 - z), y: z12.y >> (12 - z) }
  for (const [dx, dy] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const address = { z, x: first.x + dx, y: first.y + dy }
    const features = decodeTile(await renderVectorTile(database, layers, address)).parcels ?? []
    for (const feature of features) {
      const key = String(feature.attributes.land_use)
      const inside = { ...feature, parts: feature.parts.map((part) => cut(part)) }
      sums.set(key, (sums.get(key) ?? 0) + areaOf([inside]) * scale)
    }
  }
  return sums
}

/** Clamps a ring to the tile's edge, so that its area in the buffer is zero. */
function cut(part: DecodedFeature['parts'][number]): DecodedFeature['parts'][number] {
  return part.map(([x, y]) => [Math.max(0, Math.min(4096, x)), Math.max(0, Math.min(4096, y))])
}

describeOnDatabase('dissolved areas', (db: () => Database) => {
  beforeAll(async () => {
    const corner = (x: number, y: number) => `${west + x * unit} ${north - y * unit}`
    const rows = lots.map(({ x, y, land_use }, n) => ({
      n,
      land_use,
      ring: [corner(x, y), corner(x + 20, y), corner(x + 20, y + 20), corner(x, y + 20), corner(x, y)].join(),
    }))
    await db().transaction(async (client) => {
      await beginBulkChange(client)
      await client.query(
        `insert into parcels (parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
       select n, land_use, 'built', 'G', 1, 'test', n, 'CC0', true,
         ST_Transform(ST_GeomFromText('MULTIPOLYGON(((' || ring || ')))', 3857), 4326)
       from json_to_recordset($1::json) as lot (n text, land_use text, ring text)`,
        [JSON.stringify(rows)],
      )
    })
    while ((await rebuildSome(db(), { budgetMs: 1000, layerIds: ['parcels'] })) !== null);
  }, 60_000)

  test('cover what their parcels cover, class by class', async () => {
    const expected = new Map<string, number>()
    for (const { land_use } of lots) expected.set(land_use, (expected.get(land_use) ?? 0) + 400)
    const shown = await areasByClass(db(), 12)
    for (const [land_use, area] of expected) {
      expect(Math.abs((shown.get(land_use) ?? 0) / area - 1), land_use).toBeLessThan(0.02)
    }
  })

  test('merge across streets that are too narrow to see, and no others', async () => {
    const sum = (areas: ReadonlyMap<string, number>) => [...areas.values()].reduce((a, b) => a + b, 0)
    const built = sum(await areasByClass(db(), 12))
    const frame = (120 * 20 + 15 * 6) ** 2
    for (const z of [11, 10, 9, 8]) {
      const shown = sum(await areasByClass(db(), z))
      expect(shown, `zoom ${z}`).toBeGreaterThan(built * 0.97)
      // At most a cell on every side.
      expect(shown, `zoom ${z}`).toBeLessThan(frame + 4 * Math.sqrt(frame) * 4 * 2 ** (12 - z))
    }
  })

  test('have one feature for each class, without an id, with correct winding', async () => {
    const features = decodeTile(await renderVectorTile(db(), layers, z12)).parcels ?? []
    expect(features.map(({ attributes }) => attributes.land_use)).toEqual(classes)
    for (const { id, attributes, parts } of features) {
      expect(id).toBeNaN()
      expect(attributes.synthetic).toBe(true)
      expect(Object.keys(attributes)).toEqual(['land_use', 'synthetic'])
      for (const part of parts) expect(Math.abs(ringArea(part))).toBeGreaterThan(0)
      // Isolated blocks of one class have no holes.
      expect(parts.every((part) => ringArea(part) > 0)).toBe(true)
    }
  })
})
