/** Contour tiles of a real elevation model and of a hill of known shape. */
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { fromMercator, tileAt, tileBounds } from '../../../geodata/model/tile.ts'
import { storeTerrain } from '../../../geodata/terrain/store.ts'
import { contourInterval } from '../../../tiles/contours/interval.ts'
import { renderContourTile } from '../../../tiles/contours/render.ts'
import { elevationsAt, type LonLat } from '../../../tiles/terrain/elevation.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { sharedData } from '../../environment/shared-data.ts'
import { importFile } from '../../environment/shared-gdal.ts'
import { readGolden, rewriting, writeGolden } from '../vector/golden.ts'
import { type DecodedTile, decodeTile, differences } from '../vector/tile-geometry.ts'

const hill = {
  name: 'hill',
  licence: 'CC0',
  synthetic: true,
  priority: 5,
  maxzoom: 11,
  bounds: [118.0, 30.0, 118.3, 30.3] as const,
}
const hilly = (longitude: number, latitude: number) =>
  420 * Math.exp(-(((longitude - 118.13) / 0.05) ** 2) - ((latitude - 30.14) / 0.03) ** 2) +
  60 * Math.sin(longitude * 110) * Math.cos(latitude * 90)

/** Returns `elevation x y` of all vertices of a tile strictly inside a box, moved by an offset. */
function vertices(
  tile: DecodedTile,
  [left, top, right, bottom]: readonly [number, number, number, number],
  [dx, dy]: readonly [number, number],
): string[] {
  const found = (tile.contours ?? []).flatMap(({ attributes, parts }) =>
    parts
      .flat()
      .filter(([x, y]) => x > left && x < right && y > top && y < bottom)
      .map(([x, y]) => `${attributes.elevation_m} ${x + dx} ${y + dy}`),
  )
  return [...new Set(found)].sort()
}

function positionOf(address: TileAddress, x: number, y: number): LonLat {
  const [west, , east, north] = tileBounds(address)
  const unit = (east - west) / 4096
  return fromMercator(west + x * unit, north - y * unit)
}

describeOnDatabase(
  { name: 'contour tiles', needs: ['data/dem/srtm_hangzhou_west.tif'] },
  (db: () => Database) => {
    beforeAll(async () => {
      await importFile(db(), { file: sharedData('dem/srtm_hangzhou_west.tif'), as: 'dem', source: 'srtm' })
      await db().transaction((client) => storeTerrain(client, hill, hilly))
    }, 60_000)

    const tileOf = async (address: TileAddress) => decodeTile(await renderContourTile(db(), address))

    test.each([9, 10, 11, 12, 13, 14, 15])('of zoom %i share the vertices at their edges', async (z) => {
      let shared = 0
      for (const [longitude, latitude] of [
        [120.11, 30.24],
        [120.0197, 30.2],
        [118.13, 30.15],
      ] as const) {
        const address = tileAt(longitude, latitude, z)
        const here = await tileOf(address)
        const east = await tileOf({ ...address, x: address.x + 1 })
        const south = await tileOf({ ...address, y: address.y + 1 })
        const eastern = vertices(here, [4032, 0, 4160, 4096], [0, 0])
        expect(vertices(east, [-64, 0, 64, 4096], [4096, 0])).toEqual(eastern)
        const southern = vertices(here, [0, 4032, 4096, 4160], [0, 0])
        expect(vertices(south, [0, -64, 4096, 64], [0, 4096])).toEqual(southern)
        shared += eastern.length + southern.length
      }
      expect(shared).toBeGreaterThan(20)
    })

    test.each([12, 13, 14, 15])('of zoom %i are on the surface', async (z) => {
      const off: number[] = []
      for (const [longitude, latitude] of [
        [120.1, 30.235],
        [120.09, 30.215],
        [118.12, 30.13],
      ] as const) {
        const address = tileAt(longitude, latitude, z)
        const { contours = [] } = await tileOf(address)
        const points = contours.flatMap(({ attributes, parts }) =>
          parts.flat().map(([x, y]) => ({
            metres: Number(attributes.elevation_m),
            position: positionOf(address, x, y),
          })),
        )
        const some = points.filter((_, i) => i % 7 === 0)
        const found = await elevationsAt(
          db(),
          some.map(({ position }) => position),
        )
        for (const [i, { metres }] of some.entries()) {
          const elevation = found[i]?.elevation_m
          if (elevation !== null && elevation !== undefined) off.push(Math.abs(elevation - metres))
        }
      }
      expect(off.length).toBeGreaterThan(300)
      off.sort((a, b) => a - b)
      // Rounded at ridges and gullies by a sixth of the samples' second difference; 0.6 m on average.
      expect(off[Math.floor(off.length / 2)]).toBeLessThan(0.8)
      expect(off[Math.floor(off.length * 0.99)]).toBeLessThan(5)
    })

    test('of one elevation are few joined lines, and every fifth is an index contour', async () => {
      const z = 13
      const { contours = [] } = await tileOf(tileAt(118.13, 30.14, z))
      expect(contours.length).toBeGreaterThan(5)
      for (const { attributes, parts, type } of contours) {
        expect(type).toBe('line')
        const elevation = Number(attributes.elevation_m)
        expect(elevation % contourInterval(z)).toBe(0)
        expect(attributes.index).toBe(elevation % 100 === 0)
        expect(attributes.synthetic).toBe(true)
        expect(parts.length).toBeLessThan(4)
      }
      const srtm = await tileOf(tileAt(120.1, 30.22, z))
      expect(srtm.contours?.every(({ attributes }) => attributes.synthetic === false)).toBe(true)
    })

    test('are not drawn on West Lake, outside all sources, or at zooms without contours', async () => {
      // Its surface is 10.0 m in the model, where 13 has no contour, and 14 and 15 have one.
      for (const z of [13, 14, 15]) {
        const address = tileAt(120.145, 30.25, z)
        const { contours = [] } = await tileOf(address)
        for (const { parts, attributes } of contours) {
          for (const [x, y] of parts.flat()) {
            const [longitude, latitude] = positionOf(address, x, y)
            const out = Math.hypot((longitude - 120.145) * 0.864, latitude - 30.25)
            expect(out, `${attributes.elevation_m} m at ${longitude} ${latitude}`).toBeGreaterThan(0.003)
          }
        }
      }
      expect(await renderContourTile(db(), tileAt(119, 30.2, 12))).toHaveLength(0)
      expect(await renderContourTile(db(), tileAt(120.1, 30.22, 8))).toHaveLength(0)
      expect(await renderContourTile(db(), tileAt(120.1, 30.22, 16))).toHaveLength(0)
    })

    test.each([11, 13])('golden tile of zoom %i', async (z) => {
      const { x, y } = tileAt(118.13, 30.14, z)
      const name = `contours_${z}_${x}_${y}`
      const tile = await tileOf({ z, x, y })
      if (rewriting && db().kind === 'postgis') writeGolden(name, tile)
      expect(differences(readGolden(name), tile, Math.SQRT2)).toEqual([])
    })
  },
)
