import { describe, expect, it } from 'vitest'
import { trueSun } from '../../../../../geodata/model/relief/sun/position.ts'
import { sunSamples } from '../../../../../geodata/model/relief/sun/samples.ts'
import { solarTermDate, solarTermInstant } from '../../../../../geodata/model/relief/sun/solar-term.ts'
import { spaPositions } from './spa-positions.ts'

const RAD = Math.PI / 180

describe('the true sun', () => {
  it("is within 0.02° of NREL's SPA over a year, as an angle and in altitude", () => {
    let [widest, highest] = [0, 0]
    for (const [longitude, latitude, instant, azimuth, altitude] of spaPositions) {
      const sun = trueSun(Date.parse(instant), longitude, latitude)
      const cos =
        Math.sin(altitude * RAD) * Math.sin(sun.altitude * RAD) +
        Math.cos(altitude * RAD) * Math.cos(sun.altitude * RAD) * Math.cos((azimuth - sun.azimuth) * RAD)
      widest = Math.max(widest, Math.acos(Math.min(cos, 1)) / RAD)
      highest = Math.max(highest, Math.abs(altitude - sun.altitude))
    }
    expect(spaPositions.length).toBeGreaterThan(60)
    expect(widest).toBeLessThan(0.02)
    expect(highest).toBeLessThan(0.02)
  })

  it('begins the terms on the days of the almanac', () => {
    // Purple Mountain Observatory: great cold 2026-01-20 09:45, winter solstice 2026-12-22 04:50 (Beijing time).
    expect(solarTermDate(2026, 'great-cold')).toBe('2026-01-20')
    expect(solarTermDate(2026, 'winter-solstice')).toBe('2026-12-22')
    expect(solarTermDate(2025, 'winter-solstice')).toBe('2025-12-21')
    const off = solarTermInstant(2026, 'great-cold') - Date.parse('2026-01-20T09:45+08:00')
    expect(Math.abs(off)).toBeLessThan(5 * 60_000)
  })
})

describe('samples of a window', () => {
  const window = { date: '2026-01-20', from: 480, to: 960, step: 1, minAltitude: 0 }

  it('has the sun highest and in the south at true noon, at the altitude of the declination', () => {
    const samples = sunSamples({ ...window, from: 719.5, to: 720.5 }, 119.77, 30.24)
    const sun = trueSun(Date.parse('2026-01-20T12:00+08:00'), 119.77, 30.24)
    expect(samples.times[0]).toBe(720)
    expect(samples.azimuth[0]).toBeCloseTo(180, 2)
    expect(samples.altitude[0]).toBeCloseTo(90 - 30.24 + sun.declination, 1)
    // Equation of time −11 min, and 0.9 min west of 120° E.
    expect(samples.civil[0]).toBeCloseTo(720 + 11 + 0.9, 0)
  })

  it('counts no sun below the smallest altitude', () => {
    const { counts, altitude, count } = sunSamples({ ...window, minAltitude: 15 }, 119.77, 30.24)
    expect(count).toBe(480)
    for (let k = 0; k < count; k++) expect(counts[k]).toBe((altitude[k] ?? 0) >= 15 ? 1 : 0)
    expect(counts.reduce((sum, one) => sum + one, 0)).toBeLessThan(480)
  })

  it('turns bearings to grid north', () => {
    const { bearing, azimuth } = sunSamples(window, 119, 30)
    expect((bearing[0] ?? 0) / RAD - (azimuth[0] ?? 0)).toBeCloseTo(Math.sin(30 * RAD), 2)
  })
})
