import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyZones, zoneColour } from '../../../client/patrol/choropleth.ts'
import { classBreaks, classOf } from '../../../client/patrol/class-breaks.ts'

/** Counts and densities; what is too small for any legend is none. */
const size = fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => (value < 1e-6 ? 0 : value))
const values = fc.array(size, { minLength: 1, maxLength: 30 })

describe('classes', () => {
  it('ascend from 0, are no more than asked, and none is empty above the highest value', () => {
    fc.assert(
      fc.property(values, fc.boolean(), fc.integer({ min: 2, max: 7 }), (numbers, whole, most) => {
        const given = whole ? numbers.map(Math.round) : numbers
        const breaks = classBreaks(given, most, whole)
        expect(breaks[0]).toBe(0)
        expect(breaks.length).toBeLessThanOrEqual(most)
        expect(new Set(breaks).size).toBe(breaks.length)
        expect([...breaks]).toEqual([...breaks].sort((a, b) => a - b))
        expect(breaks.at(-1)).toBeLessThanOrEqual(Math.max(...given))
        if (whole) expect(breaks.every(Number.isInteger)).toBe(true)
      }),
    )
  })

  it('keep the order of values', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        const breaks = classBreaks(numbers, 5, false)
        const classes = [...numbers].sort((a, b) => a - b).map((value) => classOf(value, breaks))
        expect(classes).toEqual([...classes].sort((a, b) => a - b))
      }),
    )
  })
})

const clock = { limit_s: 300, met: 0, breached: 0, rate: null, interval: null }
const zone = (code: string, area_m2: number, breached = 0) => ({
  id: 1,
  code,
  name: code,
  name_en: null,
  area_m2,
  greenway_length_m: 0,
  bbox: [120, 30, 121, 31] as [number, number, number, number],
  incidents_30d: 0,
  incidents_open: 0,
  synthetic: true,
  units: { available: 0, en_route: 0, on_scene: 0, off_shift: 0 },
  attainment: { routed: { ...clock, breached, met: breached > 0 ? 10 : 0 }, arrived: clock, fed_back: clock },
})

describe('zones', () => {
  it('are coloured by incidents per square kilometre, not by their size', () => {
    const zones = [zone('small', 1e6), zone('large', 10e6)]
    const counts = new Map([
      ['small', 10],
      ['large', 100],
    ])
    const classes = classifyZones(zones, counts, 'density', 'day')
    expect(classes.values.get('small')).toBe(10)
    expect(zoneColour(classes, 'small')).toBe(zoneColour(classes, 'large'))
  })

  it('have no colour where no clock was due: no data is not "kept"', () => {
    const classes = classifyZones([zone('a', 1e6, 10), zone('b', 1e6)], new Map(), 'routed', 'night')
    expect(classes.values.get('a')).toBe(50)
    expect(zoneColour(classes, 'a')).toMatch(/^rgb/)
    expect(zoneColour(classes, 'b')).toBeNull()
  })
})
