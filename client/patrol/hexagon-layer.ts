/** Incidents counted in hexagons. MapLibre draws them, so that they follow the terrain. */
import { effect } from '@preact/signals'
import type { ExpressionSpecification, GeoJSONSource, MapLibreMap } from 'maplibre-gl'
import type { DeskContext } from '../desk.ts'
import { classColours } from './choropleth.ts'
import { classBreaks } from './class-breaks.ts'
import { binHexagons, hexagonFeature } from './hexagons.ts'
import type { PatrolState } from './patrol-state.ts'
import { shownDisplay } from './printed-display.ts'
import { waysId } from './zone-layer.ts'

const ID = 'patrol-hexagons'
/** Radius of a hexagon in pixels. */
const SIZE = 22
const CLASSES = 5

/** Returns hexagons for a zoom, and the lower limits of their classes. */
export function hexagonClasses({ columns, chosen }: PatrolState, zoom: number) {
  const binned = binHexagons(columns, chosen.value, Math.floor(zoom), SIZE)
  const counts = binned.hexagons.map(({ count }) => count)
  return { ...binned, breaks: classBreaks(counts, CLASSES, true) }
}

/** Returns the lower limits for the legend. They begin at 1, because every hexagon has an incident. */
export const hexagonBounds = (breaks: readonly number[]): number[] => [
  Math.max(1, breaks[0] ?? 1),
  ...breaks.slice(1),
]

function fillColour(breaks: readonly number[], colours: readonly string[]): ExpressionSpecification | string {
  const [lowest = 'transparent', ...others] = colours
  if (others.length === 0) return lowest
  const steps = others.flatMap((colour, index) => [breaks[index + 1] ?? 0, colour])
  return ['step', ['get', 'count'], lowest, ...steps] as unknown as ExpressionSpecification
}

function draw(context: DeskContext, state: PatrolState, map: MapLibreMap): void {
  const shown = shownDisplay(context, state) === 'hexagons'
  map.setLayoutProperty(ID, 'visibility', shown ? 'visible' : 'none')
  if (!shown) return
  const { radius, hexagons, breaks } = hexagonClasses(state, map.getZoom())
  const colours = classColours(context.theme.value, breaks.length)
  map.setPaintProperty(ID, 'fill-color', fillColour(breaks, colours))
  const features = hexagons.map((hexagon) => hexagonFeature(hexagon, radius))
  void map.getSource<GeoJSONSource>(ID)?.setData({ type: 'FeatureCollection', features })
}

/** Updates the layer with the state. Returns the function that removes it. */
export function drawHexagons(context: DeskContext, state: PatrolState, map: MapLibreMap): () => void {
  map.addSource(ID, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
  const layout = { visibility: 'none' } as const
  const paint = { 'fill-opacity': 0.7 }
  map.addLayer({ id: ID, type: 'fill', source: ID, layout, paint }, waysId(map, context.map.labelsId))
  const stop = effect(() => draw(context, state, map))
  let zoom = Math.floor(map.getZoom())
  const look = () => {
    if (Math.floor(map.getZoom()) === zoom) return
    zoom = Math.floor(map.getZoom())
    draw(context, state, map)
  }
  map.on('zoomend', look)
  return () => {
    stop()
    map.off('zoomend', look)
    if (map.getLayer(ID)) map.removeLayer(ID)
    if (map.getSource(ID)) map.removeSource(ID)
  }
}
