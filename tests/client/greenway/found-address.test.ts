import { expect, test } from 'vitest'
import { allCodec, cardKindCodec, kindsCodec, originCodec } from '../../../client/greenway/found-address.ts'
import { foundMessages } from '../../../client/greenway/found-messages.ts'

test('the address has the codes of kinds; unknown ones are ignored', () => {
  expect(kindsCodec.write(['toilet', 'car_park'])).toBe('toilet,car_park')
  expect(kindsCodec.write([])).toBeNull()
  expect(kindsCodec.read('toilet,castle,car_park,toilet')).toEqual(['toilet', 'car_park'])
  expect(kindsCodec.read('castle')).toBeNull()
  expect(cardKindCodec.read('toilet')).toBe('toilet')
  expect(cardKindCodec.read('constructor')).toBeNull()
})

test('a link contains a chosen place and the middle of the map, but never the reader’s own position', () => {
  const at = [119.7591523, 30.2560212] as const
  expect(originCodec.write({ at, name: foundMessages.pickedPlace })).toBe('119.75915,30.25602')
  expect(originCodec.write({ at, name: foundMessages.mapMiddle })).toBe('119.75915,30.25602')
  expect(originCodec.write({ at, name: foundMessages.ownPosition })).toBeNull()
  expect(originCodec.write(null)).toBeNull()
})

test.each(['', '119.7', '119.7,30.2,', '119.7,30.2,a,b', 'a,b', '190,30', '119,89', '1e2,30', ' 119,30'])(
  '%j is not a valid place',
  (text) => {
    expect(originCodec.read(text)).toBeNull()
  },
)

test('a place is read from a link as it was written', () => {
  expect(originCodec.read('119.75915,30.25602')).toEqual({
    at: [119.75915, 30.25602],
    name: foundMessages.pickedPlace,
  })
  const named = { at: [119.75915, 30.25602], name: { zh: '水上森林', en: '水上森林' } } as const
  expect(originCodec.read(originCodec.write(named) ?? '')).toEqual(named)
  expect(allCodec.read(allCodec.write(true) ?? '')).toBe(true)
  expect(allCodec.write(false)).toBeNull()
  expect(allCodec.read('yes')).toBeNull()
})
