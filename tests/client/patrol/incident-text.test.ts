import { expect, it } from 'vitest'
import { compassWord } from '../../../client/patrol/compass.ts'
import { distanceMetres, nearest } from '../../../client/patrol/distance.ts'
import { leftText, limitText, urgencyOf } from '../../../client/patrol/incident-text.ts'
import { stepsOf } from '../../../client/patrol/timeline.ts'

const received = Date.parse('2026-11-30T08:00:00Z')
const after = (seconds: number) => new Date(received + seconds * 1000).toISOString()
const incident = {
  ...{ id: 1, number: '1', kind: 'littering', state: 'received', channel: 'patrol' },
  ...{ zone_code: 'Z01', unit_code: null, received_at: after(0), routed_at: null, arrived_at: null },
  ...{ reopened_at: null, words: null, priority: 3, alarm_level: 1 },
  ...{ fed_back_at: null, closed_at: null, clock: 'routed' as const, due_at: after(300) },
  ...{ lon: 120, lat: 30, synthetic: true },
}

it('the running clock counts down to its deadline, then up', () => {
  const at = (seconds: number) => [
    leftText(incident, received + seconds * 1000, 'zh'),
    leftText(incident, received + seconds * 1000, 'en'),
    urgencyOf(incident, received + seconds * 1000),
  ]
  expect(at(48)).toEqual(['余 4:12', '4:12 left', 'running'])
  expect(at(181)).toEqual(['余 1:59', '1:59 left', 'soon'])
  expect(at(305)).toEqual(['超时 0:05', '0:05 overdue', 'overdue'])
  expect(at(300 + 3 * 3600)[0]).toBe('超时 3 小时')
  expect([limitText(incident, 'zh'), limitText(incident, 'en')]).toEqual([
    '5 分钟内派单',
    'route within 5 min',
  ])
})

it('a closed incident shows how long it took', () => {
  const fedBack = { ...incident, fed_back_at: after(60), clock: null, due_at: null }
  expect([leftText(fedBack, received, 'zh'), urgencyOf(fedBack, received)]).toEqual(['待办结', 'waiting'])
  const closed = { ...fedBack, state: 'closed', closed_at: after(3720) }
  expect([leftText(closed, received, 'zh'), urgencyOf(closed, received)]).toEqual(['用时 1 小时', 'closed'])
})

it('the timeline shows stages with the gaps between reached ones', () => {
  const steps = stepsOf({ ...incident, routed_at: after(130), arrived_at: after(700) }, received + 800_000)
  expect(steps.map(({ gap, verdict, isNext }) => [gap, verdict, isNext])).toEqual([
    [null, null, false],
    [130, 'met', false],
    [570, 'late', false],
    [null, 'running', true],
    [null, null, false],
  ])
})

it('the nearest places are found by distance on the sphere', () => {
  // A degree of a great circle on the sphere of the IUGG's mean radius.
  expect(distanceMetres({ lon: 120, lat: 30 }, { lon: 120, lat: 31 })).toBeCloseTo(111_195.08, 1)
  expect(distanceMetres({ lon: 0, lat: 0 }, { lon: 180, lat: 0 })).toBeCloseTo(Math.PI * 6_371_008.8, 0)
  const places = [0.03, 0.01, 0.02].map((lon) => ({ lon: 120 + lon, lat: 30 }))
  expect(nearest({ lon: 120, lat: 30 }, places, 2).map(({ place }) => place)).toEqual([places[1], places[2]])
})

it('directions have names', () => {
  expect([0, 44, 269, 350, -90].map((degrees) => compassWord(degrees, 'zh'))).toEqual([
    '北',
    '东北',
    '西',
    '北',
    '西',
  ])
})
