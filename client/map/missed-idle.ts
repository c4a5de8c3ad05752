/** Detects that the map has loaded when MapLibre does not report it. */
import { effect, type ReadonlySignal } from '@preact/signals'
import type { MapLibreMap } from 'maplibre-gl'

const CHECK_MS = 500

/**
 * While the page waits for the map, requests a frame as soon as everything is loaded. MapLibre fires `idle`
 * only after a frame, and draws none if a reloaded tile was unmodified (6.17): a map that moved meanwhile
 * would never be idle. Returns stop().
 */
export function drawWhenLoaded(map: MapLibreMap, isWaiting: ReadonlySignal<boolean>): () => void {
  return effect(() => {
    if (!isWaiting.value) return
    const timer = setInterval(() => {
      if (map.loaded() && !map.isMoving()) map.triggerRepaint()
    }, CHECK_MS)
    return () => clearInterval(timer)
  })
}
