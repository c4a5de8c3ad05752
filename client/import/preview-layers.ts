/** Draws the features of a preview above all layers, in the selection colour. */
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { tokens } from '../../geodata/model/tokens.ts'
import type { MapAccess } from '../desk.ts'
import { theme } from '../store.ts'

const SOURCE = 'import-preview'

function layers(): LayerSpecification[] {
  const { selected, halo } = tokens.map[theme.peek()]
  return [
    {
      id: `${SOURCE}-fill`,
      type: 'fill',
      source: SOURCE,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': selected, 'fill-opacity': 0.25 },
    },
    {
      id: `${SOURCE}-line`,
      type: 'line',
      source: SOURCE,
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': selected, 'line-width': 2 },
    },
    {
      id: `${SOURCE}-point`,
      type: 'circle',
      source: SOURCE,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': selected,
        'circle-radius': 4,
        'circle-stroke-width': 1,
        'circle-stroke-color': halo,
      },
    },
  ]
}

/** Draws features; the returned function removes them. */
export function drawPreview(map: MapAccess, features: FeatureCollection): () => void {
  return map.onStyle((live) => {
    live.addSource(SOURCE, { type: 'geojson', data: features })
    for (const layer of layers()) live.addLayer(layer)
    return () => {
      for (const { id } of layers()) if (live.getLayer(id)) live.removeLayer(id)
      if (live.getSource(SOURCE)) live.removeSource(SOURCE)
    }
  })
}
