import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { fromMercator, tileBounds } from '../../../geodata/model/tile.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { fixtureTile } from './fixture.ts'
import type { DecodedFeature, Position } from './tile-geometry.ts'
import { decodeTile } from './tile-geometry.ts'

/**
 * A lake with a ragged shore of 6,000 corners: clipping and snapping such shapes made polygons vanish from
 * the tiles of other servers.
 */
const top = tileBounds({ z: 9, x: fixtureTile.x >> 5, y: fixtureTile.y >> 5 })
const width = top[2] - top[0]
const centre: Position = [(top[0] + top[2]) / 2, (top[1] + top[3]) / 2]
const radiusAt = (angle: number) =>
  width * (0.3 + 0.03 * Math.sin(angle * 7) + 0.01 * Math.sin(angle * 61) + 0.004 * Math.sin(angle * 211))
const shore = Array.from({ length: 6000 }, (_, i): Position => {
  const angle = (2 * Math.PI * i) / 6000
  return [centre[0] + radiusAt(angle) * Math.cos(angle), centre[1] + radiusAt(angle) * Math.sin(angle)]
})

const layers = [findLayer('water')].flatMap((layer) => layer ?? [])

/** Returns tiles of a zoom with the shore. */
function shoreTiles(z: number): TileAddress[] {
  const side = (2 * 20037508.342789244) / 2 ** z
  const found = new Map<string, TileAddress>()
  for (const [x, y] of shore) {
    const address = {
      z,
      x: Math.floor((x + 20037508.342789244) / side),
      y: Math.floor((20037508.342789244 - y) / side),
    }
    found.set(`${address.x}/${address.y}`, address)
  }
  return [...found.values()]
}

function isInLake([x, y]: Position, margin: number): boolean | null {
  const distance = Math.hypot(x - centre[0], y - centre[1])
  const away = distance - radiusAt(Math.atan2(y - centre[1], x - centre[0]))
  return Math.abs(away) < margin ? null : away < 0
}

/** Even-odd rule over all rings of a feature. */
function covers({ parts }: DecodedFeature, [x, y]: Position): boolean {
  let inside = false
  for (const part of parts) {
    for (const [i, [ax, ay]] of part.entries()) {
      const [bx, by] = part[(i + 1) % part.length] ?? [ax, ay]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

describeOnDatabase('a lake with a ragged shore', (db: () => Database) => {
  beforeAll(async () => {
    const ring = [...shore, shore[0] ?? [0, 0]].map(([x, y]) => fromMercator(x, y).join(' ')).join()
    await db().query(
      `insert into water (kind, area_m2, source, source_id, licence, synthetic, geom)
       values ('lake', 1e8, 'test', '1', 'CC0', true, ST_GeomFromText($1::text, 4326))`,
      [`MULTIPOLYGON(((${ring})))`],
    )
  })

  test.each([9, 10, 11, 12, 13, 14])('covers the same area at zoom %i as on the ground', async (z) => {
    const all = shoreTiles(z)
    const every = Math.ceil(all.length / 24)
    for (const address of all.filter((_, i) => i % every === 0)) {
      const [west, , east, north] = tileBounds(address)
      const unit = (east - west) / 4096
      const [lake] = decodeTile(await renderVectorTile(db(), layers, address)).water ?? []
      for (let i = 0; i < 400; i++) {
        const position: Position = [(i % 20) * 204 + 100, Math.floor(i / 20) * 204 + 100]
        const expected = isInLake([west + position[0] * unit, north - position[1] * unit], unit * 20)
        if (expected === null) continue
        const shown = lake !== undefined && covers(lake, position)
        expect(shown, `${z}/${address.x}/${address.y} at ${position}`).toBe(expected)
      }
    }
  })
})
