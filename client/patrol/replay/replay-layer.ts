/** The replayed moment on the map: units with trails, and open incidents. */
import { effect, type ReadonlySignal } from '@preact/signals'
import type { Feature } from 'geojson'
import type { MapLibreMap } from 'maplibre-gl'
import { type Theme, tokens } from '../../../geodata/model/tokens.ts'
import type { DeskContext } from '../../desk.ts'
import { featureWriter } from '../shown-features.ts'

const ID = 'patrol-replay'
const layers = [`${ID}-trails`, `${ID}-incidents`, `${ID}-units`] as const

function addLayers(map: MapLibreMap, theme: Theme): void {
  const [colours, states] = [tokens.map[theme], tokens.state]
  const [trails, incidents, units] = layers
  map.addLayer({
    id: trails,
    type: 'line',
    source: ID,
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colours.unit, 'line-width': 3, 'line-opacity': 0.6 },
  })
  map.addLayer({
    id: incidents,
    type: 'circle',
    source: ID,
    filter: ['has', 'state'],
    paint: {
      'circle-radius': 8,
      'circle-color': colours.halo,
      'circle-stroke-width': 4,
      'circle-stroke-color': [
        'match',
        ['get', 'state'],
        'waiting',
        states.alert[theme],
        'routed',
        states.busy[theme],
        states.good[theme],
      ],
    },
  })
  map.addLayer({
    id: units,
    type: 'symbol',
    source: ID,
    filter: ['has', 'code'],
    layout: {
      'icon-image': ['concat', 'unit-', ['get', 'mark']],
      'icon-allow-overlap': true,
      'text-field': ['get', 'code'],
      'text-font': [tokens.type.mapBold],
      'text-size': 12,
      'text-variable-anchor': ['top', 'bottom', 'right', 'left'],
      'text-radial-offset': 1.35,
      'text-optional': true,
    },
    paint: { 'text-color': colours.unit, 'text-halo-color': colours.halo, 'text-halo-width': 1.8 },
  })
}

/** Draws features until the returned function is called. */
export function drawReplay(
  { map, theme }: Pick<DeskContext, 'map' | 'theme'>,
  features: ReadonlySignal<readonly Feature[]>,
): () => void {
  return map.onStyle((drawn) => {
    drawn.addSource(ID, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
    addLayers(drawn, theme.peek())
    const show = featureWriter(drawn, ID)
    const stop = effect(() => show(features.value))
    return () => {
      stop()
      for (const id of layers) if (drawn.getLayer(id)) drawn.removeLayer(id)
      if (drawn.getSource(ID)) drawn.removeSource(ID)
    }
  })
}
