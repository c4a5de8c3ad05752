import type { MapLibreMap } from 'maplibre-gl'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paceFrames } from '../../../client/map/paced-frames.ts'

let frameTakes = 0
let isMoving = false
let isLoaded = false
let drawn = 0

/** A map that draws when it is asked to. */
function fakeMap() {
  const listeners = new Map<string, Set<() => void>>()
  const fire = (name: string) => {
    for (const listener of [...(listeners.get(name) ?? [])]) listener()
  }
  const on = (name: string, listener: () => void) => {
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener))
  }
  const map = {
    style: {},
    on,
    once: on,
    off: (name: string, listener: () => void) => listeners.get(name)?.delete(listener),
    isMoving: () => isMoving,
    areTilesLoaded: () => isLoaded,
    triggerRepaint() {
      drawn += 1
      fire('render')
    },
  }
  paceFrames(map as unknown as MapLibreMap)
  return { map, fire }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.stubGlobal('window', globalThis)
  // The start of the frame, as reported by the browser.
  const timeline = {
    get currentTime() {
      return performance.now() - frameTakes
    },
  }
  vi.stubGlobal('document', { timeline })
  drawn = 0
  isMoving = false
  isLoaded = false
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Requests frames every 20 ms, as arriving tiles do. */
function askFor(map: { triggerRepaint(): void }, times: number): void {
  for (let time = 0; time < times; time++) {
    map.triggerRepaint()
    vi.advanceTimersByTime(20)
  }
}

test('a fast computer draws every frame', () => {
  frameTakes = 4
  const { map } = fakeMap()
  askFor(map, 10)
  expect(drawn).toBe(10)
})

test('a slow computer skips frames of a partly loaded map, but never the last', () => {
  frameTakes = 200
  const { map } = fakeMap()
  askFor(map, 25)
  expect(drawn).toBe(2)
  vi.advanceTimersByTime(5000)
  expect(drawn).toBe(3)
  vi.advanceTimersByTime(5000)
  expect(drawn).toBe(3)
})

test('a frame with all tiles, or of a moving map, does not wait', () => {
  frameTakes = 200
  const { map } = fakeMap()
  askFor(map, 2)
  expect(drawn).toBe(1)
  isMoving = true
  askFor(map, 2)
  expect(drawn).toBe(3)
  isMoving = false
  isLoaded = true
  askFor(map, 2)
  expect(drawn).toBe(5)
})

test('after the map was idle the pause is shorter', () => {
  frameTakes = 2000
  const { map, fire } = fakeMap()
  askFor(map, 50)
  expect(drawn).toBe(1)
  fire('idle')
  vi.advanceTimersByTime(2000)
  expect(drawn).toBe(2)
  // One at once, because the pause is over, and one every 500 ms.
  askFor(map, 50)
  expect(drawn).toBe(5)
})
