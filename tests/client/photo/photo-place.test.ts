import sharp from 'sharp'
import { expect, test } from 'vitest'
import { photoPlace } from '../../../client/photo/photo-place.ts'

const plain = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#4a7' } })
const withPlace = (exif: Record<string, string>) =>
  plain()
    .withExif({ IFD0: { Make: 'x' }, IFD3: exif })
    .jpeg()
    .toBuffer()
const gps = {
  ...{ GPSLatitudeRef: 'N', GPSLatitude: '30/1 14/1 24/1' },
  ...{ GPSLongitudeRef: 'E', GPSLongitude: '119/1 46/1 12/1' },
}

test('the place of a photo is read from its metadata, north and south of the equator', async () => {
  const north = await photoPlace(new Blob([await withPlace(gps)]))
  expect([north?.lon, north?.lat].map((value) => value?.toFixed(6))).toEqual(['119.770000', '30.240000'])
  const south = await photoPlace(
    new Blob([await withPlace({ ...gps, GPSLatitudeRef: 'S', GPSLongitudeRef: 'W' })]),
  )
  expect([south?.lon, south?.lat].map((value) => value?.toFixed(4))).toEqual(['-119.7700', '-30.2400'])
})

test('a photo without metadata, or a truncated one, has no place', async () => {
  expect(await photoPlace(new Blob([await plain().jpeg().toBuffer()]))).toBeNull()
  expect(await photoPlace(new Blob([await plain().png().toBuffer()]))).toBeNull()
  expect(await photoPlace(new Blob([]))).toBeNull()
  const whole = await withPlace(gps)
  for (const length of [3, 30, 80, 160, 240])
    expect([null, expect.anything()]).toContainEqual(await photoPlace(new Blob([whole.subarray(0, length)])))
})
