import fc from 'fast-check'
import { expect, test } from 'vitest'
import { metresPerPixel } from '../../../client/map/scale.ts'
import {
  frameSize,
  legendRoom,
  MM_PER_PIXEL,
  type Orientation,
  type Paper,
  pageSize,
  scales,
  scaleToShow,
  zoomOf,
} from '../../../client/print/paper.ts'

const pages: [Paper, Orientation][] = [
  ['A4', 'portrait'],
  ['A4', 'landscape'],
  ['A3', 'portrait'],
  ['A3', 'landscape'],
]

test('at the zoom of 1:n, a millimetre on paper is n millimetres on the ground', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...scales),
      fc.double({ min: -60, max: 60, noNaN: true }),
      (scale, latitude) => {
        const metres = metresPerPixel(zoomOf(scale, latitude), latitude)
        expect((metres * 1000) / MM_PER_PIXEL).toBeCloseTo(scale, 4)
      },
    ),
  )
})

test.each(pages)('%s %s: the map leaves space for margins, title, notes and legend', (paper, orientation) => {
  const page = pageSize(paper, orientation)
  const frame = frameSize(paper, orientation)
  expect(page.width > page.height).toBe(orientation === 'landscape')
  expect(frame.width).toBeLessThanOrEqual(page.width - 20)
  expect(frame.height).toBeLessThanOrEqual(page.height - 62)
  expect(frame.width * frame.height).toBeGreaterThan(0.45 * page.width * page.height)
  expect(legendRoom(paper, orientation)).toBeGreaterThan(20)
})

test('the scale for a view is the largest usual one that shows it', () => {
  const frame = { width: 213, height: 148 }
  expect(scaleToShow({ width: 300, height: 200 }, frame)).toBe(2000)
  expect(scaleToShow({ width: 100, height: 290 }, frame)).toBe(2000)
  expect(scaleToShow({ width: 20_000, height: 10 }, frame)).toBe(100_000)
  expect(scaleToShow({ width: 9e6, height: 10 }, frame)).toBe(500_000)
})
