import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainAddress } from '../../../server/http/plain-address.ts'

it('decodes letters, digits and unreserved marks in the path only', () => {
  expect(plainAddress('/collections/par%63els/items?limit=1')).toBe('/collections/parcels/items?limit=1')
  expect(plainAddress('/collections/greenway%5Fsegments')).toBe('/collections/greenway_segments')
  expect(plainAddress('/%7e/%2D%2e')).toBe('/~/-.')
  expect(plainAddress('/search?q=%61')).toBe('/search?q=%61')
})

it('keeps reserved characters encoded', () => {
  expect(plainAddress('/collections/parcels%2fitems')).toBe('/collections/parcels%2Fitems')
  expect(plainAddress('/tiles/roads%2cwater/%E5%B1%b1%00')).toBe('/tiles/roads%2Cwater/%E5%B1%B1%00')
  expect(plainAddress('/%2561')).toBe('/%2561')
})

it('encodes raw bytes of UTF-8', () => {
  const bytes = Buffer.from('/search?q=青山').toString('latin1')
  expect(plainAddress(bytes)).toBe('/search?q=%e9%9d%92%e5%b1%b1')
})

it.each(['/%', '/%4', '/%zz', '/a%c3', '/%c0%ae', '/a?q=%', '/a?q=%ff', '/\xc0\xae'])(
  'refuses %j',
  (target) => {
    expect(plainAddress(target)).toBeUndefined()
  },
)

it('gives one spelling for all spellings of an address, and is idempotent', () => {
  const spelled = fc.tuple(fc.stringMatching(/^[\w.~/-]{0,30}$/), fc.array(fc.boolean(), { maxLength: 30 }))
  fc.assert(
    fc.property(spelled, ([path, encode]) => {
      const other = [...path]
        .map((letter, at) =>
          encode[at] && letter !== '/' ? `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}` : letter,
        )
        .join('')
      expect(plainAddress(other)).toBe(path)
      expect(plainAddress(path)).toBe(path)
    }),
  )
})
