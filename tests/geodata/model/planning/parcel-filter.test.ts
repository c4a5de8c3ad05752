import fc from 'fast-check'
import { expect, test } from 'vitest'
import { landUseClasses } from '../../../../geodata/model/land-use.ts'
import { parcelVerdicts } from '../../../../geodata/model/planning/indicators.ts'
import {
  anyParcel,
  type ParcelFilter,
  readParcelFilter,
  writeParcelFilter,
} from '../../../../geodata/model/planning/parcel-filter.ts'

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 })
const metres = fc.option(fc.integer({ min: 0, max: 10_000_000 }))
const filters: fc.Arbitrary<ParcelFilter> = fc.record({
  use: some([...landUseClasses.keys()]),
  state: some(['built', 'idle', 'planned']),
  verdict: some(parcelVerdicts),
  town: some(['330112008', '330112007']),
  area: fc.tuple(metres, metres),
  code: fc.constantFrom('', '330112008', 'GB00011', '1'),
})

test('a filter is restored from the address', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const query = new URLSearchParams(writeParcelFilter(filter).map(([name, value]) => [name, value]))
      expect(readParcelFilter(query)).toEqual(filter)
    }),
  )
  expect(writeParcelFilter(anyParcel)).toEqual([])
})

test('invalid parts of an address are ignored', () => {
  const read = (query: string) => readParcelFilter(new URLSearchParams(query))
  expect(read('use=0701,9999,x')).toEqual({ ...anyParcel, use: ['0701'] })
  expect(read('verdict=over,bad&state=toString')).toEqual({ ...anyParcel, verdict: ['over'] })
  expect(read('area=-&town=1&code=%27%3B')).toEqual(anyParcel)
  expect(read('area=5-&code=gb0001')).toEqual({ ...anyParcel, area: [5, null], code: 'GB0001' })
  expect(read('')).toEqual(anyParcel)
})
