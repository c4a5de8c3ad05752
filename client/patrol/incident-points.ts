/** Single incidents of the selected time, at zooms where a user can click them. */
import { effect } from '@preact/signals'
import type { Feature, Point } from 'geojson'
import type { GeoJSONSource, MapLibreMap } from 'maplibre-gl'
import { tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import type { PatrolState } from './patrol-state.ts'

export const INCIDENTS = 'patrol-incidents'
const ICONS = `${INCIDENTS}-icon`
const MINZOOM = 14
const ICON_ZOOM = 15.5
/** Maximum incidents drawn, the newest ones; more would overlap. */
const MOST = 4000
/** Property with the id of the catalogue layer, for clicks. */
const metadata = { 'shuangxi:layer': 'incidents' }

function inView({ columns, chosen }: PatrolState, map: MapLibreMap): Feature<Point>[] {
  const bounds = map.getBounds()
  const { longitudes, latitudes, ids, kinds, kindCodes, synthetic } = columns
  const features: Feature<Point>[] = []
  for (let at = chosen.value.length - 1; at >= 0 && features.length < MOST; at -= 1) {
    const index = chosen.value[at] ?? 0
    const [longitude, latitude] = [longitudes[index] ?? 0, latitudes[index] ?? 0]
    if (!bounds.contains([longitude, latitude])) continue
    features.push({
      type: 'Feature',
      id: ids[index] ?? 0,
      properties: { kind: kindCodes[kinds[index] ?? 0] ?? '', synthetic },
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
    })
  }
  return features
}

function addLayers(map: MapLibreMap, colours: (typeof tokens.map)['day' | 'night'], beforeId: string): void {
  map.addSource(INCIDENTS, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
  map.addLayer(
    {
      id: INCIDENTS,
      type: 'circle',
      source: INCIDENTS,
      minzoom: MINZOOM,
      maxzoom: ICON_ZOOM,
      metadata,
      paint: {
        'circle-color': colours.incident,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], MINZOOM, 2, ICON_ZOOM, 4],
        'circle-stroke-color': colours.halo,
        'circle-stroke-width': 1,
        'circle-opacity': 0.85,
      },
    },
    beforeId,
  )
  map.addLayer(
    {
      id: ICONS,
      type: 'symbol',
      source: INCIDENTS,
      minzoom: ICON_ZOOM,
      metadata,
      layout: { 'icon-image': ['concat', 'incident-', ['get', 'kind']], 'icon-size': 0.8, 'icon-padding': 0 },
    },
    beforeId,
  )
}

/** Updates the layer with the state and the view. Returns the function that removes it. */
export function drawIncidents(
  { theme }: DeskContext,
  state: PatrolState,
  map: MapLibreMap,
  beforeId: string,
) {
  addLayers(map, tokens.map[theme.peek()], beforeId)
  const fill = () => {
    const features = map.getZoom() >= MINZOOM ? inView(state, map) : []
    void map.getSource<GeoJSONSource>(INCIDENTS)?.setData({ type: 'FeatureCollection', features })
  }
  const stop = effect(() => {
    if (state.chosen.value) fill()
  })
  map.on('moveend', fill)
  return () => {
    stop()
    map.off('moveend', fill)
    for (const id of [ICONS, INCIDENTS]) if (map.getLayer(id)) map.removeLayer(id)
    if (map.getSource(INCIDENTS)) map.removeSource(INCIDENTS)
  }
}
