import type { Feature } from 'geojson'
import type { MapLibreMap } from 'maplibre-gl'
import { expect, test, vi } from 'vitest'
import { featureWriter } from '../../../client/patrol/shown-features.ts'

const point = (lon: number): Feature => ({
  type: 'Feature',
  properties: { label: '余 4 分' },
  geometry: { type: 'Point', coordinates: [lon, 30] },
})

test('the map receives features only when they change', () => {
  const setData = vi.fn()
  let isThere = false
  const map = { getSource: () => (isThere ? { setData } : undefined) } as unknown as MapLibreMap
  const show = featureWriter(map, 'units')
  show([point(120)])
  expect(setData).not.toHaveBeenCalled()
  isThere = true
  show([point(120)])
  show([point(120)])
  expect(setData).toHaveBeenCalledTimes(1)
  show([point(121)])
  show([])
  expect(setData).toHaveBeenCalledTimes(3)
  expect(setData.mock.lastCall).toEqual([{ type: 'FeatureCollection', features: [] }])
})
