/** Units where they are now: in place of the tiles' units, which are as old as their tile. */
import { effect } from '@preact/signals'
import type { Feature, Point } from 'geojson'
import type { GeoJSONSource, MapLibreMap } from 'maplibre-gl'
import type { PatrolUnit } from '../../geodata/model/answers/patrol.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import type { PatrolState } from './patrol-state.ts'

const ID = 'patrol-units'
const TILES = 'units:icon'

const featureOf = ({ id, code, state, lon, lat, synthetic }: PatrolUnit): Feature<Point> => ({
  type: 'Feature',
  id,
  properties: { code, state, synthetic },
  geometry: { type: 'Point', coordinates: [lon, lat] },
})

/** On top of everything: where the units are is what the desk is for. */
function addLayer(map: MapLibreMap, colours: (typeof tokens.map)['day' | 'night']): void {
  map.addSource(ID, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
  map.addLayer({
    id: ID,
    type: 'symbol',
    source: ID,
    metadata: { 'shuangxi:layer': 'units' },
    layout: {
      'icon-image': ['concat', 'unit-', ['get', 'state']],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'text-field': ['get', 'code'],
      'text-font': [tokens.type.mapBold],
      'text-size': 12,
      'text-offset': [0, 1.4],
      'text-anchor': 'top',
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: {
      'text-color': colours.unit,
      'text-halo-color': colours.halo,
      'text-halo-width': 1.8,
      'text-halo-blur': 0.4,
    },
  })
}

/** Follows the state as long as the style stands. Gives back its end. */
export function drawUnits({ theme }: DeskContext, state: PatrolState, map: MapLibreMap): () => void {
  addLayer(map, tokens.map[theme.peek()])
  const stop = effect(() => {
    const features = state.units.value.map(featureOf)
    void map.getSource<GeoJSONSource>(ID)?.setData({ type: 'FeatureCollection', features })
  })
  // The reader's switch for units in the layer list holds for these as well.
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
