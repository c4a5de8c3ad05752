/** Mark of the place of the report on the map. */
import { effect } from '@preact/signals'
import type { GeoJSONSource } from 'maplibre-gl'
import { tokens } from '../../../geodata/model/tokens.ts'
import type { DeskContext } from '../../desk.ts'
import { place } from './intake-state.ts'

const ID = 'patrol-intake'

function dataOf(): GeoJSON.FeatureCollection {
  const at = place.value
  if (at === null) return { type: 'FeatureCollection', features: [] }
  const geometry = { type: 'Point' as const, coordinates: [at.lon, at.lat] }
  return { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry }] }
}

/** Draws the place until the returned function is called. */
export function drawPlace({ map, theme }: DeskContext): () => void {
  const stopStyle = map.onStyle((drawn) => {
    const colours = tokens.page[theme.peek()]
    drawn.addSource(ID, { type: 'geojson', data: dataOf() })
    drawn.addLayer({
      id: ID,
      type: 'circle',
      source: ID,
      paint: {
        'circle-radius': 9,
        'circle-color': colours.danger,
        'circle-stroke-color': colours.surface,
        'circle-stroke-width': 3,
      },
    })
    return () => {
      if (drawn.getLayer(ID)) drawn.removeLayer(ID)
      if (drawn.getSource(ID)) drawn.removeSource(ID)
    }
  })
  const stopData = effect(() => {
    const data = dataOf()
    void map.map.getSource<GeoJSONSource>(ID)?.setData(data)
  })
  return () => {
    stopData()
    stopStyle()
  }
}
