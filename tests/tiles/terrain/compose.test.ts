import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { fromMercator, tileAt, tileBounds } from '../../../geodata/model/tile.ts'
import type { ElevationAt } from '../../../geodata/terrain/heights.ts'
import type { TerrainSource } from '../../../geodata/terrain/store.ts'
import { storeTerrain } from '../../../geodata/terrain/store.ts'
import { composeHeights } from '../../../tiles/terrain/compose.ts'
import { elevationSources, elevationsAt } from '../../../tiles/terrain/elevation.ts'
import { describeOnDatabase } from '../../environment/databases.ts'

const base = { licence: 'CC0', synthetic: true }
const wide: TerrainSource = {
  ...base,
  name: 'wide',
  priority: 1,
  maxzoom: 9,
  bounds: [119.4, 29.9, 120.6, 30.7],
}
/** A hill in finer samples above the wide plain, with a pond without data. */
const hill: TerrainSource = {
  ...base,
  name: 'hill',
  priority: 5,
  maxzoom: 11,
  bounds: [120.0, 30.2, 120.2, 30.35],
}

const plain: ElevationAt = (longitude, latitude) => 100 + (longitude - 120) * 200 + (latitude - 30) * 300
const isPond = (longitude: number, latitude: number, radius = 0.01) =>
  Math.hypot(longitude - 120.05, latitude - 30.25) < radius
const hilly: ElevationAt = (longitude, latitude) =>
  isPond(longitude, latitude) ? null : 500 + 300 * Math.sin(longitude * 90) * Math.cos(latitude * 80)

/** Returns true away from the edges of the hill and of its pond. */
const isInside = ([longitude, latitude]: [number, number], margin: number) =>
  !isPond(longitude, latitude, 0.01 + margin) &&
  longitude > 120 + margin &&
  longitude < 120.2 - margin &&
  latitude > 30.2 + margin &&
  latitude < 30.35 - margin

const rowOf = (heights: Float64Array, row: number) => heights.slice(row * 256, row * 256 + 256)
const columnOf = (heights: Float64Array, column: number) =>
  Float64Array.from({ length: 256 }, (_, row) => heights[row * 256 + column] ?? Number.NaN)

/** Returns the WGS 84 position of a pixel's centre. */
function pixelPosition(address: TileAddress, column: number, row: number): [number, number] {
  const [west, , east, north] = tileBounds(address)
  const step = (east - west) / 256
  return fromMercator(west + (column + 0.5) * step, north - (row + 0.5) * step)
}

describeOnDatabase('terrain tiles', (db: () => Database) => {
  beforeAll(async () => {
    await db().transaction(async (client) => {
      await storeTerrain(client, wide, plain)
      await storeTerrain(client, hill, hilly)
    })
  })

  const over = (z: number) => tileAt(120.1, 30.28, z)

  test.each([11, 12, 13, 15])('at zoom %i show the topmost source unchanged', async (z) => {
    const heights = await composeHeights(db(), over(z))
    let compared = 0
    for (let i = 0; i < 65536; i += 111) {
      const [longitude, latitude] = pixelPosition(over(z), i % 256, i >> 8)
      const expected = hilly(longitude, latitude)
      if (expected === null || !isInside([longitude, latitude], 0.002)) continue
      compared++
      // Interpolation deviates slightly where the hill bends.
      expect(Math.abs((heights[i] ?? Number.NaN) / 10 - expected), `${longitude} ${latitude}`).toBeLessThan(
        z === 11 ? 0.051 : 1,
      )
    }
    expect(compared).toBeGreaterThan(100)
  })

  test.each([10, 11, 12, 14])('of zoom %i meet their neighbours without a seam', async (z) => {
    const address = over(z)
    const here = await composeHeights(db(), address)
    const east = await composeHeights(db(), { ...address, x: address.x + 1 })
    const south = await composeHeights(db(), { ...address, y: address.y + 1 })
    const inside = jumps(columnOf(here, 253), columnOf(here, 254), columnOf(here, 255))
    expect(jumps(columnOf(here, 254), columnOf(here, 255), columnOf(east, 0))).toBeLessThan(inside * 2 + 2)
    const insideRows = jumps(rowOf(here, 253), rowOf(here, 254), rowOf(here, 255))
    expect(jumps(rowOf(here, 254), rowOf(here, 255), rowOf(south, 0))).toBeLessThan(insideRows * 2 + 2)
  })

  test.each([10, 13])('at zoom %i show the wide source around the fine one and in its gaps', async (z) => {
    const pond: [number, number] = [120.05, 30.25]
    for (const [longitude, latitude] of [pond, [119.7, 30.2] as const]) {
      const address = tileAt(longitude, latitude, z)
      const heights = await composeHeights(db(), address)
      const nearest = Array.from({ length: 65536 }, (_, i) => i).reduce((best, i) => {
        const away = ([x, y]: [number, number]) => Math.hypot(x - longitude, y - latitude)
        const position = (index: number) => pixelPosition(address, index % 256, index >> 8)
        return away(position(i)) < away(position(best)) ? i : best
      })
      const [x, y] = pixelPosition(address, nearest % 256, nearest >> 8)
      expect(Math.abs((heights[nearest] ?? Number.NaN) / 10 - (plain(x, y) ?? 0))).toBeLessThan(0.5)
    }
  })

  test.each([9, 12, 14])('of zoom %i slope gently beyond the edge of all sources', async (z) => {
    const address = tileAt(119.4, 30.2, z)
    const west = await composeHeights(db(), { ...address, x: address.x - 1 })
    const here = await composeHeights(db(), address)
    const line = [...rowOf(west, 100), ...rowOf(here, 100)].map((height) => height || 0)
    const edge = line.findIndex((_, i) => pixelPosition(address, i - 256, 100)[0] > 119.4)
    const shown = Math.abs(line[edge + 3] ?? 0)
    expect(shown).toBeGreaterThan(100)
    const metres = (column: number) =>
      Math.abs(pixelPosition(address, column - 256, 100)[0] - 119.4) * 111_320
    for (let i = 0; i < edge; i++) {
      const step = Math.abs((line[i + 1] ?? 0) - (line[i] ?? 0))
      // A pixel's step on a slope that falls by the whole height over 3 km, steepest in the middle.
      expect(step).toBeLessThan(((metres(0) - metres(1)) / 3000) * shown * 1.6 + 2)
      if (metres(i) > 3100) expect(line[i]).toBe(0)
    }
  })

  test('have no data where no source has', async () => {
    expect((await composeHeights(db(), tileAt(0, 0, 12))).every(Number.isNaN)).toBe(true)
  })

  test('elevations are those of the topmost source, null in gaps of all', async () => {
    const found = await elevationsAt(db(), [
      [120.1, 30.28],
      [120.05, 30.25],
      [119.7, 30.2],
      [10, 10],
    ])
    expect(found.map((one) => one?.source ?? null)).toEqual(['hill', 'wide', 'wide', null])
    expect(found[0]?.elevation_m).toBeCloseTo(hilly(120.1, 30.28) ?? 0, -0.5)
    expect(found[1]?.elevation_m).toBeCloseTo(plain(120.05, 30.25) ?? 0, 0)
    expect(found[2]).toEqual({
      elevation_m: expect.closeTo(plain(119.7, 30.2) ?? 0, 0),
      source: 'wide',
      synthetic: true,
    })
  })

  test('a profile across tile edges is as smooth as the ground', async () => {
    const path = Array.from({ length: 400 }, (_, i): [number, number] => [119.5 + i * 0.0025, 30.05])
    const heights = (await elevationsAt(db(), path)).map((one) => one?.elevation_m ?? Number.NaN)
    for (const [i, [longitude, latitude]] of path.entries()) {
      expect(Math.abs((heights[i] ?? Number.NaN) - (plain(longitude, latitude) ?? 0))).toBeLessThan(0.2)
    }
    expect(await elevationsAt(db(), [])).toEqual([])
  })

  test('sources are ordered by priority, with the lowest zoom of the store', async () => {
    const sources = await elevationSources(db())
    expect(sources.map(({ name, maxzoom, minzoom }) => [name, maxzoom, minzoom])).toEqual([
      ['hill', 11, 6],
      ['wide', 9, 6],
    ])
  })
})

/** Returns the largest change of slope in decimetres over three lines of pixels. */
function jumps(first: Float64Array, second: Float64Array, third: Float64Array): number {
  return Math.max(
    ...first.map((height, i) => Math.abs((third[i] ?? Number.NaN) - 2 * (second[i] ?? Number.NaN) + height)),
  )
}
