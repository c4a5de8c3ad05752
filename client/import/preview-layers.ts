/** Draws the features of a preview above all layers: the file, its coverage, and its extent in other systems. */
import type { Feature, FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { ImportPreviewAnswer } from '../../geodata/model/answers/imports.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { MapAccess } from '../desk.ts'
import { theme } from '../store.ts'

const SOURCE = 'import-preview'

/** What the map shows besides the file itself. */
type Aside = 'coverage' | 'system'

const lineOf = (aside: Aside, coordinates: [number, number][]): Feature => ({
  type: 'Feature',
  properties: { aside },
  geometry: { type: 'LineString', coordinates },
})

/** Returns the features with the extent as coverage, if it is chosen, and the extents in other systems. */
export function previewFeatures(
  drawn: FeatureCollection,
  preview: ImportPreviewAnswer | null,
  isExtentCovered: boolean,
): FeatureCollection {
  const own = drawn.features.map((feature) =>
    feature.properties?.survey === true ? { ...feature, properties: { aside: 'coverage' } } : feature,
  )
  const [west, south, east, north] = preview?.bounds ?? [0, 0, 0, 0]
  const box: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const extent = isExtentCovered && preview?.bounds ? [lineOf('coverage', box)] : []
  const others = (preview?.crs?.alternatives ?? []).filter(({ metres }) => metres > 0)
  const boxes = others.map((other) => lineOf('system', other.box))
  return { type: 'FeatureCollection', features: [...boxes, ...extent, ...own] }
}

function layers(): LayerSpecification[] {
  const { selected, halo } = tokens.map[theme.peek()]
  const good = tokens.state.good[theme.peek()]
  const idle = tokens.state.idle[theme.peek()]
  const dashed = (aside: Aside, colour: string): LayerSpecification => ({
    id: `${SOURCE}-${aside}`,
    type: 'line',
    source: SOURCE,
    filter: ['==', ['get', 'aside'], aside],
    paint: { 'line-color': colour, 'line-width': aside === 'coverage' ? 3 : 2, 'line-dasharray': [2, 2] },
  })
  return [
    dashed('system', idle),
    {
      id: `${SOURCE}-fill`,
      type: 'fill',
      source: SOURCE,
      filter: ['all', ['!', ['has', 'aside']], ['==', ['geometry-type'], 'Polygon']],
      paint: { 'fill-color': selected, 'fill-opacity': 0.25 },
    },
    {
      id: `${SOURCE}-line`,
      type: 'line',
      source: SOURCE,
      filter: ['all', ['!', ['has', 'aside']], ['!=', ['geometry-type'], 'Point']],
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
    dashed('coverage', good),
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
