import { expect, test } from 'vitest'
import type { z } from 'zod'
import { groupClasses } from '../../../client/planning/land-use-summary.tsx'
import { overlapFeatures, overlapLayers } from '../../../client/planning/overlaps.ts'
import { readExtent } from '../../../client/planning/planning-data.ts'
import type { collectionSchema } from '../../../geodata/model/answers/collections.ts'
import type { ControlLines } from '../../../geodata/model/answers/control-lines.ts'
import { themes, tokens } from '../../../geodata/model/tokens.ts'
import { spriteImages } from '../../../tiles/sprites/images.ts'

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
}

test('land use is grouped by its first level, the largest first, and nothing is lost', () => {
  const one = (code: string, first_level: string, area_m2: number, percent: number) => ({
    ...{ code, first_level, area_m2, percent, count: 1 },
    ...{ title: { zh: code, en: code }, colour: '#ffffff' },
  })
  const groups = groupClasses([
    one('0701', '07', 10, 20),
    one('0901', '09', 30, 60),
    one('0703', '07', 10, 20),
  ])
  expect(groups.map(({ code, area, percent }) => [code, area, percent])).toEqual([
    ['09', 30, 60],
    ['07', 20, 40],
  ])
  expect(groups.flatMap(({ members }) => members)).toHaveLength(3)
})

test('a collection without features has no extent, which is no error', () => {
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

test('overlaps are drawn in the pattern of their own control line, with its colour around them', () => {
  const found = overlapFeatures({
    ...{ parcel_id: 1, parcel_area_m2: 1, area_crs: 'EPSG:4549', indicators: [] },
    kinds: [{ kind: 'flood', lines: [{ overlaps: [square, square] }] }],
  } as unknown as ControlLines)
  expect(found.features.map(({ properties }) => properties)).toEqual([{ kind: 'flood' }, { kind: 'flood' }])
  for (const theme of themes) {
    const [fill, line] = overlapLayers(theme)
    expect(fill?.paint).toEqual({ 'fill-pattern': ['concat', 'hatch-', ['get', 'kind']] })
    expect(JSON.stringify(line?.paint)).toContain(`"flood","${tokens.controlLine.flood[theme]}"`)
    const images = spriteImages(theme).map(({ name }) => name)
    const hatched = Object.keys(tokens.controlLine).filter((kind) => kind !== 'urban_development_boundary')
    for (const kind of hatched) expect(images).toContain(`hatch-${kind}`)
  }
})
