import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { fromMercator, tileAt, tileBounds } from '../../../geodata/model/tile.ts'
import { renderHillshadeTile, shadePixels } from '../../../tiles/terrain/hillshade.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { sharedData } from '../../environment/shared-data.ts'
import { importFile } from '../../environment/shared-gdal.ts'

/**
 * Returns a plane that rises by `slope` metres per metre on the ground, towards `azimuth` degrees from north.
 */
function plane(address: TileAddress, slope: number, azimuth: number) {
  const [west, south, east, north] = tileBounds(address)
  const [, latitude] = fromMercator(0, (south + north) / 2)
  const metres = ((east - west) / 256) * Math.cos((latitude * Math.PI) / 180)
  const turn = (azimuth * Math.PI) / 180
  const heights = new Float64Array(258 * 258)
  for (let i = 0; i < heights.length; i++) {
    const [column, row] = [i % 258, Math.floor(i / 258)]
    const along = column * Math.sin(turn) - row * Math.cos(turn)
    heights[i] = along * slope * metres * 10
  }
  return { heights, side: 258, margin: 1, synthetic: new Uint8Array(258 * 258) }
}

/** Returns grey and alpha in the middle of a tile. */
const middle = (pixels: Uint8Array) => {
  const at = 2 * (128 * 256 + 128)
  return [pixels[at], pixels[at + 1]] as const
}

/** Returns grey and alpha by Horn's formula for a slope and the direction that it faces. */
function expected(slope: number, faces: number): readonly [grey: number, alpha: number] {
  const light = Math.SQRT1_2
  const side = ((315 - faces) * Math.PI) / 180
  const angle = Math.atan(slope)
  const hillshade = light * Math.cos(angle) + light * Math.sin(angle) * Math.cos(side)
  return hillshade < light
    ? [0, Math.min(1, (light - hillshade) / light) * 165]
    : [255, ((hillshade - light) / (1 - light)) * 90]
}

test.each([
  [0.5, 135],
  [0.5, 315],
  [0.2, 0],
  [0.3, 90],
  [1, 200],
])('a slope of %f that rises towards %i° is shaded by the formula, at every latitude', (slope, azimuth) => {
  for (const [longitude, latitude] of [
    [120, 0],
    [120, 30.2],
    [20, -62],
  ] as const) {
    const address = tileAt(longitude, latitude, 14)
    const [grey, alpha] = middle(shadePixels(plane(address, slope, azimuth), address))
    const [wantedGrey, wantedAlpha] = expected(slope, (azimuth + 180) % 360)
    expect(Math.abs((alpha ?? 0) - wantedAlpha)).toBeLessThan(1.5)
    if (wantedAlpha > 1) expect(grey).toBe(wantedGrey)
  }
})

test('level ground and gaps are transparent, and slopes beside a gap are no cliffs', () => {
  const address = tileAt(120, 30.2, 14)
  const level = plane(address, 0, 0)
  expect(
    shadePixels(level, address)
      .filter((_, i) => i % 2 === 1)
      .every((alpha) => alpha === 0),
  ).toBe(true)
  level.heights.fill(Number.NaN, 0, 258 * 100)
  expect(
    shadePixels(level, address)
      .filter((_, i) => i % 2 === 1)
      .every((alpha) => alpha === 0),
  ).toBe(true)
})

describeOnDatabase(
  { name: 'hillshade tiles', needs: ['data/dem/srtm_hangzhou_west.tif'] },
  (db: () => Database) => {
    beforeAll(async () => {
      await importFile(db(), { file: sharedData('dem/srtm_hangzhou_west.tif'), as: 'dem', source: 'srtm' })
    }, 60_000)

    /** From −165, deep shade, to 90, full light. */
    const lightOf = async (address: TileAddress) => {
      const { data, info } = await sharp(await renderHillshadeTile(db(), address))
        .raw()
        .toBuffer({ resolveWithObject: true })
      return Float64Array.from({ length: 65536 }, (_, i) => {
        const alpha = data[i * info.channels + info.channels - 1] ?? 0
        return data[i * info.channels] === 0 ? -alpha : alpha
      })
    }

    test.each([8, 10, 12, 14])('of zoom %i join as smoothly as they are inside', async (z) => {
      const address = tileAt(120.11, 30.22, z)
      const here = await lightOf(address)
      const east = await lightOf({ ...address, x: address.x + 1 })
      const south = await lightOf({ ...address, y: address.y + 1 })
      const steps = (a: (i: number) => number | undefined, b: (i: number) => number | undefined) =>
        Array.from({ length: 256 }, (_, i) => Math.abs((a(i) ?? 0) - (b(i) ?? 0))).reduce((x, y) => x + y) /
        256
      const inside = Math.max(
        steps(
          (i) => here[i * 256 + 252],
          (i) => here[i * 256 + 253],
        ),
        steps(
          (i) => here[252 * 256 + i],
          (i) => here[253 * 256 + i],
        ),
      )
      expect(
        steps(
          (i) => here[i * 256 + 255],
          (i) => east[i * 256],
        ),
      ).toBeLessThan(inside * 1.6 + 0.5)
      expect(
        steps(
          (i) => here[255 * 256 + i],
          (i) => south[i],
        ),
      ).toBeLessThan(inside * 1.6 + 0.5)
      expect(here.some((light) => light < -10)).toBe(true)
      expect(here.some((light) => light > 5)).toBe(true)
    })

    test('nothing is drawn without data', async () => {
      expect((await lightOf(tileAt(119, 30.2, 12))).every((light) => light === 0)).toBe(true)
    })
  },
)
