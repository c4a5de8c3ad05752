import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { castersOf, type Prism } from '../../../../../geodata/model/relief/sun/casters.ts'
import { type SunSamples, sunSamples } from '../../../../../geodata/model/relief/sun/samples.ts'
import { castShadows, litPoints } from '../../../../../geodata/model/relief/sun/shade.ts'
import { bitAt, countBits, countedSamples, spellsOf } from '../../../../../geodata/model/relief/sun/spells.ts'
import { isLit } from './ray-caster.ts'

const day = { date: '2026-01-20', from: 480, to: 960, step: 1, minAltitude: 0 }
const samples = sunSamples(day, 120, 30.24)

const box = (x: number, y: number, width: number, depth: number, top: number, base = 0): Prism => ({
  ...{ id: `${x},${y}`, base, top },
  rings: [
    [
      [x, y],
      [x + width, y],
      [x + width, y + depth],
      [x, y + depth],
    ],
  ],
})

function bitsAt(
  point: readonly [number, number, number],
  prisms: readonly Prism[],
  over: SunSamples = samples,
) {
  const lit = litPoints(Float64Array.from(point), over)
  castShadows(lit, castersOf(prisms), over)
  return lit.bits
}
const minutesAt = (
  point: readonly [number, number, number],
  prisms: readonly Prism[],
  over: SunSamples = samples,
) => countBits(bitsAt(point, prisms, over), 0, 0, over.count)

const corner = fc.integer({ min: -60, max: 60 })
const side = fc.integer({ min: 4, max: 40 })
/** A box, a turned bar or an L with a concave corner, beside the point. */
const prism = fc
  .record({
    x: corner,
    y: corner,
    w: side,
    d: side,
    top: fc.integer({ min: 3, max: 90 }),
    turn: fc.double({ min: 0, max: 3, noNaN: true }),
    isL: fc.boolean(),
    base: fc.constantFrom(-2, -2, 6),
  })
  .map(({ x, y, w, d, top, turn, isL, base }): Prism => {
    const [sin, cos] = [Math.sin(turn), Math.cos(turn)]
    const flat: [number, number][] = isL
      ? [
          [0, 0],
          [w, 0],
          [w, d / 2],
          [w / 2, d / 2],
          [w / 2, d],
          [0, d],
        ]
      : [
          [0, 0],
          [w, 0],
          [w, d],
          [0, d],
        ]
    const ring = flat.map(([u, v]): [number, number] => [x + u * cos - v * sin, y + u * sin + v * cos])
    return { id: 'any', rings: [ring], base, top: Math.max(top, base + 1) }
  })

describe('shadows of prisms', () => {
  it('is what a hand computes for a long wall in the south', () => {
    // A wall 40 m high, 30 m south of the point: lit while tan(altitude) > 40 / distance along the ray.
    const wall = box(-500, -35, 1000, 5, 40)
    let expected = 0
    for (let k = 0; k < samples.count; k++) {
      const along = 30 / -(samples.north[k] ?? 0)
      if ((samples.slope[k] ?? 0) * along >= 40) expected++
    }
    expect(minutesAt([0, 0, 0], [wall])).toBe(expected)
    // At noon the sun is 39.6° high: 30 m × tan 39.6° = 24.8 m. A wall of 24 m leaves noon, one of 26 m takes it.
    expect(bitAt(bitsAt([0, 0, 0], [box(-500, -35, 1000, 5, 24)]), 0, 240)).toBe(true)
    expect(bitAt(bitsAt([0, 0, 0], [box(-500, -35, 1000, 5, 26)]), 0, 240)).toBe(false)
  })

  it('lets the sun pass below a bridge and stops it inside a building', () => {
    const bridge = box(-500, -35, 1000, 5, 60, 30)
    expect(bitAt(bitsAt([0, 0, 0], [bridge]), 0, 240)).toBe(true)
    expect(minutesAt([0, 0, 0], [box(-500, -35, 1000, 5, 60, 20)])).toBeLessThan(480)
    expect(minutesAt([0, 0, 1], [box(-5, -5, 10, 10, 20)])).toBe(0)
  })

  it('agrees with a ray caster that walks along each ray', () => {
    const coarse = sunSamples({ ...day, step: 20 }, 120, 30.24)
    fc.assert(
      fc.property(fc.array(prism, { minLength: 1, maxLength: 3 }), (prisms) => {
        const bits = bitsAt([0.013, 0.017, 0.9], prisms, coarse)
        // The walk misses corners that are cut by less than its step: one sample in twenty-four may differ.
        let different = 0
        for (let k = 0; k < coarse.count; k++)
          if (bitAt(bits, 0, k) !== isLit([0.013, 0.017, 0.9], prisms, coarse, k)) different++
        expect(different).toBeLessThanOrEqual(1)
      }),
      { numRuns: 40 },
    )
  })

  it('never gains sun from a higher block, and never exceeds the window', () => {
    fc.assert(
      fc.property(
        fc.array(prism, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 50 }),
        (prisms, more) => {
          const before = bitsAt([0, 0, 0.9], prisms)
          const after = bitsAt(
            [0, 0, 0.9],
            prisms.map((one, i) => (i === 0 ? { ...one, top: one.top + more } : one)),
          )
          expect(after.every((word, i) => (word & ~(before[i] ?? 0)) === 0)).toBe(true)
          expect(countBits(before, 0, 0, samples.count)).toBeLessThanOrEqual(480)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('gives the mirrored scene the mirrored day', () => {
    // The declination changes during a day: the mirrored day is made of the same directions.
    const { count } = samples
    const reversed = (list: Float64Array) => Float64Array.from(list).reverse()
    const turned = {
      ...samples,
      east: reversed(samples.east).map((east) => -east),
      north: reversed(samples.north),
      slope: reversed(samples.slope),
      bearing: reversed(samples.bearing).map((bearing) => 2 * Math.PI - bearing),
    }
    fc.assert(
      fc.property(fc.array(prism, { minLength: 1, maxLength: 3 }), (prisms) => {
        const flipped = prisms.map((one) => ({
          ...one,
          rings: one.rings.map((ring) => ring.map(([x, y]): [number, number] => [-x, y])),
        }))
        const [day, other] = [bitsAt([0, 0, 0], prisms), bitsAt([0, 0, 0], flipped, turned)]
        let different = 0
        for (let k = 0; k < count; k++) if (bitAt(day, 0, k) !== bitAt(other, 0, count - 1 - k)) different++
        expect(different).toBeLessThanOrEqual(1)
      }),
      { numRuns: 30 },
    )
  })
})

describe('spells', () => {
  const bits = new Uint32Array(2)
  for (const k of [0, 1, 2, 10, 30, 31, 32, 33, 34, 60])
    bits[k >>> 5] = (bits[k >>> 5] ?? 0) | (1 << (k & 31))

  it('answers any span at once', () => {
    fc.assert(
      fc.property(fc.nat(63), fc.nat(63), (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        let sum = 0
        for (let k = from; k < to; k++) if (bitAt(bits, 0, k)) sum++
        expect(countBits(bits, 0, from, to)).toBe(sum)
        expect(spellsOf(bits, 0, from, to).reduce((all, spell) => all + spell.to - spell.from, 0)).toBe(sum)
      }),
    )
  })

  it('leaves out what a local rule does not count', () => {
    const count = (minSpell: number, maxSpells: number | null) =>
      countedSamples(bits, 0, 0, 64, 1, { minSpell, maxSpells })
    expect(count(0, null)).toBe(10)
    expect(count(3, null)).toBe(8)
    expect(count(0, 1)).toBe(5)
    expect(count(4, 2)).toBe(5)
  })
})
