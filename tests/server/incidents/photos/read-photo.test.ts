import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readPhoto } from '../../../../server/incidents/photos/read-photo.ts'

const photo = (taken: string) =>
  sharp({ create: { width: 4, height: 3, channels: 3, background: 'green' } })
    .jpeg()
    .withExif({ IFD2: { DateTimeOriginal: taken } })
    .toBuffer()

test.each([
  ['2026:11:30 08:15:00', '2026-11-30T08:15:00'],
  ['0000:00:00 00:00:00', null],
  ['    :  :     :  :  ', null],
])('takes a time written as "%s" for %s', async (written, takenAt) => {
  expect((await readPhoto(await photo(written))).takenAt).toBe(takenAt)
})
