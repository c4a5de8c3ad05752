/**
 * Ties a profile to the map: a dot at its place, the chosen part as a wide line, and a pointer or finger near the
 * line moves the place.
 */
import { effect, type ReadonlySignal, type Signal } from '@preact/signals'
import type { GeoJSONSource, MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import {
  lineOfRange,
  type MeasuredLine,
  nearestOn,
  placeAt,
} from '../../../geodata/model/routes/measured-line.ts'
import type { Range } from '../../../geodata/model/routes/ranges.ts'
import { tokens } from '../../../geodata/model/tokens.ts'
import type { MapAccess } from '../../desk.ts'
import { metresPerPixel } from '../../map/scale.ts'

const SOURCE = 'profile-place'
/** Pixels from the line within which a pointer or finger moves the place. */
const NEAR = { mouse: 12, touch: 24 } as const

interface Tied {
  readonly map: MapAccess
  readonly line: ReadonlySignal<MeasuredLine | null>
  readonly at: Signal<number | null>
  readonly part: ReadonlySignal<Range | null>
  /** True if a pointer on the map does not move the place. */
  readonly isStill?: boolean
}

function dataOf({ line, at, part }: Omit<Tied, 'map'>): GeoJSON.FeatureCollection {
  const measured = line.value
  const place = measured && at.value !== null ? placeAt(measured, at.value) : null
  const range = measured && part.value ? lineOfRange(measured, part.value) : []
  const features: GeoJSON.Feature[] = []
  if (range.length > 1)
    features.push({
      type: 'Feature',
      properties: {},
      geometry: { type: 'LineString', coordinates: range.map(([lon, lat]) => [lon, lat]) },
    })
  if (place)
    features.push({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...place] } })
  return { type: 'FeatureCollection', features }
}

function addLayers(map: MapLibreMap, theme: 'day' | 'night', data: GeoJSON.FeatureCollection): () => void {
  const colours = tokens.page[theme]
  map.addSource(SOURCE, { type: 'geojson', data })
  map.addLayer({
    id: 'profile:part',
    type: 'line',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': tokens.map[theme].selected, 'line-width': 7, 'line-opacity': 0.85 },
  })
  map.addLayer({
    id: 'profile:place',
    type: 'circle',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 8,
      'circle-color': colours.accent,
      'circle-stroke-color': colours.onAccent,
      'circle-stroke-width': 3,
    },
  })
  return () => {
    for (const id of ['profile:place', 'profile:part']) if (map.getLayer(id)) map.removeLayer(id)
    if (map.getSource(SOURCE)) map.removeSource(SOURCE)
  }
}

/** Ties them until the returned function is called. */
export function followLine(tied: Tied): () => void {
  const { map, line, at, isStill = false } = tied
  const stopStyle = map.onStyle((styled) => addLayers(styled, map.drawnTheme.peek() ?? 'day', dataOf(tied)))
  const stopData = effect(() => {
    const data = dataOf(tied)
    map.map.getSource<GeoJSONSource>(SOURCE)?.setData(data)
  })
  let isOverLine = false
  const move = (near: number) => (event: MapMouseEvent | MapTouchEvent) => {
    const measured = line.peek()
    if (!measured || isStill) return
    const { lng, lat } = event.lngLat
    const found = nearestOn(measured, [lng, lat])
    const reach = near * metresPerPixel(map.map.getZoom(), lat)
    if (found && found.distance_m <= reach) {
      isOverLine = true
      at.value = found.at_m
    } else if (isOverLine) {
      isOverLine = false
      at.value = null
    }
  }
  const onMouse = move(NEAR.mouse)
  const onTouch = move(NEAR.touch)
  map.map.on('mousemove', onMouse)
  map.map.on('touchstart', onTouch)
  map.map.on('touchmove', onTouch)
  return () => {
    map.map.off('mousemove', onMouse)
    map.map.off('touchstart', onTouch)
    map.map.off('touchmove', onTouch)
    stopData()
    stopStyle()
  }
}
