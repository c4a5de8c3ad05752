/** Dragging on the histogram: moves the range or an edge, or draws a new range. */
import type { Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { drawnRange, type Grip, gripAt, moveRange } from './brush.ts'
import type { PatrolState } from './patrol-state.ts'
import type { TimeRange } from './time-filter.ts'

/** Distance in pixels from an edge within which a pointer drags the edge. */
const NEAR = 12
/** Pixels that a pointer must move before it draws a new range. */
const DRAWN = 4

interface Held {
  readonly grip: Grip | 'new'
  readonly at: number
  readonly x: number
  readonly range: TimeRange
}

/** Returns the time under a pointer, and the seconds of one pixel. */
function timeUnder(event: MouseEvent, { from, to }: TimeRange) {
  const { left, width } = (event.currentTarget as Element).getBoundingClientRect()
  const perPixel = (to - from) / width
  return { time: from + (event.clientX - left) * perPixel, perPixel }
}

/** Returns event handlers for the histogram. They set `pointed` to the time under the pointer, or null outside. */
export function useDrag(state: PatrolState, pointed: Signal<number | null>) {
  const held = useRef<Held | null>(null)
  const { window, range } = state
  return {
    onPointerDown(event: PointerEvent) {
      const { time, perPixel } = timeUnder(event, window.value)
      ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
      state.playing.value = false
      const grip = gripAt(time, NEAR * perPixel, range.value, window.value)
      held.current = { grip, at: time, x: event.clientX, range: range.value }
    },
    onPointerMove(event: PointerEvent) {
      const { time } = timeUnder(event, window.value)
      pointed.value = time
      if (!held.current) return
      const { grip, at, x, range: before } = held.current
      if (grip === 'new') {
        if (Math.abs(event.clientX - x) >= DRAWN) state.moveTo(drawnRange(at, time, window.value))
        return
      }
      const base = grip === 'to' ? before.to : before.from
      state.moveTo(moveRange(before, grip, base + time - at, window.value))
    },
    onPointerUp(event: PointerEvent) {
      const was = held.current
      held.current = null
      // A click beside the range moves it there.
      if (was?.grip !== 'new' || Math.abs(event.clientX - was.x) >= DRAWN) return
      const { from, to } = was.range
      state.moveTo(moveRange(was.range, 'whole', was.at - (to - from) / 2, window.value))
    },
    onPointerLeave() {
      if (!held.current) pointed.value = null
    },
    onDblClick() {
      state.choosePreset('all')
    },
  }
}
