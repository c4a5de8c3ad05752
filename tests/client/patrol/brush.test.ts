import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawnRange, gripAt, moveRange, nextFrame, paceOf } from '../../../client/patrol/brush.ts'
import { DAY } from '../../../client/patrol/incident-columns.ts'

const window = { from: 10 * DAY, to: 110 * DAY }
const times = fc.integer({ min: -50 * DAY, max: 200 * DAY })
const inside = fc
  .tuple(fc.integer({ min: 10, max: 109 }), fc.integer({ min: 1, max: 100 }))
  .map(([day, days]) => ({ from: day * DAY, to: Math.min(110, day + days) * DAY }))

describe('moving the range', () => {
  it('keeps the range within the window, in order, and at least a day long', () => {
    fc.assert(
      fc.property(inside, fc.constantFrom('from', 'to', 'whole'), times, (range, grip, time) => {
        const moved = moveRange(range, grip, time, window)
        expect(moved.from).toBeGreaterThanOrEqual(window.from)
        expect(moved.to).toBeLessThanOrEqual(window.to)
        expect(moved.to - moved.from).toBeGreaterThanOrEqual(DAY)
      }),
    )
  })

  it('keeps the length if the whole range is moved, and the other edge if one edge is moved', () => {
    fc.assert(
      fc.property(inside, times, (range, time) => {
        const whole = moveRange(range, 'whole', time, window)
        expect(whole.to - whole.from).toBe(range.to - range.from)
        expect(moveRange(range, 'from', time, window).to).toBe(range.to)
        expect(moveRange(range, 'to', time, window).from).toBe(range.from)
      }),
    )
  })
})

describe('a drag', () => {
  it('outside of the range draws a new range of the touched days, in both directions', () => {
    fc.assert(
      fc.property(times, times, (start, end) => {
        const drawn = drawnRange(start, end, window)
        expect(drawn).toEqual(drawnRange(end, start, window))
        expect([drawn.from % DAY, drawn.to % DAY]).toEqual([0, 0])
        expect(drawn.from >= window.from && drawn.to <= window.to && drawn.to - drawn.from >= DAY).toBe(true)
        for (const time of [start, end])
          if (time >= window.from && time < window.to)
            expect(drawn.from <= time && time < drawn.to).toBe(true)
      }),
    )
    expect(drawnRange(20.2 * DAY, 33.9 * DAY, window)).toEqual({ from: 20 * DAY, to: 34 * DAY })
  })

  it('near an edge moves the edge, and inside of the range moves the range', () => {
    const range = { from: 50 * DAY, to: 60 * DAY }
    const held = (day: number) => gripAt(day * DAY, 2 * DAY, range, window)
    expect([held(49), held(51), held(55), held(59), held(61)]).toEqual(['from', 'from', 'whole', 'to', 'to'])
    expect([held(40), held(70)]).toEqual(['new', 'new'])
    // The middle of a range of one day moves the range; a range as long as the window cannot move.
    expect(gripAt(50.5 * DAY, 2 * DAY, { from: 50 * DAY, to: 51 * DAY }, window)).toBe('whole')
    expect(gripAt(55 * DAY, 2 * DAY, window, window)).toBe('new')
  })
})

describe('play', () => {
  it('starts again at the beginning after the end of the window', () => {
    fc.assert(
      fc.property(inside, fc.boolean(), (start, calm) => {
        const { step, pause } = paceOf(start, window, calm)
        expect(pause).toBeGreaterThanOrEqual(100)
        let range = { from: window.from, to: window.from + start.to - start.from }
        for (let frame = 0; frame < 130 && range.to < window.to; frame += 1)
          range = nextFrame(range, window, step)
        expect(range.to).toBe(window.to)
        expect(nextFrame(range, window, step).from).toBe(window.from)
      }),
    )
  })

  it('advances at most once a second with reduced motion', () => {
    expect(paceOf({ from: 10 * DAY, to: 17 * DAY }, window, true)).toEqual({ step: 7 * DAY, pause: 1200 })
  })
})
