import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  civilDate,
  civilInstant,
  civilMinutes,
  daylight,
  sunDay,
  sunDirection,
  sunPosition,
  trueSolarMinutes,
} from '../../../client/terrain3d/sun.ts'

const [longitude, latitude] = [119.77, 30.24]

test.each([
  ['2026-12-22', 90 - latitude - 23.44],
  ['2026-06-21', 90 - latitude + 23.44],
  ['2026-03-20', 90 - latitude],
])('the noon altitude of the sun on %s equals the astronomical one', (date, height) => {
  const noon = sunPosition(civilInstant(date, sunDay(date, longitude, latitude).noon), longitude, latitude)
  expect(Math.abs(noon.altitude - height)).toBeLessThan(0.3)
  expect(Math.abs(noon.azimuth - 180)).toBeLessThan(1)
})

test('the morning sun is in the east, the evening sun in the west', () => {
  const [east] = sunDirection(sunPosition(civilInstant('2026-03-20', 8 * 60), longitude, latitude))
  const [west] = sunDirection(sunPosition(civilInstant('2026-03-20', 17 * 60), longitude, latitude))
  expect(east).toBeGreaterThan(0.7)
  expect(west).toBeLessThan(-0.7)
})

test('true solar noon is when the sun is highest', () => {
  const day = sunDay('2026-11-03', longitude, latitude)
  expect(trueSolarMinutes(day.noon, day)).toBeCloseTo(720, 6)
  // Early November: the equation of time is 16 minutes, the place lies 0.23° west of 120° E.
  expect(day.noon).toBeGreaterThan(11 * 60 + 42)
  expect(day.noon).toBeLessThan(11 * 60 + 47)
})

test('civil dates and minutes are converted back, and directions have unit length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 1439 }), (day, minutes) => {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
      const instant = civilInstant(date, minutes)
      expect(civilDate(instant)).toBe(date)
      expect(civilMinutes(instant)).toBeCloseTo(minutes, 6)
      expect(Math.hypot(...sunDirection(sunPosition(instant, longitude, latitude)))).toBeCloseTo(1, 9)
    }),
  )
})

test('light changes continuously with the sun', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 90, noNaN: true }), (altitude) => {
      const [one, two] = [daylight(altitude), daylight(altitude + 0.1)]
      expect(Math.abs(one.sunStrength - two.sunStrength)).toBeLessThan(0.05)
      for (const part of ['sun', 'ambient', 'zenith', 'horizon'] as const) {
        one[part].forEach((value, index) => {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
          expect(Math.abs(value - (two[part][index] ?? 2))).toBeLessThan(0.02)
        })
      }
    }),
  )
})
