import { signal } from '@preact/signals'
import type { MapLibreMap } from 'maplibre-gl'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { drawWhenLoaded } from '../../../client/map/missed-idle.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a loaded map that did not report it is drawn; a loading or idle one is not', () => {
  const isWaiting = signal(true)
  const state = { loaded: false, moving: false, frames: 0 }
  const map = {
    loaded: () => state.loaded,
    isMoving: () => state.moving,
    triggerRepaint: () => {
      state.frames += 1
    },
  }
  const stop = drawWhenLoaded(map as unknown as MapLibreMap, isWaiting)
  vi.advanceTimersByTime(5000)
  expect(state.frames).toBe(0)
  state.loaded = true
  state.moving = true
  vi.advanceTimersByTime(5000)
  expect(state.frames).toBe(0)
  state.moving = false
  vi.advanceTimersByTime(600)
  expect(state.frames).toBe(1)
  isWaiting.value = false
  vi.advanceTimersByTime(5000)
  expect(state.frames).toBe(1)
  isWaiting.value = true
  stop()
  vi.advanceTimersByTime(5000)
  expect(state.frames).toBe(1)
})
