/** Closures on the map, including the one that a user draws. */
import { effect, type ReadonlySignal } from '@preact/signals'
import type { Feature } from 'geojson'
import { tokens } from '../../../geodata/model/tokens.ts'
import type { DeskContext } from '../../desk.ts'
import { featureWriter } from '../shown-features.ts'

const ID = 'patrol-closures'
const [FILL, LINE, POINT] = [`${ID}-fill`, ID, `${ID}-point`]

/** Draws features until the returned function is called; features with the property `drawn` are dashed. */
export function drawClosures(
  { map, theme }: Pick<DeskContext, 'map' | 'theme'>,
  features: ReadonlySignal<readonly Feature[]>,
): () => void {
  return map.onStyle((drawn) => {
    const colour = tokens.page[theme.peek()].danger
    drawn.addSource(ID, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
    drawn.addLayer({
      id: FILL,
      type: 'fill',
      source: ID,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colour, 'fill-opacity': 0.18 },
    })
    drawn.addLayer({
      id: LINE,
      type: 'line',
      source: ID,
      filter: ['!=', ['geometry-type'], 'Point'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour, 'line-width': 4, 'line-dasharray': [1.5, 1.5] },
    })
    drawn.addLayer({
      id: POINT,
      type: 'circle',
      source: ID,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 7,
        'circle-color': tokens.page[theme.peek()].surface,
        'circle-stroke-color': colour,
        'circle-stroke-width': 4,
      },
    })
    const show = featureWriter(drawn, ID)
    const stop = effect(() => show(features.value))
    return () => {
      stop()
      for (const id of [POINT, LINE, FILL]) if (drawn.getLayer(id)) drawn.removeLayer(id)
      if (drawn.getSource(ID)) drawn.removeSource(ID)
    }
  })
}
