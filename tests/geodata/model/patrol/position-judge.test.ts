import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Fix,
  judgeFixes,
  judgeLimits,
  speedBetween,
} from '../../../../geodata/model/patrol/position-judge.ts'

const now = Date.parse('2026-11-30T08:00:00Z')
/** Returns a position by metres along a parallel and seconds before now. */
const fix = (metres: number, ago: number, accuracyM: number | null = 5): Fix => ({
  ...{ at: now - ago * 1000, lon: 119.77 + metres / 96_160, lat: 30.24, accuracyM },
})
const doubts = (fixes: readonly Fix[], believed: readonly Fix[] = [], doubted: readonly Fix[] = []) =>
  judgeFixes(fixes, { believed, doubted }, now).map(({ doubt }) => doubt)

test('a position is implausible if the device reports no fix, a wrong clock or a large error', () => {
  const far = { ...fix(0, 0), at: now + judgeLimits.aheadMs + 1 }
  const old = { ...fix(0, 0), at: now - judgeLimits.behindMs - 1 }
  expect(
    doubts([
      old,
      { ...fix(0, 9), isValid: false },
      fix(0, 8, 900),
      { ...fix(0, 7), lon: 0, lat: 0 },
      fix(0, 6),
      far,
    ]),
  ).toEqual([...['clock_behind', 'no_fix', 'accuracy', 'no_fix', null, 'clock_ahead']])
})

test('a jump is implausible, whether it arrives in order or late', () => {
  const walk = [fix(0, 50), fix(10, 40), fix(5000, 30), fix(30, 20), fix(40, 10)]
  expect(doubts(walk)).toEqual([null, null, 'speed', null, null])
  const [, , jump, ...rest] = walk
  if (!jump) throw new Error('there is a jump')
  expect(doubts([jump], [...walk.slice(0, 2), ...rest])).toEqual(['speed'])
  // Without an earlier position, a position is compared with the later ones.
  expect(doubts([jump], rest)).toEqual(['speed'])
})

test('after a wrong first position, three positions that agree are plausible', () => {
  const wrong = fix(900_000, 60)
  const right = [fix(0, 50), fix(10, 40), fix(20, 30), fix(30, 20)]
  expect(doubts(right, [wrong])).toEqual([null, null, null, null])
  expect(doubts(right.slice(0, 2), [wrong])).toEqual(['speed', 'speed'])
  expect(doubts(right.slice(2), [wrong], right.slice(0, 2))).toEqual([null, null])
})

const walks = fc
  .array(fc.record({ seconds: fc.integer({ min: 1, max: 30 }), speed: fc.integer({ min: 0, max: 35 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps) => {
    let [metres, ago] = [0, 2000]
    return steps.map(({ seconds, speed }) => {
      ago -= seconds
      metres += seconds * speed
      return fix(metres, ago)
    })
  })

test('positions at a possible speed are plausible in any order and any batches', () => {
  fc.assert(
    fc.property(walks, fc.infiniteStream(fc.integer({ min: 0, max: 4 })), (walk, shuffle) => {
      const batches: Fix[][] = [[], [], [], [], []]
      for (const one of walk) batches[shuffle.next().value]?.push(one)
      const believed: Fix[] = []
      for (const batch of batches) {
        const judged = judgeFixes(batch.toReversed(), { believed }, now)
        expect(judged.every(({ doubt }) => doubt === null)).toBe(true)
        believed.push(...batch)
      }
    }),
  )
})

test('one wrong position leaves at most one impossible speed between plausible positions', () => {
  fc.assert(
    fc.property(walks, fc.nat(39), (walk, place) => {
      const wild = { ...fix(0, 0), at: (walk[place % walk.length]?.at ?? 0) + 1, lon: 121 }
      const judged = judgeFixes([...walk, wild], { believed: [] }, now).filter(({ doubt }) => doubt === null)
      const speeds = judged.slice(1).map(({ fix: one }, n) => speedBetween(judged[n]?.fix ?? one, one))
      expect(speeds.filter((speed) => speed > judgeLimits.speedMps).length).toBeLessThanOrEqual(1)
    }),
  )
})
