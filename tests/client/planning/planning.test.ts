import { featureFilter, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { expect, test } from 'vitest'
import { groupClasses } from '../../../client/planning/land-use-groups.ts'
import { markLayers, othersThan } from '../../../client/planning/mark-layers.ts'
import { overlapFeatures, overlapLayers } from '../../../client/planning/overlaps.ts'
import type { ControlLines } from '../../../geodata/model/answers/control-lines.ts'
import { themes, tokens } from '../../../geodata/model/tokens.ts'
import { spriteImages } from '../../../tiles/sprites/images.ts'
import { composeStyle } from '../../../tiles/style/style.ts'

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

test('land use is grouped by level 1, the largest first, without losses', () => {
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

test('overlaps have the pattern of their control line and its colour around them', () => {
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

test('all parcels except the chosen ones are dimmed, above the parcels’ fill, in the ground colour of the theme', () => {
  for (const theme of themes) {
    const style = composeStyle({ theme, language: 'zh', base: 'http://127.0.0.1:8080' })
    const layers = [...style.layers, ...markLayers(theme, [7, 9])]
    const sources = { ...style.sources, 'planning-chosen': { type: 'geojson', data: {} } }
    expect(validateStyleMin({ ...style, layers, sources } as never).map(({ message }) => message)).toEqual([])
  }
  const dimmed = featureFilter(othersThan([7, 9]) as never, 'filter')
  const isDimmed = (id: number) => dimmed.filter({ zoom: 15 }, { type: 3, id, properties: {} } as never)
  expect([7, 8, 9].map(isDimmed)).toEqual([false, true, false])
  // Where nothing is chosen, everything is dimmed.
  expect(
    featureFilter(othersThan([]) as never, 'filter').filter({ zoom: 15 }, {
      type: 3,
      id: 7,
      properties: {},
    } as never),
  ).toBe(true)
})
