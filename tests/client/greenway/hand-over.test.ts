import { expect, test } from 'vitest'
import { navigationServices } from '../../../client/greenway/hand-over.ts'

/** 水上森林, and the same place in GCJ-02 by the published formula (Krassowsky ellipsoid). */
const at = [119.75915, 30.25602] as const

function gcj([lon, lat]: readonly [number, number]): [number, number] {
  const [a, ee] = [6_378_245, 0.006_693_421_622_965_943]
  const [x, y] = [lon - 105, lat - 35]
  const wave = (value: number) =>
    ((20 * Math.sin(6 * value * Math.PI) + 20 * Math.sin(2 * value * Math.PI)) * 2) / 3
  const slow = (value: number, [p, q]: readonly [number, number], [r, s]: readonly [number, number]) =>
    ((p * Math.sin(value * Math.PI) + q * Math.sin((value / 3) * Math.PI)) * 2) / 3 +
    ((r * Math.sin((value / 12) * Math.PI) + s * Math.sin((value / 30) * Math.PI)) * 2) / 3
  const dLat =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    wave(x) +
    slow(y, [20, 40], [160, 320])
  const dLon =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    wave(x) +
    slow(x, [20, 40], [150, 300])
  const phi = (lat * Math.PI) / 180
  const magic = 1 - ee * Math.sin(phi) ** 2
  return [
    lon + (dLon * 180) / ((a / Math.sqrt(magic)) * Math.cos(phi) * Math.PI),
    lat + (dLat * 180) / (((a * (1 - ee)) / (magic * Math.sqrt(magic))) * Math.PI),
  ]
}

const linkOf = (id: string, place: readonly [number, number] = at) => {
  const service = navigationServices.find((one) => one.id === id)
  return new URL(service?.linkTo({ at: place, name: '水上森林, 公厕 & 驿站' }) ?? 'about:blank')
}

test('Amap gets GCJ-02, longitude first, and a name without commas', () => {
  const url = linkOf('amap')
  expect(url.origin + url.pathname).toBe('https://uri.amap.com/navigation')
  const [lon, lat, name, ...more] = url.searchParams.get('to')?.split(',') ?? []
  const [x, y] = gcj(at)
  expect(Number(lon)).toBeCloseTo(x, 5)
  expect(Number(lat)).toBeCloseTo(y, 5)
  expect(name).toBe('水上森林  公厕 & 驿站')
  expect(more).toEqual([])
  // More than 400 m off, so that the wrong system is detected.
  expect(Math.abs(Number(lon) - at[0])).toBeGreaterThan(0.004)
})

test('Baidu gets WGS 84 and its name, latitude first', () => {
  const { searchParams } = linkOf('baidu')
  expect(searchParams.get('location')).toBe('30.256020,119.759150')
  expect(searchParams.get('coord_type')).toBe('wgs84')
  expect(searchParams.get('title')).toBe('水上森林, 公厕 & 驿站')
  expect(searchParams.get('output')).toBe('html')
})

test('Apple gets GCJ-02 in China and WGS 84 elsewhere', () => {
  const [lat, lon] = linkOf('apple').searchParams.get('daddr')?.split(',').map(Number) ?? []
  const [x, y] = gcj(at)
  expect(lon).toBeCloseTo(x, 5)
  expect(lat).toBeCloseTo(y, 5)
  expect(linkOf('apple', [7.44, 46.95]).searchParams.get('daddr')).toBe('46.950000,7.440000')
})

test('OpenStreetMap gets WGS 84, latitude first', () => {
  expect(linkOf('osm').searchParams.get('to')).toBe('30.256020,119.759150')
})
