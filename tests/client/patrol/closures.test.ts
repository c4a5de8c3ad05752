import { expect, test } from 'vitest'
import { readCorners, shapeOf, writeCorners } from '../../../client/patrol/closures/shape.ts'

test('typed corners become the geometry of a closure, with longitude or latitude first', () => {
  const corners = readCorners('119.76, 30.24\n30.25，119.77\n\n119.78 30.24')
  expect(corners).toEqual([
    [119.76, 30.24],
    [119.77, 30.25],
    [119.78, 30.24],
  ])
  expect(readCorners(writeCorners(corners ?? []))).toEqual(corners)
  expect(shapeOf('Point', corners ?? [])).toEqual({ type: 'Point', coordinates: [119.76, 30.24] })
  expect(shapeOf('Polygon', corners ?? [])?.coordinates[0]).toEqual([...(corners ?? []), [119.76, 30.24]])
  expect(shapeOf('Polygon', (corners ?? []).slice(0, 2))).toBeNull()
  expect(shapeOf('LineString', (corners ?? []).slice(0, 1))).toBeNull()
  expect(readCorners('119.76, 30.24\n西湖')).toBeNull()
})
