/** Clicks on the map open cards; the pointer says beforehand where a click would. */
import type { MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { selected } from '../store.ts'
import { pick } from './picking.ts'

/** Milliseconds between two looks under a moving pointer. */
const HOVER_PAUSE = 60

export function followClicks(map: MapLibreMap): void {
  map.on('click', (event: MapMouseEvent) => {
    const byTouch = event.originalEvent instanceof PointerEvent && event.originalEvent.pointerType === 'touch'
    selected.value = pick(map, event.point, byTouch ? 'touch' : 'mouse')
  })
  let looked = 0
  map.on('mousemove', (event) => {
    if (event.originalEvent.timeStamp - looked < HOVER_PAUSE || map.isMoving()) return
    looked = event.originalEvent.timeStamp
    map.getCanvas().style.cursor = pick(map, event.point, 'mouse') ? 'pointer' : ''
  })
}
