import { describe, expect, test } from 'vitest'
import { lengthOf, placeAlong } from '../../../../client/patrol/intake/along-line.ts'
import { likelyDuplicates, likelyText } from '../../../../client/patrol/intake/duplicates.ts'
import { readPlaceText } from '../../../../client/patrol/intake/place-text.ts'
import type { ListedIncident } from '../../../../geodata/model/answers/incidents.ts'

describe('what an operator types as a place', () => {
  test.each([
    ['119.76,30.24', 119.76, 30.24],
    ['30.24, 119.76', 119.76, 30.24],
    [' 119.76，30.24 ', 119.76, 30.24],
    ['119.76 30.24', 119.76, 30.24],
  ])('%s is coordinates', (text, lon, lat) => {
    expect(readPlaceText(text)).toEqual({ kind: 'coordinates', at: { lon, lat } })
  })
  test.each([
    ['青山湖 12.3 km', '青山湖', 12_300],
    ['青山湖12.3公里', '青山湖', 12_300],
    ['环湖绿道 K12+300', '环湖绿道', 12_300],
    ['12.3km', '', 12_300],
  ])('%s is kilometres along a greenway', (text, name, metres) => {
    expect(readPlaceText(text)).toEqual({ kind: 'kilometre', name, metres })
  })
  test.each(['水上森林', '文苑路 12 号', '200,300', '500'])('%s is words to search for', (words) => {
    expect(readPlaceText(words)).toEqual({ kind: 'words', words })
  })
})

test('a place along a line lies on it, at its distance; gaps do not count', () => {
  const degree = 111_195.08
  const line = {
    type: 'MultiLineString' as const,
    coordinates: [
      [
        [120, 0],
        [120, 0.01],
      ],
      [
        [121, 0],
        [121, 0.01],
      ],
    ],
  }
  expect(lengthOf(line)).toBeCloseTo(0.02 * degree, 0)
  expect(placeAlong(line, 0)).toEqual({ lon: 120, lat: 0 })
  const second = placeAlong(line, 0.015 * degree)
  expect(second?.lon).toBe(121)
  expect(second?.lat).toBeCloseTo(0.005, 6)
  expect(placeAlong(line, 0.021 * degree)).toBeNull()
  expect(placeAlong({ type: 'Point', coordinates: [120, 0] }, 0)).toBeNull()
})

test('likely duplicates are near in place and time, those of the same kind first', () => {
  const now = Date.parse('2026-12-01T10:00:00Z')
  const incident = (id: number, kind: string, metresEast: number, minutes: number) =>
    ({
      ...{ id, kind, number: `E${id}`, lat: 30, lon: 120 + metresEast / 96_300 },
      received_at: new Date(now - minutes * 60_000).toISOString(),
    }) as ListedIncident
  const open = [
    incident(1, 'open_fire', 300, 20),
    incident(2, 'littering', 50, 5),
    incident(3, 'open_fire', 900, 5),
    incident(4, 'open_fire', 10, 300),
    incident(5, 'littering', 200, 5),
    incident(6, 'open_fire', 40, 6),
  ]
  const likely = likelyDuplicates({ lon: 120, lat: 30, kind: 'open_fire' }, open, now)
  expect(likely.map(({ incident: { id } }) => id)).toEqual([6, 1, 2])
  expect(likely[0] && likelyText(likely[0], 'zh')).toBe('同类 · 相距 40 米 · 早 6 分钟')
  expect(likely[2] && likelyText(likely[2], 'en')).toBe('apart: 50 m · earlier: 5 min')
})
