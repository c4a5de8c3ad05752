/** A finger or pointer on the chart: moves the place, and chooses a part by dragging a mouse. */
import type { Signal } from '@preact/signals'
import type { Range } from '../../../geodata/model/routes/ranges.ts'

/** Shorter drags, in metres of the screen's pixels, are clicks. */
const DRAG_PIXELS = 6

interface Targets {
  readonly at: Signal<number | null>
  readonly part: Signal<Range | null>
  /** Metres along the way at an event. */
  readonly distanceAt: (event: PointerEvent) => number
}

const ordered = (a: number, b: number): Range => ({ from_m: Math.min(a, b), to_m: Math.max(a, b) })

/** Returns handlers of pointer events. A touch moves the place, because a vertical one scrolls the panel. */
export function chartPointer({ at, part, distanceAt }: Targets) {
  let pressed: { x: number; at_m: number; drags: boolean } | null = null
  return {
    onPointerDown(event: PointerEvent) {
      at.value = distanceAt(event)
      if (event.pointerType !== 'mouse' || event.button !== 0) return
      pressed = { x: event.clientX, at_m: distanceAt(event), drags: false }
      ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent) {
      at.value = distanceAt(event)
      if (!pressed) return
      pressed.drags ||= Math.abs(event.clientX - pressed.x) > DRAG_PIXELS
      if (pressed.drags) part.value = ordered(pressed.at_m, distanceAt(event))
    },
    onPointerUp() {
      pressed = null
    },
    onPointerLeave(event: PointerEvent) {
      if (event.pointerType === 'mouse') at.value = null
    },
  }
}

/** Returns the distance to which a key moves a slider; null for other keys. */
export function movedDistance(key: string, at_m: number, length_m: number): number | null {
  const step = length_m / 100
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: at_m + step,
    ArrowUp: at_m + step,
    ArrowLeft: at_m - step,
    ArrowDown: at_m - step,
    PageUp: at_m + 10 * step,
    PageDown: at_m - 10 * step,
    Home: 0,
    End: length_m,
  }
  const moved = moves[key]
  return moved === undefined ? null : Math.min(length_m, Math.max(0, moved))
}
