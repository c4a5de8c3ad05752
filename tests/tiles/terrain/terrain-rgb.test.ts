import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { terrainRgbPng } from '../../../tiles/terrain/terrain-rgb.ts'
import { decodeTerrain } from './decode.ts'

test('every storable elevation is restored to the decimetre, gaps as 0 m', async () => {
  const height = fc.oneof(fc.integer({ min: -32767, max: 32767 }), fc.constant(Number.NaN))
  await fc.assert(
    fc.asyncProperty(fc.array(height, { minLength: 64, maxLength: 64 }), async (pattern) => {
      const heights = Float64Array.from({ length: 256 * 256 }, (_, i) => pattern[i % 64] ?? 0)
      const metres = await decodeTerrain(await terrainRgbPng(heights))
      for (const [i, decimetres] of pattern.entries()) {
        expect(metres[i]).toBeCloseTo(Number.isNaN(decimetres) ? 0 : decimetres / 10, 6)
      }
    }),
    { numRuns: 20 },
  )
})

test('the image is opaque, lossless, and 256 pixels wide', async () => {
  const { width, height, format, hasAlpha } = await sharp(
    await terrainRgbPng(new Float64Array(65536)),
  ).metadata()
  expect({ width, height, format, hasAlpha }).toEqual({
    width: 256,
    height: 256,
    format: 'png',
    hasAlpha: false,
  })
})
