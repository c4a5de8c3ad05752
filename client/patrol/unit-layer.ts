/** Units at their current positions. Replaces the units of the tiles, which may be outdated. */
import { effect } from '@preact/signals'
import type { Feature, Point } from 'geojson'
import type { MapLibreMap } from 'maplibre-gl'
import type { PatrolUnit } from '../../geodata/model/answers/patrol.ts'
import { freshnessOf } from '../../geodata/model/patrol/freshness.ts'
import type { Language } from '../../geodata/model/text.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import type { PatrolState } from './patrol-state.ts'
import { ageText } from './position-age.ts'
import { featureWriter } from './shown-features.ts'

const ID = 'patrol-units'
const TILES = 'units:icon'

function featureOf(unit: PatrolUnit, language: Language, now: number): Feature<Point> {
  const { id, code, state, lon, lat, synthetic } = unit
  const freshness = freshnessOf(unit, now)
  const label = freshness === 'lost' ? `${code}\n${ageText(unit, language, now)}` : code
  const mark = freshness === 'lost' ? 'off_shift' : state
  return {
    type: 'Feature',
    id,
    properties: { code, state, mark, freshness, label, synthetic },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  }
}

/**
 * Adds the layer of units above all others, with the highest label priority: other labels make room for units, and
 * each code is placed where it covers no other mark.
 */
function addLayer(map: MapLibreMap, colours: (typeof tokens.map)['day' | 'night']): void {
  map.addSource(ID, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
  map.addLayer({
    id: ID,
    type: 'symbol',
    source: ID,
    metadata: { 'shuangxi:layer': 'units' },
    layout: {
      'icon-image': ['concat', 'unit-', ['get', 'mark']],
      'icon-allow-overlap': true,
      'text-field': ['get', 'label'],
      'text-font': [tokens.type.mapBold],
      'text-size': 12,
      'text-variable-anchor': ['top', 'bottom', 'right', 'left'],
      'text-radial-offset': 1.35,
      'text-optional': true,
    },
    paint: {
      'icon-opacity': ['match', ['get', 'freshness'], 'late', 0.55, 'lost', 0.7, 1],
      'text-color': colours.unit,
      'text-halo-color': colours.halo,
      'text-halo-width': 1.8,
      'text-halo-blur': 0.4,
    },
  })
}

/** Updates the layer with the state. Returns the function that removes it. */
export function drawUnits(
  { theme, language }: DeskContext,
  state: PatrolState,
  map: MapLibreMap,
): () => void {
  addLayer(map, tokens.map[theme.peek()])
  const show = featureWriter(map, ID)
  const stop = effect(() => {
    const [spoken, now] = [language.value, state.now.value]
    show((state.replaying.value ? [] : state.units.value).map((unit) => featureOf(unit, spoken, now)))
  })
  // The units switch of the layer list also controls this layer.
  const mirror = () => {
    const wanted = map.getLayer(TILES) ? map.getLayoutProperty(TILES, 'visibility') : 'visible'
    if (map.getLayer(ID) && map.getLayoutProperty(ID, 'visibility') !== wanted) {
      map.setLayoutProperty(ID, 'visibility', wanted)
    }
  }
  map.on('styledata', mirror)
  mirror()
  return () => {
    stop()
    map.off('styledata', mirror)
    if (map.getLayer(ID)) map.removeLayer(ID)
    if (map.getSource(ID)) map.removeSource(ID)
  }
}
