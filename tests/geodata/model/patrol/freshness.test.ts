import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  countDuty,
  freshnessOf,
  LATE_SECONDS,
  LOST_SECONDS,
  positionAge,
} from '../../../../geodata/model/patrol/freshness.ts'

const now = Date.parse('2026-11-30T08:00:00Z')
const unit = (ageSeconds: number | null, state = 'available') => ({
  state,
  position_at: ageSeconds === null ? null : new Date(now - ageSeconds * 1000).toISOString(),
})

it('freshness depends on the age of a position, to the second', () => {
  const judged = [0, LATE_SECONDS - 1, LATE_SECONDS, LOST_SECONDS - 1, LOST_SECONDS, 86_400].map((age) =>
    freshnessOf(unit(age), now),
  )
  expect(judged).toEqual(['live', 'live', 'late', 'late', 'lost', 'lost'])
})

it('a unit without a position is lost on shift, and has no freshness off shift', () => {
  expect(freshnessOf(unit(null), now)).toBe('lost')
  expect(freshnessOf(unit(null, 'off_shift'), now)).toBe('none')
  expect(freshnessOf(unit(5, 'off_shift'), now)).toBe('none')
})

it('a position from the future counts as current', () => {
  expect(positionAge(unit(-30), now)).toBe(0)
  expect(freshnessOf(unit(-30), now)).toBe('live')
})

it('each unit is counted once', () => {
  const some = fc.record({
    age: fc.option(fc.integer({ min: 0, max: 2_000 })),
    state: fc.constantFrom('available', 'en_route', 'on_scene', 'off_shift'),
  })
  fc.assert(
    fc.property(fc.array(some), (list) => {
      const units = list.map(({ age, state }) => unit(age, state))
      const { reachable, lost, all } = countDuty(units, now)
      expect(all).toBe(units.length)
      expect(reachable + lost).toBe(units.filter(({ state }) => state !== 'off_shift').length)
    }),
  )
})
