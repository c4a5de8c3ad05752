/** Fewer frames of a map that is only partly loaded, on computers that draw slowly. */
import type { MapLibreMap } from 'maplibre-gl'

/** Milliseconds between two frames at most. */
const LONGEST_PAUSE = 1500
/** Pauses that are shorter than a frame of a fast display are none. */
const SHORTEST_PAUSE = 16

/**
 * Until the map is idle for the first time, a frame that shows some more tiles waits twice as long as
 * the last one took: drawing in software takes the time that loading needs. Moves of the map and the
 * frame that has all tiles do not wait.
 */
export function paceFirstFrames(map: MapLibreMap): void {
  const draw = map.triggerRepaint.bind(map)
  let ended = 0
  let took = 0
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
    const pause = Math.min(LONGEST_PAUSE, 2 * took) - (performance.now() - ended)
    const isWhole = !map.style || map.areTilesLoaded()
    if (pause < SHORTEST_PAUSE || map.isMoving() || isWhole) drawNow()
    else waiting ??= window.setTimeout(drawNow, pause)
  }
  void map.once('idle', () => {
    map.off('render', measure)
    map.triggerRepaint = draw
    if (waiting !== undefined) drawNow()
  })
}
