/** Draws fewer frames of a partly loaded map on slow computers. */
import type { MapLibreMap } from 'maplibre-gl'

/** Maximum pause between two frames in milliseconds: before the map was first idle, and after. */
const LONGEST_FIRST_PAUSE = 1500
const LONGEST_PAUSE = 500
/** Shorter pauses than a frame of a fast display have no effect. */
const SHORTEST_PAUSE = 16

/**
 * A frame that only shows more tiles waits twice as long as the last frame took, because drawing in software
 * takes time from loading. Moves of the map and the frame with all tiles do not wait.
 */
export function paceFrames(map: MapLibreMap): void {
  const draw = map.triggerRepaint.bind(map)
  let ended = 0
  let took = 0
  let longestPause = LONGEST_FIRST_PAUSE
  let waiting: number | undefined
  const measure = () => {
    const began = Number(document.timeline.currentTime ?? performance.now())
    ended = performance.now()
    // The browser waits for a slow GPU after the frame's own work.
    window.setTimeout(() => {
      ended = performance.now()
      took = ended - began
    })
  }
  const drawNow = () => {
    window.clearTimeout(waiting)
    waiting = undefined
    draw()
  }
  map.on('render', measure)
  map.triggerRepaint = () => {
    const pause = Math.min(longestPause, 2 * took) - (performance.now() - ended)
    const isWhole = !map.style || map.areTilesLoaded()
    if (pause < SHORTEST_PAUSE || map.isMoving() || isWhole) drawNow()
    else waiting ??= window.setTimeout(drawNow, pause)
  }
  void map.once('idle', () => {
    longestPause = LONGEST_PAUSE
  })
}
