import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxesOf, parseBbox } from '../../../../server/features/select/bbox.ts'

describe('bbox', () => {
  it('reads four numbers, and six without their heights', () => {
    expect(parseBbox('119.7, 30.2,119.8,30.3')).toEqual([119.7, 30.2, 119.8, 30.3])
    expect(parseBbox('119.7,30.2,0,119.8,30.3,100')).toEqual([119.7, 30.2, 119.8, 30.3])
  })

  it.each([
    '',
    '1,2,3',
    '1,2,3,4,5',
    '1,2,3,x',
    '1,2,,4',
    '1,40,2,30',
    '1,-91,2,3',
    '-181,1,2,3',
    '1,2,3,NaN',
    '1,2,3,1e999',
    "1,2,3,4'",
  ])('refuses %j', (text) => {
    expect(parseBbox(text)).toBeUndefined()
  })

  it('splits a box across the 180th meridian in two', () => {
    expect(boxesOf([177, 65, -177, 70])).toEqual([
      [177, 65, 180, 70],
      [-180, 65, -177, 70],
    ])
  })

  it('reads back any written box', () => {
    const longitude = fc.double({ min: -180, max: 180, noNaN: true }).map((x) => Number(x.toFixed(7)))
    const latitude = fc.double({ min: -90, max: 90, noNaN: true }).map((x) => Number(x.toFixed(7)))
    fc.assert(
      fc.property(longitude, latitude, longitude, latitude, (west, a, east, b) => {
        const [south, north] = a < b ? [a, b] : [b, a]
        const read = parseBbox([west, south, east, north].map((value) => value.toFixed(7)).join(','))
        expect(read?.map((value) => value + 0)).toEqual([west, south, east, north].map((value) => value + 0))
      }),
    )
  })
})
