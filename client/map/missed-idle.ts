/** Finds out that the map is loaded where MapLibre does not say so. */
import { effect, type ReadonlySignal } from '@preact/signals'
import type { MapLibreMap } from 'maplibre-gl'

const CHECK_MS = 500

/**
 * While the page waits for the map, asks for a frame as soon as everything is loaded. MapLibre fires
 * `idle` after a frame only, and draws none when a tile that was asked for again turns out to be
 * unmodified (6.17): a map that moved meanwhile would never be idle. Returns the function that stops it.
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
