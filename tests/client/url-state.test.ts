import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PageState } from '../../client/url-state.ts'
import { deskIds, initialState, readState, writeParameters, writeState } from '../../client/url-state.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import { drawnLayers } from '../../geodata/model/drawn-layers.ts'

const layerId = fc.constantFrom(...drawnLayers.map(({ id }) => id))
/** Contours are no features. */
const featureLayerId = fc.constantFrom(...catalogue.map(({ id }) => id))
const decimal = (min: number, max: number, decimals: number) =>
  fc
    .integer({ min: Math.ceil(min * 10 ** decimals), max: Math.floor(max * 10 ** decimals) })
    .map((value) => value / 10 ** decimals)

const state: fc.Arbitrary<PageState> = fc.record({
  camera: fc.option(
    fc.record({
      center: fc.tuple(decimal(-180, 180, 5), decimal(-85, 85, 5)),
      zoom: decimal(0, 22, 2),
      bearing: decimal(-180, 180, 1),
      pitch: decimal(0, 85, 1),
    }),
  ),
  layers: fc.uniqueArray(layerId).chain((ids) =>
    fc.array(fc.boolean(), { minLength: ids.length, maxLength: ids.length }).map((values) => {
      const order = drawnLayers.map(({ id }) => id).filter((id) => ids.includes(id))
      return new Map(order.map((id, index) => [id, values[index] ?? true]))
    }),
  ),
  language: fc.constantFrom('zh' as const, 'en' as const, null),
  theme: fc.constantFrom('day' as const, 'night' as const, null),
  desk: fc.constantFrom(...deskIds),
  selected: fc.option(fc.record({ layer: featureLayerId, id: fc.maxSafeNat() })),
  relief: fc.boolean(),
  terrain: fc.boolean(),
})

describe('the address', () => {
  test('restores the state that it was written from', () => {
    fc.assert(
      fc.property(state, (written) => {
        expect(readState(writeState(written))).toEqual(written)
      }),
    )
  })

  test('never fails, whatever it contains', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, value) => {
        const read = readState(`?at=${value}&${name}=${value}&card=${value}&on=${value}`)
        expect(readState(writeState(read))).toEqual(read)
      }),
    )
  })

  test.each(['120,30', '120,30,x', '200,30,12', '120,30,12,0,90', '120,,12'])(
    'leaves out the place "%s"',
    (at) => {
      expect(readState(`?at=${at}`).camera).toBeNull()
    },
  )

  test.each([
    'parcels',
    'parcels.',
    'parcels.01',
    'parcels.1.2',
    'parcels.-1',
    'lakes.1',
    'parcels.9007199254740992',
  ])('opens no card for "%s"', (card) => expect(readState(`?card=${card}`).selected).toBeNull())

  test('is empty for the first visit', () => {
    expect(writeState(initialState)).toBe('')
    expect(readState('')).toEqual(initialState)
  })

  test('keeps texts of the desks', () => {
    const texts = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })))
    fc.assert(
      fc.property(texts, (pairs) => {
        const written = new Map(pairs)
        expect(new Map(new URLSearchParams(writeParameters(written)))).toEqual(written)
      }),
    )
  })

  test('writes times and lists of the desks without percent signs', () => {
    expect(writeParameters(new Map([['period', '2026-10-01/2026-10-07,a:b']]))).toBe(
      'period=2026-10-01/2026-10-07,a:b',
    )
  })
})
