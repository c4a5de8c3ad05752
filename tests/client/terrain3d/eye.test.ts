import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createChoices, dateCodec, exaggerationCodec, timeCodec } from '../../../client/terrain3d/choices.ts'
import {
  cameraOfEye,
  type Eye,
  eyeCodec,
  eyeOf,
  eyeOfCamera,
  isOnModel,
  poseOf,
} from '../../../client/terrain3d/eye.ts'
import { createPlace, qingshanBounds } from '../../../client/terrain3d/place.ts'

const place = createPlace(qingshanBounds)
const [west, south, east, north] = qingshanBounds
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const eyes: fc.Arbitrary<Eye> = fc.record({
  longitude: between(west, east),
  latitude: between(south, north),
  distance: between(260, 34_000),
  bearing: between(-180, 180),
  tilt: between(1, 86),
})

test('the address restores the view, to a metre and a tenth of a degree', () => {
  fc.assert(
    fc.property(eyes, (eye) => {
      const read = eyeCodec.read(eyeCodec.write(eye) ?? '')
      expect(read?.longitude).toBeCloseTo(eye.longitude, 4)
      expect(read?.latitude).toBeCloseTo(eye.latitude, 4)
      expect(read?.distance).toBeCloseTo(eye.distance, -1)
      expect(Math.abs((read?.bearing ?? 999) - eye.bearing)).toBeLessThanOrEqual(0.05001)
      expect(Math.abs((read?.tilt ?? 999) - eye.tilt)).toBeLessThanOrEqual(0.05001)
    }),
  )
})

test.each([
  '',
  '119.8,30.2',
  '119.8,30.2,x,0,56',
  '181,30.2,500,0,56',
  '119.8,30.2,0,0,56',
  '119.8,30.2,500,0,91',
])('"%s" is not a valid view', (text) => expect(eyeCodec.read(text)).toBeNull())

test('the model and the flat map show the same place', () => {
  fc.assert(
    fc.property(eyes, between(300, 2000), (eye, height) => {
      const back = eyeOfCamera(cameraOfEye(eye, height), height)
      expect(back.distance / eye.distance).toBeCloseTo(1, 6)
      expect([back.longitude, back.latitude, back.bearing]).toEqual([
        eye.longitude,
        eye.latitude,
        eye.bearing,
      ])
    }),
  )
  // At 30.25° N and zoom 15 a pixel is 2.06 m: 900 of them are 1,857 m, seen at 36° from 2,858 m.
  const eye = eyeOfCamera({ center: [119.81, 30.25], zoom: 15, bearing: 0 }, 900)
  expect(eye.distance).toBeCloseTo(2858, -1)
})

test('the model’s plane and degrees are the same place', () => {
  fc.assert(
    fc.property(eyes, (eye) => {
      const back = eyeOf(place, poseOf(place, eye))
      expect(back.longitude).toBeCloseTo(eye.longitude, 8)
      expect(back.latitude).toBeCloseTo(eye.latitude, 8)
      expect(isOnModel(place, eye)).toBe(true)
    }),
  )
  expect(isOnModel(place, { longitude: 120.1, latitude: 30.25, distance: 1, bearing: 0, tilt: 0 })).toBe(
    false,
  )
})

test('date, time and exaggeration are in the address only if they were chosen', () => {
  const { date, minutes, exaggeration } = createChoices('2026-06-21')
  const dates = dateCodec('2026-06-21')
  expect([
    dates.write(date.value),
    timeCodec.write(minutes.value),
    exaggerationCodec.write(exaggeration.value),
  ]).toEqual([null, null, null])
  expect(dates.write('2026-12-22')).toBe('2026-12-22')
  expect(dates.read('2026-13-01')).toBeNull()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), (time) => {
      const text = timeCodec.write(time)
      if (text !== null) expect(timeCodec.read(text)).toBe(time)
    }),
  )
  expect(timeCodec.read('24:00')).toBeNull()
  expect(exaggerationCodec.read('2')).toBe(2)
  expect(exaggerationCodec.read('9')).toBeNull()
})
