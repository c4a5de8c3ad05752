import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, test } from 'vitest'
import type { StyleState } from '../../../client/map/style-state.ts'
import { dressStyle } from '../../../client/map/style-state.ts'
import { composeStyle } from '../../../tiles/style/style.ts'

const style = composeStyle({ theme: 'day', language: 'zh', base: 'http://127.0.0.1:8080' })
const dress: StyleState = {
  visible: new Set(['greenways', 'facilities', 'parcels', 'buildings']),
  kinds: new Map([['facilities', ['toilet']]]),
  relief: false,
  terrain: true,
  solid: false,
  selection: { type: 'FeatureCollection', features: [] },
}
const dressed = dressStyle(style, dress)
const visibility = (id: string) => dressed.layers.find((layer) => layer.id === id)?.layout?.visibility

describe('a dressed style', () => {
  test('is still a style', () => {
    expect(validateStyleMin(dressed).map(({ message }) => message)).toEqual([])
  })

  test('shows what is wanted and nothing else', () => {
    expect(visibility('parcels:fill')).toBe('visible')
    expect(visibility('greenways:line')).toBe('visible')
    expect(visibility('roads:ground')).toBe('none')
    expect(visibility('relief')).toBe('none')
    expect(visibility('buildings:fill')).toBe('visible')
    expect(visibility('buildings:solid')).toBe('none')
    expect(dressed.terrain?.source).toBe('terrain')
  })

  test('draws the selected feature below points and labels, in the colours of the theme', () => {
    const ids = dressed.layers.map(({ id }) => id)
    const first = ids.indexOf('selection:fill')
    expect(ids.slice(first, first + 4)).toEqual([
      'selection:fill',
      'selection:edge',
      'selection:line',
      'selection:point',
    ])
    expect(first).toBeGreaterThan(ids.indexOf('greenways:line'))
    expect(first).toBeLessThan(ids.indexOf('facilities:icon'))
    expect(dressed.sources.selection).toEqual({ type: 'geojson', data: dress.selection })
    const night = dressStyle(composeStyle({ theme: 'night', language: 'zh', base: '' }), dress)
    const fill = ({ layers }: typeof dressed) => layers.find(({ id }) => id === 'selection:fill')?.paint
    expect(fill(night)).not.toEqual(fill(dressed))
  })

  test('draws letters from fonts alone', () => {
    expect(dressed.glyphs).toBeUndefined()
    expect(Object.keys(dressed['font-faces'] ?? {})).toHaveLength(2)
  })

  test('keeps only the chosen kinds, at every zoom', () => {
    const icon = dressed.layers.find(({ id }) => id === 'facilities:icon')
    const filter = icon && 'filter' in icon ? icon.filter : null
    expect(filter).toEqual(['in', ['get', 'kind'], ['literal', ['toilet']]])
  })
})
