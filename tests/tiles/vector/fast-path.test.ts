/**
 * Geometry inside the tile is scaled and snapped, other geometry goes through ST_AsMVTGeom: both must draw
 * the same. The reference is the same statement without the fast path.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyRow, Database } from '../../../geodata/database/database.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { fromMercator, tileBounds } from '../../../geodata/model/tile.ts'
import { renderFromRows } from '../../../tiles/vector/live.ts'
import { tileStatement } from '../../../tiles/vector/statement.ts'
import {
  createPostgisDatabase,
  type PostgisTestDatabase,
  TEMPLATE,
} from '../../environment/postgis-database.ts'
import { fixtureTile } from './fixture.ts'
import { type DecodedTile, decodeTile, differences, ringArea } from './tile-geometry.ts'

const ONE_UNIT = Math.SQRT2
const layers = ['parcels', 'roads', 'incidents'].flatMap((id) => findLayer(id) ?? [])
const tiles = [13, 14, 15].map((z) => ({
  z,
  x: Math.floor(fixtureTile.x * 2 ** (z - fixtureTile.z)),
  y: Math.floor(fixtureTile.y * 2 ** (z - fixtureTile.z)),
}))

/**
 * Quadrilaterals from specks and slivers of a few units to a quarter of the tile, some of them touching it
 * from outside.
 */
const shapes = fc.sample(
  fc.noBias(
    fc.record({
      x: fc.integer({ min: -200, max: 4200 }),
      y: fc.integer({ min: -200, max: 4200 }),
      width: fc.integer({ min: 25, max: 100 }).map((power) => 2 ** (power / 10)),
      height: fc.integer({ min: 25, max: 100 }).map((power) => 2 ** (power / 10)),
      turn: fc.integer({ min: 0, max: 314 }).map((n) => n / 100),
      dent: fc.integer({ min: -30, max: 30 }).map((n) => n / 100),
    }),
  ),
  { seed: 20260102, numRuns: 1500 },
)

let place: PostgisTestDatabase
let database: Database
const drawn: (readonly [fast: DecodedTile, reference: DecodedTile])[] = []

function ring({ x, y, width, height, turn, dent }: (typeof shapes)[number]): string {
  const [west, , east, north] = tileBounds(fixtureTile)
  const unit = (east - west) / 4096
  const corners = [
    [-1, -1],
    [dent, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([u = 0, v = 0]) => {
    const [dx, dy] = [(u * width) / 2, (v * height) / 2]
    const px = x + dx * Math.cos(turn) - dy * Math.sin(turn)
    const py = y + dx * Math.sin(turn) + dy * Math.cos(turn)
    return fromMercator(west + px * unit, north - py * unit).join(' ')
  })
  return [...corners, corners[0]].join()
}

beforeAll(async () => {
  place = await createPostgisDatabase(TEMPLATE)
  database = await openDatabase({ url: place.url })
  const list = JSON.stringify(shapes.map(ring))
  const from = `from json_array_elements_text($1::json) with ordinality as list (ring, n)`
  const provenance = `'quads', n::text, 'CC0', true`
  await database.query(
    `insert into parcels (parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
     select n::text, '0701', 'built', 'G', 1, ${provenance}, ST_GeomFromText('MULTIPOLYGON(((' || ring || ')))', 4326) ${from}`,
    [list],
  )
  // No loops: one as narrow as a unit goes there and back, which ST_AsMVTGeom drops.
  await database.query(
    `insert into roads (class, source, source_id, licence, synthetic, geom)
     select 'primary', ${provenance}, ST_GeomFromText('LINESTRING(' || ring || ')', 4326) ${from}`,
    [JSON.stringify(shapes.map((shape) => ring(shape).split(',').slice(0, 4).join()))],
  )
  await database.query(
    `insert into incidents (number, kind, state, channel, received_at, source, source_id, licence, synthetic, geom)
     select n::text, 'dispute', 'closed', 'patrol', timestamptz '2026-01-01' + n * interval '1 s', ${provenance},
       ST_StartPoint(ST_GeomFromText('LINESTRING(' || ring || ')', 4326)) ${from}`,
    [list],
  )
  const { text } = tileStatement(layers, 'postgis')
  const closed = text.replaceAll(
    /when (?:true|row\.geom @ tile\.margin.*) then ST_SnapToGrid/g,
    'when false then ST_SnapToGrid',
  )
  expect(closed.match(/when false then/g)).toHaveLength(layers.length)
  for (const address of tiles) {
    const fast = await renderFromRows(database, 'postgis', layers, address)
    const { rows } = await database.query<AnyRow>(closed, [address.z, ...tileBounds(address)])
    drawn.push([decodeTile(fast), decodeTile(rows[0]?.tile)])
  }
}, 60_000)
afterAll(async () => {
  await database.close()
  await place.drop()
})

test('has the same features, with the same geometry to a unit', () => {
  for (const [fast, reference] of drawn) {
    expect(reference.parcels?.length).toBeGreaterThan(100)
    expect(differences(reference, fast, ONE_UNIT)).toEqual([])
  }
})

test('has no inverted or empty ring, and no line without length', () => {
  for (const [fast] of drawn) {
    for (const { type, parts, id } of fast.parcels ?? []) {
      if (type === 'point') continue
      for (const part of parts) expect(ringArea(part), `parcel ${id}`).toBeGreaterThan(0)
    }
    for (const { parts, id } of fast.roads ?? []) {
      for (const part of parts) {
        expect(new Set(part.map(String)).size, `road ${id}`).toBeGreaterThan(1)
      }
    }
  }
})
