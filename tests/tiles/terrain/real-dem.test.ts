import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { fromMercator, tileAt, tileBounds } from '../../../geodata/model/tile.ts'
import { composeHeights } from '../../../tiles/terrain/compose.ts'
import { elevationsAt, type LonLat } from '../../../tiles/terrain/elevation.ts'
import { terrainRgbPng } from '../../../tiles/terrain/terrain-rgb.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { sharedData } from '../../environment/shared-data.ts'
import { importFile } from '../../environment/shared-gdal.ts'
import { decodeTerrain } from './decode.ts'

const file = 'dem/srtm_hangzhou_west.tif'
/** Bounds of the file in degrees: 512 × 443 cells. */
const [west, north, east, south] = [120.0197456, 30.3627545, 120.2802544, 30.1372455]

describeOnDatabase(
  { name: 'terrain of a real elevation model', needs: [`data/${file}`] },
  (db: () => Database) => {
    let cells: Float32Array

    beforeAll(async () => {
      const path = sharedData(file)
      await importFile(db(), { file: path, as: 'dem', source: 'srtm' })
      const { data } = await sharp(path)
        .extractChannel(0)
        .raw({ depth: 'float' })
        .toBuffer({ resolveWithObject: true })
      cells = new Float32Array(data.buffer, data.byteOffset, data.length / 4)
    }, 60_000)

    const tile = async (address: TileAddress) =>
      decodeTerrain(await terrainRgbPng(await composeHeights(db(), address)))

    test('elevations equal those of the file', async () => {
      const samples = Array.from({ length: 3000 }, (_, i) => {
        const column = 5 + ((i * 7919) % 500)
        const row = 5 + ((i * 104729) % 430)
        const position: LonLat = [
          west + ((column + 0.5) * (east - west)) / 512,
          north - ((row + 0.5) * (north - south)) / 443,
        ]
        return { position, metres: cells[row * 512 + column] ?? Number.NaN }
      })
      const found = await elevationsAt(
        db(),
        samples.map(({ position }) => position),
      )
      // Resampling twice rounds ridges; half a cell of shift would give a median of 0.3 m.
      const errors = samples.map(({ metres }, i) => Math.abs((found[i]?.elevation_m ?? Number.NaN) - metres))
      errors.sort((a, b) => a - b)
      expect(errors[1500]).toBeLessThan(0.15)
      expect(errors[2970]).toBeLessThan(3)
      expect(errors.at(-1)).toBeLessThan(6)
    })

    test('pixels of a tile equal the profile at their positions', async () => {
      const address = tileAt(120.09, 30.24, 12)
      const metres = await tile(address)
      const [left, , right, top] = tileBounds(address)
      const step = (right - left) / 256
      const pixels = Array.from({ length: 400 }, (_, i) => (i * 163 + 7) % 65536)
      const positions = pixels.map((i) =>
        fromMercator(left + ((i % 256) + 0.5) * step, top - ((i >> 8) + 0.5) * step),
      )
      const profile = await elevationsAt(db(), positions)
      for (const [i, pixel] of pixels.entries()) {
        expect(profile[i]?.elevation_m).toBeCloseTo(metres[pixel] ?? Number.NaN, 0)
      }
    })

    test.each([11, 12, 13, 14, 15])('tiles of zoom %i meet without a seam', async (z) => {
      const address = tileAt(120.11, 30.24, z)
      const here = await tile(address)
      const next = await tile({ ...address, x: address.x + 1 })
      const below = await tile({ ...address, y: address.y + 1 })
      const steepest = (value: (i: number) => [number | undefined, number | undefined]) =>
        Math.max(...Array.from({ length: 256 }, (_, i) => Math.abs((value(i)[0] ?? 0) - (value(i)[1] ?? 0))))
      const inside = Math.max(
        steepest((i) => [here[i * 256 + 100], here[i * 256 + 101]]),
        steepest((i) => [here[i * 256 + 254], here[i * 256 + 255]]),
        steepest((i) => [here[100 * 256 + i], here[101 * 256 + i]]),
        steepest((i) => [here[254 * 256 + i], here[255 * 256 + i]]),
      )
      expect(steepest((i) => [here[i * 256 + 255], next[i * 256]])).toBeLessThan(inside * 1.5 + 1)
      expect(steepest((i) => [here[255 * 256 + i], below[i]])).toBeLessThan(inside * 1.5 + 1)
    })

    test('outside the file, tiles have 0 m and elevations are unknown', async () => {
      expect((await tile(tileAt(119.9, 30.24, 13))).every((metres) => Math.abs(metres) < 1e-6)).toBe(true)
      expect(await elevationsAt(db(), [[119.9, 30.24]])).toEqual([null])
    })
  },
)
