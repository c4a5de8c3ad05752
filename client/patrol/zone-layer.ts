/** Fills zones by the selected figure, below roads and greenways, so that these stay visible. */
import { effect } from '@preact/signals'
import type { ExpressionSpecification, MapLibreMap } from 'maplibre-gl'
import type { DeskContext } from '../desk.ts'
import { classifyZones, zoneColour } from './choropleth.ts'
import type { PatrolState } from './patrol-state.ts'

const ID = 'patrol-choropleth'
/** Id of the source of zone tiles in the map style. */
const SOURCE = 'patrol_zones'

/** Returns the id of the lowest road layer, below which zones are drawn; `otherwise` if there is none. */
export function waysId(map: MapLibreMap, otherwise: string): string {
  const found = map.getStyle().layers.find(({ metadata }) => {
    const slot: unknown = (metadata as Record<string, unknown> | undefined)?.['shuangxi:slot']
    return slot === 'way'
  })
  return found?.id ?? otherwise
}

function fillColour({ theme }: DeskContext, state: PatrolState): ExpressionSpecification | string {
  const { zones } = state.zones.value
  const classes = classifyZones(zones, state.zoneValues.value, state.metric.value, theme.value)
  const cases = zones.flatMap(({ code }) => [code, zoneColour(classes, code) ?? 'transparent'])
  if (cases.length === 0) return 'transparent'
  return ['match', ['get', 'code'], ...cases, 'transparent'] as unknown as ExpressionSpecification
}

/** Updates the layer with the state. Returns the function that removes it. */
export function drawZones(context: DeskContext, state: PatrolState, map: MapLibreMap): () => void {
  map.addLayer(
    { id: ID, type: 'fill', source: SOURCE, 'source-layer': 'patrol_zones', paint: { 'fill-opacity': 0.6 } },
    waysId(map, context.map.labelsId),
  )
  const stop = effect(() => {
    const shown = state.display.value === 'zones'
    map.setLayoutProperty(ID, 'visibility', shown ? 'visible' : 'none')
    if (shown) map.setPaintProperty(ID, 'fill-color', fillColour(context, state))
  })
  return () => {
    stop()
    if (map.getLayer(ID)) map.removeLayer(ID)
  }
}
