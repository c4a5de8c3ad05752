/** Clicks on the map open cards; the pointer's shape shows where. */
import type { MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { selected } from '../store.ts'
import { isMerged, pick } from './picking.ts'

/** Milliseconds between two queries under a moving pointer. */
const HOVER_PAUSE = 60
/** From this zoom, features can be distinguished. */
const SINGLE_ZOOM = 13.1

export function followClicks(map: MapLibreMap): void {
  map.on('click', (event: MapMouseEvent) => {
    const byTouch = event.originalEvent instanceof PointerEvent && event.originalEvent.pointerType === 'touch'
    const hit = pick(map, event.point, byTouch ? 'touch' : 'mouse')
    selected.value = hit
    // Features are merged at this zoom: zoom in instead.
    if (!hit && isMerged(map, event.point)) {
      map.easeTo({ center: event.lngLat, zoom: Math.max(SINGLE_ZOOM, map.getZoom()) })
    }
  })
  let looked = 0
  map.on('mousemove', (event) => {
    if (event.originalEvent.timeStamp - looked < HOVER_PAUSE || map.isMoving()) return
    looked = event.originalEvent.timeStamp
    const meansSomething = pick(map, event.point, 'mouse') !== null || isMerged(map, event.point)
    map.getCanvas().style.cursor = meansSomething ? 'pointer' : ''
  })
}
