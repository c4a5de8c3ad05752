import { expect, test } from 'vitest'
import type { z } from 'zod'
import { readExtent } from '../../../client/page/collection-extent.ts'
import type { collectionSchema } from '../../../geodata/model/answers/collections.ts'

test('a collection without features has no extent, without an error', () => {
  const bbox: [number, number, number, number] = [119, 30, 120, 31]
  const text = { zh: '地块', en: 'Parcels' }
  const parcels: z.infer<typeof collectionSchema> = {
    ...{ id: 'parcels', title: '地块', description: '', titles: text, descriptions: text },
    ...{ itemType: 'feature', geometryType: 'MultiPolygon', synthetic: true },
    ...{ crs: [], storageCrs: '', defaultSortOrder: [], links: [] },
  }
  expect(readExtent({ ...parcels, extent: {} })).toBeUndefined()
  expect(readExtent({ ...parcels, extent: { spatial: { bbox: [bbox], crs: '' } } })).toEqual(bbox)
})
