import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, test } from 'vitest'
import type { Dress } from '../../../client/map/dressed-style.ts'
import { dressStyle } from '../../../client/map/dressed-style.ts'
import { composeStyle } from '../../../tiles/style/style.ts'

const style = composeStyle({ theme: 'day', language: 'zh', base: 'http://127.0.0.1:8080' })
const dress: Dress = {
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

  test('keeps only the chosen kinds, at every zoom', () => {
    const icon = dressed.layers.find(({ id }) => id === 'facilities:icon')
    const filter = icon && 'filter' in icon ? icon.filter : null
    expect(filter).toEqual(['in', ['get', 'kind'], ['literal', ['toilet']]])
  })
})
