import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, test } from 'vitest'
import type { StyleState } from '../../../client/map/style-state.ts'
import { applyState } from '../../../client/map/style-state.ts'
import { composeStyle } from '../../../tiles/style/style.ts'

const style = composeStyle({ theme: 'day', language: 'zh', base: 'http://127.0.0.1:8080' })
const state: StyleState = {
  visible: new Set(['greenways', 'facilities', 'parcels', 'buildings']),
  kinds: new Map([['facilities', ['toilet']]]),
  relief: false,
  terrain: true,
  solid: false,
  selection: { type: 'FeatureCollection', features: [] },
}
const styled = applyState(style, state)
const visibility = (id: string) => styled.layers.find((layer) => layer.id === id)?.layout?.visibility

describe('a styled style', () => {
  test('is still a valid style', () => {
    expect(validateStyleMin(styled).map(({ message }) => message)).toEqual([])
  })

  test('shows exactly the chosen layers', () => {
    expect(visibility('parcels:fill')).toBe('visible')
    expect(visibility('greenways:line')).toBe('visible')
    expect(visibility('roads:ground')).toBe('none')
    expect(visibility('relief')).toBe('none')
    expect(visibility('buildings:fill')).toBe('visible')
    expect(visibility('buildings:solid')).toBe('none')
    expect(styled.terrain?.source).toBe('terrain')
  })

  test('draws the selected feature below points and labels, in the colours of the theme', () => {
    const ids = styled.layers.map(({ id }) => id)
    const first = ids.indexOf('selection:edge')
    // Outlines and points only, because a filled selection would hide the land use.
    expect(ids.filter((id) => id.startsWith('selection'))).toEqual([
      'selection:edge',
      'selection:line',
      'selection:point',
    ])
    expect(first).toBeGreaterThan(ids.indexOf('greenways:line'))
    expect(first).toBeLessThan(ids.indexOf('facilities:icon'))
    expect(styled.sources.selection).toEqual({ type: 'geojson', data: state.selection })
    const night = applyState(composeStyle({ theme: 'night', language: 'zh', base: '' }), state)
    const line = ({ layers }: typeof styled) => layers.find(({ id }) => id === 'selection:line')?.paint
    expect(line(night)).not.toEqual(line(styled))
  })

  test('requests heights only where they are drawn', () => {
    expect(styled.sources.terrain?.type).toBe('raster-dem')
    const flat = applyState(style, { ...state, terrain: false })
    expect(flat.sources.terrain).toBeUndefined()
    expect(flat.terrain).toBeUndefined()
    expect(flat.sources.relief).toBeDefined()
  })

  test('draws labels from fonts only', () => {
    expect(styled.glyphs).toBeUndefined()
    expect(Object.keys(styled['font-faces'] ?? {})).toHaveLength(2)
  })

  test('keeps only the chosen kinds, at every zoom', () => {
    const icon = styled.layers.find(({ id }) => id === 'facilities:icon')
    const filter = icon && 'filter' in icon ? icon.filter : null
    expect(filter).toEqual(['in', ['get', 'kind'], ['literal', ['toilet']]])
  })
})
