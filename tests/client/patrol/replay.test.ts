import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stateAt, trailAt, unitAt } from '../../../client/patrol/replay/replay.ts'
import type { ListedIncident } from '../../../geodata/model/answers/incidents.ts'

const track = (positions: [number, number, number][]) => ({ id: 1, code: 'U1', name: '一组', positions })

test('the replay interpolates between positions close in time, and a unit without contact stays in place', () => {
  const walked = track([
    [1000, 120, 30],
    [1100, 120.001, 30.002],
    [9000, 120.5, 30.5],
  ])
  expect(unitAt(walked, 999)).toBeNull()
  const between = unitAt(walked, 1050)
  expect([between?.lon, between?.lat, between?.age].map((value) => value?.toFixed(6))).toEqual([
    '120.000500',
    '30.001000',
    '0.000000',
  ])
  expect(unitAt(walked, 5000)).toEqual({ code: 'U1', lon: 120.001, lat: 30.002, age: 3900 })
  expect(unitAt(walked, 9001)).toMatchObject({ lon: 120.5, age: 1 })
  expect(trailAt(walked, 1500)).toEqual([
    [120, 30],
    [120.001, 30.002],
  ])
  expect(trailAt(walked, 2001)).toEqual([])
})

test('a replayed unit is never outside of the extent of its positions', () => {
  const positions = fc
    .uniqueArray(fc.integer({ min: 0, max: 86_400 }), { minLength: 1, maxLength: 40 })
    .map((times) =>
      times.sort((a, b) => a - b).map((at): [number, number, number] => [at, 120 + at / 1e6, 30]),
    )
  fc.assert(
    fc.property(positions, fc.integer({ min: 0, max: 90_000 }), (list, moment) => {
      const unit = unitAt(track(list), moment)
      expect(unit === null).toBe(moment < (list[0]?.[0] ?? 0))
      if (unit) {
        expect(unit.lon).toBeGreaterThanOrEqual(list[0]?.[1] ?? 0)
        expect(unit.lon).toBeLessThanOrEqual(list.at(-1)?.[1] ?? 0)
      }
    }),
  )
})

test('a replayed incident is open from receipt to feedback, with the stage of the moment', () => {
  const at = (minute: number) => new Date(minute * 60_000).toISOString()
  const incident = {
    received_at: at(10),
    routed_at: at(12),
    arrived_at: at(20),
    fed_back_at: at(30),
    closed_at: null,
  } as ListedIncident
  const states = [9, 10, 13, 25, 30].map((minute) => stateAt(incident, minute * 60))
  expect(states).toEqual([null, 'waiting', 'routed', 'arrived', null])
})
