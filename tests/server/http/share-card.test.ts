import { expect, test } from 'vitest'
import { shareCard } from '../../../server/http/share-card.ts'

const card = (query: string) => shareCard('https://map.example/city', new URLSearchParams(query))

test('a link with a place has a picture of what a window of 1200 × 630 shows there', () => {
  const [, address = ''] = /og:image" content="([^"]+)"/.exec(card('at=119.77,30.24,14')) ?? []
  const url = new URL(address.replaceAll('&amp;', '&'))
  expect(url.pathname).toBe('/city/pictures/map')
  const [west = 0, south = 0, east = 0, north = 0] = (url.searchParams.get('bbox') ?? '')
    .split(',')
    .map(Number)
  // 360° are 512 pixels at zoom 0, and 2^14 times as many here.
  expect(east - west).toBeCloseTo((1200 * 360) / (512 * 2 ** 14), 4)
  expect((west + east) / 2).toBeCloseTo(119.77, 4)
  expect((south + north) / 2).toBeCloseTo(30.24, 4)
  // As wide as high in metres.
  expect((north - south) / (east - west)).toBeCloseTo((630 / 1200) * Math.cos((30.24 * Math.PI) / 180), 3)
})

test('addresses without a place have no picture', () => {
  for (const query of ['', 'at=', 'at=1,2', 'at=119.77,95,14', 'at="><script>,30,14', 'card=parcels.1'])
    expect(card(query)).toBe('')
})
