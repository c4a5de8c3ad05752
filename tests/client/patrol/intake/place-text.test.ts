import { describe, expect, test } from 'vitest'
import { duplicatesPath, whyText } from '../../../../client/patrol/duplicates.ts'
import { lengthOf, placeAlong } from '../../../../client/patrol/intake/along-line.ts'
import { readPlaceText } from '../../../../client/patrol/intake/place-text.ts'

describe('what an operator types as a place', () => {
  test.each([
    ['119.76,30.24', 119.76, 30.24],
    ['30.24, 119.76', 119.76, 30.24],
    [' 119.76，30.24 ', 119.76, 30.24],
    ['119.76 30.24', 119.76, 30.24],
  ])('%s is read as coordinates', (text, lon, lat) => {
    expect(readPlaceText(text)).toEqual({ kind: 'coordinates', at: { lon, lat } })
  })
  test.each([
    ['青山湖 12.3 km', '青山湖', 12_300],
    ['青山湖12.3公里', '青山湖', 12_300],
    ['环湖绿道 K12+300', '环湖绿道', 12_300],
    ['12.3km', '', 12_300],
  ])('%s is read as kilometres along a greenway', (text, name, metres) => {
    expect(readPlaceText(text)).toEqual({ kind: 'kilometre', name, metres })
  })
  test.each(['水上森林', '文苑路 12 号', '200,300', '500'])('%s is a search text', (words) => {
    expect(readPlaceText(words)).toEqual({ kind: 'words', words })
  })
})

test('a place along a line is on the line, at its distance without gaps', () => {
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

test('reasons for a likely duplicate are shown in both languages', () => {
  const reasons = [
    { code: 'place' as const, metres: 40 },
    { code: 'time' as const, minutes: 6 },
    { code: 'kind' as const },
    { code: 'words' as const, similarity: 0.62 },
  ]
  expect(whyText({ reasons }, 'zh')).toBe('相距 40 米 · 受理相隔 6 分钟 · 同类 · 描述相似 62%')
  expect(whyText({ reasons }, 'en')).toBe(
    'apart: 40 m · received apart: 6 min · same type · similar words: 62%',
  )
  expect(duplicatesPath({ lon: 120, lat: 30, kind: 'open_fire', words: '烧烤', except: 7 })).toBe(
    '/patrol/incidents/duplicates?lon=120&lat=30&kind=open_fire&words=%E7%83%A7%E7%83%A4&except=7',
  )
})
