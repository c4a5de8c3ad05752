import { expect, test } from 'vitest'
import { facilityKinds } from '../../../geodata/model/codes.ts'
import { kindWords, readKind } from '../../../geodata/model/kind-words.ts'

test.each([
  '厕所',
  '公厕',
  '洗手间',
  '卫生间',
  'wc',
  'toilet',
  'toilets',
  'restroom',
  'restrooms',
  '公共厕所',
  '附近的厕所',
  '最近的洗手间',
  '厕所在哪里',
  '哪里有卫生间',
  'nearest toilet',
  'toilets near me',
  'where is the restroom',
])('%s means a toilet', (typed) => {
  expect(readKind(typed)).toMatchObject({ kind: 'toilet', place: '', isCertain: true })
})

test.each([
  ['停车', 'car_park'],
  ['停车位', 'car_park'],
  ['parking', 'car_park'],
  ['car park', 'car_park'],
  ['喝水', 'drinking_water'],
  ['drinking water', 'drinking_water'],
  ['驿站', 'service_station'],
  ['地铁', 'metro_station'],
  ['bike hire', 'bicycle_hire'],
  ['aed', 'defibrillator'],
  ['libraries', undefined],
] as const)('%s means %s', (typed, kind) => {
  expect(readKind(typed)?.kind).toBe(kind)
})

test.each([
  ['公厕 水上森林', 'toilet', '水上森林', true],
  ['水上森林 公厕', 'toilet', '水上森林', true],
  ['水上森林附近的厕所', 'toilet', '水上森林', false],
  ['环湖绿道停车', 'car_park', '环湖绿道', false],
  ['停车 环湖绿道', 'car_park', '环湖绿道', true],
  ['厕所水上森林', 'toilet', '水上森林', false],
  ['青山湖公园', 'park', '青山湖', false],
  ['toilet near swamp forest', 'toilet', 'swamp forest', true],
  ['toilets at the dam', 'toilet', 'dam', true],
  ['drinking water qingshan lake', 'drinking_water', 'qingshan lake', true],
] as const)('%s means %s near %s', (typed, kind, place, isCertain) => {
  expect(readKind(typed)).toEqual({ kind, place, isCertain })
})

test.each(['青山湖', 'qingshan lake', '灵隐寺', 'the', '附近', '水', '0701'])(
  '%s contains no kind',
  (typed) => {
    expect(readKind(typed)).toBeUndefined()
  },
)

test('each title and each word finds its own kind', () => {
  for (const [kind, { title }] of Object.entries(facilityKinds)) {
    expect(readKind(title.zh)?.kind).toBe(kind)
    expect(readKind(title.en.toLowerCase())?.kind).toBe(kind)
  }
  for (const [word, kind] of kindWords) expect(readKind(word), word).toMatchObject({ kind })
})
