/** Ranking: reasons, run cards and the choice of units that fulfils them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Candidate, cardFor, rankUnits } from '../../../../geodata/model/patrol/ranking.ts'

const unit = (code: string, network_s: number | null, more: Partial<Candidate> = {}): Candidate => ({
  code,
  zone_code: 'Z1',
  skills: [],
  on_shift: true,
  shift_left_s: null,
  crew_present: 5,
  crew_minimum: 3,
  resting: false,
  rest_left_s: null,
  position_age_s: 5,
  load: 0,
  assigned: false,
  leads: false,
  turn_out_s: 60,
  network_s,
  gap_m: 3,
  ...more,
})

const anyOne = [{ count: 1, skills: [] }]
const reasons = (one: Candidate) =>
  rankUnits([one], anyOne, 'Z1').units[0]?.reasons.map(({ code, weight }) => `${weight} ${code}`)

describe('reasons', () => {
  test.each([
    ['bars off_shift', { on_shift: false }],
    ['bars position_missing', { position_age_s: null }],
    ['bars position_old', { position_age_s: 600 }],
    ['bars busy', { load: 1 }],
    ['bars rest_due', { rest_left_s: -1 }],
    ['bars rest_due', { resting: true }],
    ['bars crew_below_minimum', { crew_present: 2 }],
    ['bars unreachable', { network_s: null }],
  ])('%s', (wanted, more) => expect(reasons(unit('a', 100, more))).toEqual([wanted]))

  test.each([
    ['notes other_zone', { zone_code: 'Z2' }],
    ['notes position_late', { position_age_s: 120 }],
    ['notes shift_ending', { shift_left_s: 600 }],
    ['notes far_from_network', { gap_m: 300 }],
  ])('a chosen unit also has: %s', (wanted, more) =>
    expect(reasons(unit('a', 100, more))).toEqual(['chooses chosen', wanted]),
  )

  test('list all reasons of a unit', () => {
    expect(reasons(unit('a', 100, { on_shift: false, load: 2 }))).toEqual(['bars off_shift', 'bars busy'])
  })
})

describe('the choice', () => {
  const codes = fc.constantFrom('公安', '急救', '消防')
  const units = fc.array(
    fc.record({ seconds: fc.nat(900), skills: fc.uniqueArray(codes), load: fc.constantFrom(0, 0, 0, 1) }),
    { maxLength: 7 },
  )
  const demands = fc.array(
    fc.record({ count: fc.integer({ min: 1, max: 2 }), skills: fc.uniqueArray(codes, { maxLength: 2 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )

  test('fills as many slots as possible, and no other such choice arrives earlier', () => {
    fc.assert(
      fc.property(units, demands, (list, demand) => {
        const candidates = list.map(({ seconds, skills, load }, n) =>
          unit(`U${n}`, seconds, { skills, load }),
        )
        const { units: judged, shortfalls } = rankUnits(candidates, demand, 'Z1')
        const slots = demand.flatMap(({ count, skills }) => Array.from({ length: count }, () => skills))
        const able = candidates.filter(({ load }) => load === 0)
        // Tries every set of units.
        const fits = (set: readonly Candidate[], free: readonly (readonly string[])[]): boolean => {
          const [first, ...rest] = set
          if (first === undefined) return true
          return free.some(
            (skills, n) =>
              skills.every((skill) => first.skills.includes(skill)) && fits(rest, free.toSpliced(n, 1)),
          )
        }
        let best: { size: number; seconds: number } = { size: 0, seconds: 0 }
        for (let bits = 0; bits < 2 ** able.length; bits++) {
          const set = able.filter((_, n) => bits & (1 << n))
          const seconds = set.reduce((sum, one) => sum + (one.network_s ?? 0), 0)
          const isBetter = set.length > best.size || (set.length === best.size && seconds < best.seconds)
          if (isBetter && set.length <= slots.length && fits(set, slots)) best = { size: set.length, seconds }
        }
        const chosen = judged.filter((one) => one.chosen).map((one) => one.unit)
        expect(chosen).toHaveLength(best.size)
        expect(chosen.reduce((sum, one) => sum + (one.network_s ?? 0), 0)).toBe(best.seconds)
        expect(shortfalls.reduce((sum, { wanted, found }) => sum + wanted - found, 0)).toBe(
          slots.length - best.size,
        )
        expect(judged.every((one) => one.reasons.length > 0)).toBe(true)
        expect(judged.filter(({ lead }) => lead)).toHaveLength(chosen.length > 0 ? 1 : 0)
      }),
      { numRuns: 200 },
    )
  })

  test('counts units already assigned, and keeps their lead', () => {
    const there = unit('there', 500, {
      assigned: true,
      leads: true,
      skills: ['公安'],
      load: 1,
      on_shift: false,
    })
    const { units: judged, shortfalls } = rankUnits(
      [unit('near', 10, { skills: ['公安'] }), there],
      [{ count: 1, skills: ['公安'] }],
      'Z1',
    )
    expect(judged.map((one) => [one.unit.code, one.chosen, one.lead])).toEqual([
      ['there', false, true],
      ['near', false, false],
    ])
    expect(shortfalls).toEqual([])
  })

  test('shows why units with a skill are missing', () => {
    const { shortfalls } = rankUnits(
      [
        unit('a', 10, { skills: ['消防'], load: 1 }),
        unit('b', 20, { skills: ['消防'], on_shift: false }),
        unit('c', 5),
      ],
      [{ count: 2, skills: ['消防'] }],
      null,
    )
    expect(shortfalls).toEqual([
      {
        skills: ['消防'],
        wanted: 2,
        found: 0,
        reasons: [
          { code: 'busy', count: 1 },
          { code: 'off_shift', count: 1 },
        ],
      },
    ])
  })
})

describe('run cards', () => {
  const card = (kind: string | null, priority: number | null, alarm_level: number) => ({
    kind,
    priority,
    alarm_level,
  })
  const cards = [
    card(null, null, 1),
    card(null, 1, 1),
    card('injury', null, 1),
    card('injury', 1, 1),
    card(null, null, 3),
  ]
  test.each([
    ['littering', 3, 1, 0],
    ['littering', 1, 1, 1],
    ['injury', 2, 1, 2],
    ['injury', 1, 2, 3],
    ['injury', 1, 3, 4],
  ])('one is chosen for %s, priority %i, alarm level %i', (kind, priority, alarm_level, wanted) => {
    expect(cardFor(cards, { kind, priority, alarm_level })).toBe(cards[wanted])
  })
  test('none is chosen if none fits', () =>
    expect(
      cardFor([card('injury', null, 1)], { kind: 'littering', priority: 1, alarm_level: 1 }),
    ).toBeUndefined())
})
