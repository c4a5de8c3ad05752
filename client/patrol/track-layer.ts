/** The track of a unit as a line with dots, while its card shows it. */
import type { Feature } from 'geojson'
import type { Track } from '../../geodata/model/answers/track.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'

const ID = 'patrol-track'
const DOTS = `${ID}-dots`
/** From this zoom the map shows single positions too. */
const DOT_ZOOM = 14

function featuresOf({ positions }: Track): Feature[] {
  const coordinates = positions.map(({ lon, lat }) => [lon, lat])
  return [
    { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } },
    { type: 'Feature', properties: {}, geometry: { type: 'MultiPoint', coordinates } },
  ]
}

/** Draws a track of at least two positions. Returns the function that removes it. */
export function drawTrack({ map, theme }: DeskContext, track: Track): () => void {
  return map.onStyle((drawn) => {
    const colours = tokens.map[theme.peek()]
    drawn.addSource(ID, { type: 'geojson', data: { type: 'FeatureCollection', features: featuresOf(track) } })
    drawn.addLayer({
      id: ID,
      type: 'line',
      source: ID,
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': colours.unit, 'line-width': 3, 'line-opacity': 0.8 },
    })
    drawn.addLayer({
      id: DOTS,
      type: 'circle',
      source: ID,
      minzoom: DOT_ZOOM,
      paint: {
        'circle-color': colours.halo,
        'circle-radius': 3,
        'circle-stroke-color': colours.unit,
        'circle-stroke-width': 1.5,
      },
    })
    return () => {
      for (const id of [DOTS, ID]) if (drawn.getLayer(id)) drawn.removeLayer(id)
      if (drawn.getSource(ID)) drawn.removeSource(ID)
    }
  })
}
