/** The route of a unit to an incident, with its travel time. */
import type { Feature } from 'geojson'
import { tokens } from '../../../geodata/model/tokens.ts'
import type { DeskContext } from '../../desk.ts'
import type { UnitRoute } from './case-data.ts'
import { durationText } from './duration.ts'

const ID = 'patrol-route'
const CASING = `${ID}-casing`
const LABEL = `${ID}-label`

function featureOf(route: UnitRoute, text: string): Feature {
  return { type: 'Feature', geometry: route.geometry, properties: { text } }
}

/** Draws a route. Returns the function that removes it. */
export function drawRoute({ map, theme, language }: DeskContext, route: UnitRoute): () => void {
  return map.onStyle((drawn) => {
    const colours = tokens.map[theme.peek()]
    const { unit, seconds } = route.properties
    const text = `${unit} · ${durationText(seconds, language.peek())}`
    const layout = { 'line-join': 'round', 'line-cap': 'round' } as const
    drawn.addSource(ID, { type: 'geojson', data: featureOf(route, text) })
    drawn.addLayer({
      id: CASING,
      type: 'line',
      source: ID,
      layout,
      paint: { 'line-color': colours.halo, 'line-width': 8, 'line-opacity': 0.9 },
    })
    drawn.addLayer({
      id: ID,
      type: 'line',
      source: ID,
      layout,
      paint: { 'line-color': colours.unit, 'line-width': 4.5 },
    })
    drawn.addLayer({
      id: LABEL,
      type: 'symbol',
      source: ID,
      layout: {
        'symbol-placement': 'line-center',
        'text-field': ['get', 'text'],
        'text-font': [tokens.type.mapBold],
        'text-size': 13,
        'text-offset': [0, -1],
        'text-allow-overlap': true,
      },
      paint: { 'text-color': colours.unit, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
    })
    return () => {
      for (const id of [LABEL, ID, CASING]) if (drawn.getLayer(id)) drawn.removeLayer(id)
      if (drawn.getSource(ID)) drawn.removeSource(ID)
    }
  })
}
