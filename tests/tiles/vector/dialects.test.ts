import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { fromMercator, tileBounds } from '../../../geodata/model/tile.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { fixtureTile } from './fixture.ts'
import type { DecodedTile } from './tile-geometry.ts'
import { decodeTile, differences, ringArea } from './tile-geometry.ts'

/** One unit of 4096 on either axis. */
const ONE_UNIT = Math.SQRT2
const layers = ['land_cover', 'buildings', 'roads', 'facilities'].flatMap((id) => findLayer(id) ?? [])
const parent = { z: 13, x: fixtureTile.x >> 1, y: fixtureTile.y >> 1 }
const child = { z: 16, x: fixtureTile.x * 4 + 1, y: fixtureTile.y * 4 + 2 }
const tiles: readonly TileAddress[] = [fixtureTile, parent, child, { ...fixtureTile, x: fixtureTile.x + 1 }]

interface Star {
  /** Centre in the units of the fixture's tile. */
  readonly x: number
  readonly y: number
  /** From 32 units to larger than the tile. */
  readonly size: number
  /** Length of each ray as a share of the size, which gives a ring without crossings. */
  readonly rays: readonly number[]
  readonly hole: boolean
}

const star: fc.Arbitrary<Star> = fc.record({
  x: fc.integer({ min: -800, max: 4900 }),
  y: fc.integer({ min: -800, max: 4900 }),
  size: fc.double({ min: 5, max: 13, noNaN: true }).map((power) => 2 ** power),
  rays: fc.array(fc.double({ min: 0.5, max: 1, noNaN: true }), { minLength: 3, maxLength: 24 }),
  hole: fc.boolean(),
})

/** The same features on every run, so that both databases have the same. */
const stars = fc.sample(star, { seed: 20260101, numRuns: 800 })

function ring({ x, y, size, rays }: Star, scale: number): string {
  const [west, , east, north] = tileBounds(fixtureTile)
  const unit = (east - west) / 4096
  const corners = rays.map((ray, i) => {
    const angle = (2 * Math.PI * i) / rays.length
    const radius = size * ray * scale
    const position = fromMercator(
      west + (x + radius * Math.cos(angle)) * unit,
      north - (y + radius * Math.sin(angle)) * unit,
    )
    return position.join(' ')
  })
  return [...corners, corners[0]].join()
}

async function loadStars(database: Database): Promise<void> {
  const wkt = stars.map((one) => {
    const outer = ring(one, 1)
    const position = outer.slice(0, outer.indexOf(','))
    return {
      polygon: `MULTIPOLYGON(((${outer})${one.hole ? `,(${ring(one, 0.4)})` : ''}))`,
      line: `LINESTRING(${outer})`,
      point: `POINT(${position})`,
    }
  })
  const inserted = [
    ['land_cover (kind', "'forest'", 'polygon'],
    ['buildings (height_m, height_source, kind', "7, 'assumed', 'other'", 'polygon'],
    ['roads (class', "'primary'", 'line'],
    ['facilities (kind', "'park'", 'point'],
  ]
  for (const [into, values, shape] of inserted) {
    await database.query(
      `insert into ${into}, source, source_id, licence, synthetic, geom)
       select ${values}, 'stars', n::text, 'CC0', true, ST_GeomFromText(geometry ->> '${shape}', 4326)
       from json_array_elements($1::json) with ordinality as list (geometry, n)`,
      [JSON.stringify(wkt)],
    )
  }
}

const drawn = new Map<Database['kind'], readonly DecodedTile[]>()

describeOnBoth('random shapes across tile edges', (db: () => Database) => {
  beforeAll(async () => {
    await loadStars(db())
    const decoded: DecodedTile[] = []
    for (const address of tiles) decoded.push(decodeTile(await renderVectorTile(db(), layers, address)))
    drawn.set(db().kind, decoded)
  })

  test('every ring has an area, correct winding and is within the buffer', () => {
    for (const tile of drawn.get(db().kind) ?? []) {
      for (const feature of Object.values(tile).flat()) {
        for (const [x, y] of feature.parts.flat()) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(-64)
          expect(Math.max(x, y)).toBeLessThanOrEqual(4160)
        }
        if (feature.type !== 'polygon') continue
        const [outer = 0] = feature.parts.map(ringArea)
        expect(outer, `${feature.id}`).toBeGreaterThan(0)
        for (const part of feature.parts) expect(ringArea(part), `${feature.id}`).not.toBe(0)
      }
    }
  })

  test('every feature has the id of its row, once', () => {
    for (const tile of drawn.get(db().kind) ?? []) {
      for (const features of Object.values(tile)) {
        const ids = features.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const id of ids) expect(id >= 1 && id <= stars.length).toBe(true)
      }
    }
  })
})

describe('both databases', () => {
  test.each(tiles.map((address, i) => [address, i] as const))('draw the same in %o', (_, i) => {
    const [postgis, embedded] = [drawn.get('postgis')?.[i], drawn.get('embedded')?.[i]]
    expect(Object.values(postgis ?? {}).flat().length).toBeGreaterThan(100)
    expect(differences(postgis ?? {}, embedded ?? {}, ONE_UNIT)).toEqual([])
  })
})
