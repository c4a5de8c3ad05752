/** Tiles of several sources with gaps: shared pixels of two tiles are identical. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { fromMercator, tileAt, tileBounds, toMercator } from '../../../geodata/model/tile.ts'
import { storeTerrain } from '../../../geodata/terrain/store.ts'
import { composeField, composeHeights, type TerrainField } from '../../../tiles/terrain/compose.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { sharedData } from '../../environment/shared-data.ts'
import { importFile } from '../../environment/shared-gdal.ts'

const MARGIN = 9
const licence = 'CC0'
/** Ends inside the real model, and extends beyond it in the west. */
const west = {
  name: 'west',
  licence,
  synthetic: true,
  priority: 15,
  maxzoom: 12,
  bounds: [119.95, 30.18, 120.1, 30.33] as const,
}
const fine = {
  name: 'fine',
  licence,
  synthetic: true,
  priority: 20,
  maxzoom: 14,
  bounds: [120.13, 30.22, 120.16, 30.25] as const,
}
const coarse = {
  name: 'coarse',
  licence,
  synthetic: true,
  priority: 1,
  maxzoom: 9,
  bounds: [119.8, 30.0, 120.5, 30.4] as const,
}

const rolling = (longitude: number, latitude: number) =>
  150 + 120 * Math.sin(longitude * 95) * Math.cos(latitude * 110)
const isPond = (longitude: number, latitude: number, radius = 0.012) =>
  Math.hypot(longitude - 120.06, latitude - 30.25) < radius

/** Returns EPSG:3857 metres of the centre of a tile's pixel. */
function pixelCentre(address: TileAddress, index: number): [number, number] {
  const [left, , right, top] = tileBounds(address)
  const step = (right - left) / 256
  return [left + ((index % 256) + 0.5) * step, top - (Math.floor(index / 256) + 0.5) * step]
}

const rowOf = ({ heights, side }: TerrainField, row: number) => heights.slice(row * side, (row + 1) * side)
const columnOf = ({ heights, side }: TerrainField, column: number) =>
  Float64Array.from({ length: side }, (_, row) => heights[row * side + column] ?? 0)

describeOnDatabase(
  { name: 'seams of terrain', needs: ['data/dem/srtm_hangzhou_west.tif'] },
  (db: () => Database) => {
    beforeAll(async () => {
      await importFile(db(), { file: sharedData('dem/srtm_hangzhou_west.tif'), as: 'dem', source: 'srtm' })
      await db().transaction(async (client) => {
        await storeTerrain(client, west, (x, y) => (isPond(x, y) ? null : rolling(x, y)))
        await storeTerrain(client, fine, (x, y) => rolling(x, y) + 40)
        await storeTerrain(client, coarse, () => 12)
      })
    }, 60_000)

    const place = fc.record({
      z: fc.integer({ min: 6, max: 16 }),
      // Around the borders of all sources, and the pond.
      longitude: fc.oneof(
        fc.double({ min: 119.75, max: 120.55, noNaN: true }),
        fc.constantFrom(119.95, 120.02, 120.06, 120.1, 120.13, 120.16, 120.28),
      ),
      latitude: fc.oneof(
        fc.double({ min: 29.95, max: 30.45, noNaN: true }),
        fc.constantFrom(30.138, 30.18, 30.22, 30.25, 30.33, 30.362),
      ),
      surface: fc.constantFrom('straight' as const, 'smooth' as const),
      runsOut: fc.boolean(),
    })

    test('the margin of a tile equals its neighbours', async () => {
      let withData = 0
      const property = fc.asyncProperty(place, async ({ z, longitude, latitude, surface, runsOut }) => {
        const options = { margin: MARGIN, surface, runsOut }
        const address = tileAt(longitude, latitude, z)
        const here = await composeField(db(), address, options)
        const east = await composeField(db(), { ...address, x: address.x + 1 }, options)
        const south = await composeField(db(), { ...address, y: address.y + 1 }, options)
        if (here.heights.some((height) => height > 0)) withData++
        for (let i = 0; i < 2 * MARGIN; i++) {
          expect(columnOf(here, 256 + i)).toEqual(columnOf(east, i))
          expect(rowOf(here, 256 + i)).toEqual(rowOf(south, i))
        }
        for (let row = 0; row < here.side; row++) {
          const from = row * here.side
          expect(here.synthetic.slice(from + 256, from + here.side)).toEqual(
            east.synthetic.slice(from, from + 2 * MARGIN),
          )
        }
      })
      await fc.assert(property, { numRuns: 40 })
      expect(withData).toBeGreaterThan(12)
    }, 120_000)

    test.each([12, 13, 14])('sources of zoom %i blend without a step', async (z) => {
      // Across the eastern edge of the western source, where the real model continues below it.
      const address = tileAt(120.1, 30.2, z)
      const { heights, side } = await composeField(db(), address, {
        margin: 40,
        surface: 'straight',
        runsOut: false,
      })
      const steps = Array.from({ length: side * side }, (_, i) =>
        i % side === 0 ? 0 : Math.abs((heights[i] ?? 0) - (heights[i - 1] ?? 0)),
      )
      const metres = (20037508.34 * 2) / 2 ** z / 256
      // No pixel falls by more than the steepest hillside together with a blend of 150 m over 300 m.
      const steepest = steps.reduce((most, step) => Math.max(most, Number.isNaN(step) ? 0 : step), 0) / 10
      expect(steepest / metres).toBeLessThan(0.9 + 1.2)
      expect(steepest).toBeGreaterThan(0)
    })

    test('two adjacent models are continuous up to the border and across it', async () => {
      const plane = (x: number, y: number) => 200 + (x - 118) * 900 + (y - 30) * 700
      const half = { licence, synthetic: false, priority: 10, maxzoom: 12 }
      await db().transaction(async (client) => {
        await storeTerrain(client, { ...half, name: 'half a', bounds: [117.9, 30, 118, 30.1] }, plane)
        await storeTerrain(client, { ...half, name: 'half b', bounds: [118, 30, 118.1, 30.1] }, plane)
      })
      for (const z of [11, 12, 13, 14]) {
        for (const surface of ['straight', 'smooth'] as const) {
          const address = tileAt(118.0001, 30.05, z)
          const { heights, side } = await composeField(db(), address, { margin: 60, surface, runsOut: false })
          const [left, , right, top] = tileBounds(address)
          const row = 60 + Math.floor(((top - toMercator(118, 30.05)[1]) / (right - left)) * 256)
          const middle = heights.slice(row * side, (row + 1) * side)
          const steps = Array.from(middle.slice(1), (height, i) => height - (middle[i] ?? 0))
          const known = steps.filter((step) => !Number.isNaN(step))
          expect(known.length).toBeGreaterThan(100)
          // A plane rises equally at each pixel, except for rounding to decimetres; in an overview the sample
          // on the border has half of its own on either side.
          expect(Math.max(...known) - Math.min(...known)).toBeLessThan(z < 12 ? 4.01 : 2.01)
        }
      }
    })

    test('away from its edges the topmost source is unchanged, whatever is below', async () => {
      const address = tileAt(120.02, 30.25, 12)
      const heights = await composeHeights(db(), address)
      let compared = 0
      for (let i = 0; i < heights.length; i += 37) {
        const [x, y] = fromMercator(...pixelCentre(address, i))
        const isDeep = x > 119.955 && x < 120.095 && y > 30.185 && y < 30.325 && !isPond(x, y, 0.016)
        if (!isDeep) continue
        compared++
        expect(heights[i]).toBe(Math.round(rolling(x, y) * 10))
      }
      expect(compared).toBeGreaterThan(500)
    })

    test('an overview is the mean of its samples, also after another import of the source', async () => {
      const options = { margin: 0, surface: 'straight', runsOut: false } as const
      const shown = async (address: TileAddress) => (await composeField(db(), address, options)).heights
      const check = async () => {
        for (const z of [8, 9, 10, 11]) {
          const parent = tileAt(120.2, 30.3, z)
          const above = await shown(parent)
          const off: number[] = []
          for (const [dx, dy] of [
            [0, 0],
            [1, 0],
            [0, 1],
            [1, 1],
          ] as const) {
            const child = await shown({ z: z + 1, x: 2 * parent.x + dx, y: 2 * parent.y + dy })
            for (let row = 0; row < 128; row++) {
              for (let column = 0; column < 128; column++) {
                const at = 2 * row * 256 + 2 * column
                const mean = [at, at + 1, at + 256, at + 257].reduce((sum, i) => sum + (child[i] ?? 0), 0) / 4
                const overview = above[(dy * 128 + row) * 256 + dx * 128 + column] ?? 0
                if (!Number.isNaN(overview - mean)) off.push(Math.abs(overview - mean))
              }
            }
          }
          off.sort((a, b) => a - b)
          // Except for rounding to a decimetre; more at blends, whose width is in pixels there.
          expect(off[Math.floor(off.length * 0.8)], `zoom ${z}`).toBeLessThan(5)
          expect(off.reduce((sum, value) => sum + value, 0) / off.length, `zoom ${z}`).toBeLessThan(30)
        }
      }
      await check()
      await db().transaction((client) => storeTerrain(client, coarse, (x) => 12 + (x - 119.8) * 300))
      await check()
      const { rows } = await db().query('select count(*)::int as n from terrain_tiles where source = $1', [
        coarse.name,
      ])
      await db().transaction((client) =>
        storeTerrain(client, { ...coarse, bounds: [119.8, 30.2, 119.9, 30.3] }, () => 12),
      )
      const fewer = await db().query('select count(*)::int as n from terrain_tiles where source = $1', [
        coarse.name,
      ])
      expect(fewer.rows[0]?.n).toBeLessThan(rows[0]?.n as number)
    }, 60_000)
  },
)
