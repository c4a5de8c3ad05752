import { describe, expect, it } from 'vitest'
import { chainPieces, type Place } from '../../../../geodata/model/routes/chain.ts'
import { steepRanges } from '../../../../geodata/model/routes/grades.ts'
import { greenwayProfile, type ProfilePiece } from '../../../../geodata/model/routes/greenway-profile.ts'

/** Degrees of longitude of one metre on the equator. */
const METRE = 180 / (Math.PI * 6_371_008.771_4)

function piece(
  from: number,
  to: number,
  heights: readonly (number | null)[],
  more: Partial<ProfilePiece> = {},
): ProfilePiece {
  const points = heights.map((height_m, index) => ({
    at: [(from + ((to - from) * index) / (heights.length - 1)) * METRE, 0] as Place,
    height_m,
    closure: null,
  }))
  return { name: null, surface: 'asphalt', width_m: null, lit: null, ...more, points }
}
const heights = { step_m: 25, sources: ['test'] }

describe('the line of a greenway', () => {
  it('turns pieces, the first too, so that each begins where the last one ended', () => {
    const line = (...x: number[]) => x.map((metres) => ({ at: [metres * METRE, 0] as Place }))
    const chained = chainPieces([line(100, 0), line(200, 100), line(250, 300)])
    expect(chained.map(({ points }) => points.map(({ at }) => Math.round(at[0] / METRE)))).toEqual([
      [0, 100],
      [100, 200],
      [250, 300],
    ])
    expect(chained.map(({ gap_m }) => Math.round(gap_m))).toEqual([0, 0, 50])
  })

  it('tells gaps, does not climb over them, and leaves them out of the length', () => {
    const profile = greenwayProfile([piece(0, 100, [0, 5]), piece(180, 280, [50, 55])], heights)
    expect(profile.length_m).toBeCloseTo(200, 0)
    expect(profile.gaps).toEqual([{ at_m: expect.closeTo(100, 3), vertex: 2, length_m: 80 }])
    expect([profile.ascent_m, profile.descent_m]).toEqual([10, 0])
  })

  it('warns of steps, unpaved, narrow and unlit parts, joined over neighbours', () => {
    const profile = greenwayProfile(
      [
        piece(0, 100, [null, null], { lit: true }),
        piece(100, 200, [null, null], { surface: 'gravel', lit: false }),
        piece(200, 300, [null, null], { surface: 'earth', width_m: 1.2, lit: false }),
        piece(300, 400, [null, null], { surface: 'stone_steps' }),
      ],
      heights,
    )
    const told = profile.warnings.map(({ kind, from_m, to_m }) => [
      kind,
      Math.round(from_m),
      Math.round(to_m),
    ])
    expect(told).toEqual([
      ['unpaved', 100, 300],
      ['unlit', 100, 300],
      ['narrow', 200, 300],
      ['steps', 300, 400],
    ])
    expect(profile.ascent_m).toBeNull()
  })

  it('is steep for a wheelchair from 1 in 12, both ways, and not by a single noisy height', () => {
    const points = (rise: number) =>
      Array.from({ length: 21 }, (_, n) => ({ at_m: n * 25, height_m: Math.min(n, 20 - n) * 25 * rise }))
    expect(steepRanges(points(0.08))).toEqual([])
    const steep = steepRanges(points(0.1))
    expect(steep[0]?.from_m).toBe(0)
    expect(steep.at(-1)?.to_m).toBe(500)
    const noise = Array.from({ length: 21 }, (_, n) => ({ at_m: n * 25, height_m: n === 10 ? 2 : 0 }))
    expect(steepRanges(noise)).toEqual([])
  })
})
