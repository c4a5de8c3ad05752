import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Course,
  clockLimits,
  clocks,
  compareUrgency,
  dueAt,
  isOpen,
  isOverdue,
  runningClock,
  secondsLeft,
  verdictOf,
} from '../../../../geodata/model/patrol/clocks.ts'
import { courses } from './courses.ts'

const received = Date.parse('2026-11-30T08:00:00Z')
const after = (seconds: number) => new Date(received + seconds * 1000).toISOString()

function incident(times: Partial<Record<'routed' | 'arrived' | 'fed_back' | 'closed', number>>): Course {
  const at = (stage: keyof typeof times) => (times[stage] === undefined ? null : after(times[stage]))
  return {
    state: times.closed === undefined ? 'received' : 'closed',
    received_at: after(0),
    ...{
      routed_at: at('routed'),
      arrived_at: at('arrived'),
      fed_back_at: at('fed_back'),
      closed_at: at('closed'),
    },
  }
}

it('the clock after the last stage runs, exact to the second', () => {
  const left = (course: Course, seconds: number) => secondsLeft(course, received + seconds * 1000)
  expect(left(incident({}), 60)).toBe(240)
  expect(isOverdue(incident({}), received + 300_000)).toBe(false)
  expect(isOverdue(incident({}), received + 300_001)).toBe(true)
  expect(left(incident({ routed: 100 }), 60)).toBe(540)
  expect(left(incident({ routed: 100, arrived: 700 }), 1801)).toBe(-1)
  // A patrol that finds an incident is on scene without being sent.
  expect(runningClock(incident({ arrived: 0 }))).toBe('fed_back')
  expect(left(incident({ routed: 1, arrived: 2, fed_back: 3 }), 9999)).toBeNull()
  expect(left(incident({ closed: 3 }), 9999)).toBeNull()
})

it('each clock runs from the previous stage by a setting, and from a reopening', () => {
  const left = (course: Course, seconds: number) => secondsLeft(course, received + seconds * 1000, 'previous')
  expect(left(incident({}), 60)).toBe(240)
  expect(left(incident({ routed: 100 }), 160)).toBe(540)
  expect(left(incident({ routed: 100, arrived: 700 }), 1801)).toBe(699)
  const again = { ...incident({}), reopened_at: after(5_000) }
  expect(secondsLeft(again, received + 5_060_000)).toBe(240)
  expect(verdictOf({ ...again, routed_at: after(5_400) }, 'routed', received + 5_500_000)).toBe('late')
})

it('each clock has a verdict by its limit', () => {
  const verdicts = (course: Course, seconds: number) =>
    clocks.map((clock) => verdictOf(course, clock, received + seconds * 1000))
  expect(verdicts(incident({}), 301)).toEqual(['overdue', 'running', 'running'])
  expect(verdicts(incident({ routed: 300, arrived: 601 }), 900)).toEqual(['met', 'late', 'running'])
  expect(verdicts(incident({ arrived: 30 }), 31)).toEqual(['unrecorded', 'met', 'running'])
  expect(verdicts(incident({ closed: 30 }), 31)).toEqual(['unrecorded', 'unrecorded', 'unrecorded'])
})

it('an incident is closed by its state alone', () => {
  expect(isOpen({ state: 'closed', closed_at: null })).toBe(false)
  expect(isOpen({ state: 'fed_back', closed_at: null })).toBe(true)
})

it('only an incident that is closed or fed back has no clock, and time left decreases each second', () => {
  fc.assert(
    fc.property(courses, fc.integer({ min: 0, max: 10_000 }), (course, seconds) => {
      const now = Date.parse(course.received_at) + seconds * 1000
      const left = secondsLeft(course, now)
      expect(left === null).toBe(!isOpen(course) || course.fed_back_at !== null)
      if (left === null) return
      expect(secondsLeft(course, now + 1000)).toBe(left - 1)
      expect(isOverdue(course, now)).toBe(left < 0)
      const running = runningClock(course)
      if (running) expect(left).toBe(clockLimits[running] - seconds)
    }),
  )
})

it('open incidents are sorted before closed ones, by deadline, from any order', () => {
  const some = fc
    .array(courses, { maxLength: 30 })
    .map((list) => list.map((course, id) => ({ ...course, id })))
  fc.assert(
    fc.property(some, (list) => {
      const sorted = list.toSorted(compareUrgency)
      expect(sorted).toEqual(list.toReversed().toSorted(compareUrgency))
      for (const [index, next] of sorted.entries()) {
        const one = sorted[index - 1]
        if (!one) continue
        expect(isOpen(one) || !isOpen(next)).toBe(true)
        const [clock, nextClock] = [runningClock(one), runningClock(next)]
        if (clock && nextClock) expect(dueAt(one, clock)).toBeLessThanOrEqual(dueAt(next, nextClock))
        if (!isOpen(one)) expect(one.received_at >= next.received_at).toBe(true)
      }
    }),
  )
})
