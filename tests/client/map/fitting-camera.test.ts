import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cameraFor } from '../../../client/map/fitting-camera.ts'
import { metresPerPixel } from '../../../client/map/scale.ts'

test('the camera of an area is at its middle, and the area fills the window in one direction', () => {
  const size = fc.double({ min: 0.002, max: 0.5, noNaN: true })
  fc.assert(
    fc.property(size, size, (width, height) => {
      const camera = cameraFor([119.7, 30.2, 119.7 + width, 30.2 + height], 800, 600, 22)
      expect(camera.center[0]).toBeCloseTo(119.7 + width / 2, 9)
      const [, latitude] = camera.center
      const metres = metresPerPixel(camera.zoom, latitude)
      const across = (width * 111_320 * Math.cos((latitude * Math.PI) / 180)) / metres / 800
      const up = (height * 111_320) / metres / 600
      expect(Math.max(across, up)).toBeCloseTo(1, 6)
    }),
  )
})

test('a point is shown at the largest zoom', () => {
  expect(cameraFor([120, 30, 120, 30], 800, 600, 16).zoom).toBe(16)
})
