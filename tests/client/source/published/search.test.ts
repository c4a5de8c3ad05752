import { expect, test } from 'vitest'
import { publishedFile } from '../../../../client/source/published/published.ts'
import { findPlaces } from '../../../../client/source/published/search.ts'
import type { PublishedPlace } from '../../../../geodata/model/answers/published-places.ts'

const place = (
  name: string,
  english: string | null,
  pinyin: string,
  initials: string,
  importance: number,
): PublishedPlace => [
  name,
  english,
  pinyin,
  initials,
  'locality',
  importance,
  null,
  null,
  120.1,
  30.2,
  null,
  false,
]

const places = [
  place('青山湖', 'Qingshan Lake', 'qingshanhu', 'qsh', 0.8),
  place('青山湖街道', 'Qingshanhu Sub-district', 'qingshanhujiedao', 'qshjd', 0.9),
  place('西湖', 'West Lake', 'xihu', 'xh', 0.95),
  place('小青山', null, 'xiaoqingshan', 'xqs', 0.2),
]
const found = (typed: string) => findPlaces(places, typed, 8).map(({ name }) => name)

test('a match of the whole name ranks before its beginning, and that before a part', () => {
  expect(found('青山湖')).toEqual(['青山湖', '青山湖街道'])
  expect(found('青山')).toEqual(['青山湖街道', '青山湖', '小青山'])
})

test('pinyin, its initials and English find places too, in any case', () => {
  expect(found('qingshanhu')[0]).toBe('青山湖')
  expect(found('QSH')).toEqual(['青山湖', '青山湖街道'])
  expect(found(' west lake ')).toEqual(['西湖'])
  expect(found('lake')).toEqual(['西湖', '青山湖'])
})

test('finds nothing for unknown words or an empty query', () => {
  expect(found('东湖')).toEqual([])
  expect(found('  ')).toEqual([])
  expect(found('?!')).toEqual([])
})

test('paths of the server have files in a copy, or none', () => {
  expect(publishedFile('/style.json?theme=night&lang=en')).toBe('styles/night-en.json')
  expect(publishedFile('/legends.json?theme=day')).toBe('legends/day.json')
  expect(publishedFile('/sprites/day.svg#peak')).toBe('sprites/day.svg#peak')
  expect(publishedFile('/collections/roads/items/1')).toBeNull()
})
