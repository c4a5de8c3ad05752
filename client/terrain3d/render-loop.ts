/**
 * Draws only when something changed. While the view moves, the resolution adapts to the machine; when it
 * rests, one frame is drawn at full resolution.
 */
import type { WebGLRenderer } from 'three'

export interface RenderLoop {
  /** Requests a frame; several calls before the next frame cause one. */
  invalidate(): void
  /** As `invalidate`, and announces further calls: the resolution may drop. */
  moving(): void
  /** Draws now, at full resolution: for printing, which waits for no frame. */
  drawNow(): void
  /** True once the machine has drawn a frame fast enough for animation. */
  readonly isFast: boolean
  stop(): void
}

const RESTS_AFTER = 220
const SLOW = 45
const FAST = 18
const LEAST = 0.4

/** Calls `onRest` when movement has ended. */
export function createRenderLoop(renderer: WebGLRenderer, draw: () => void, onRest: () => void): RenderLoop {
  let frame = 0
  let rest = 0
  let share = 1
  let isMoving = false
  let isFast = false
  const full = () => Math.min(window.devicePixelRatio, 2)

  const paint = () => {
    frame = 0
    const ratio = full() * (isMoving ? share : 1)
    if (renderer.getPixelRatio() !== ratio) renderer.setPixelRatio(ratio)
    const started = performance.now()
    draw()
    // Reading pixels waits for the frame; otherwise the time of a software GPU would not be measured.
    if (isMoving) {
      const gl = renderer.getContext()
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
      const spent = performance.now() - started
      isFast = spent < FAST
      if (spent > SLOW) share = Math.max(LEAST, share * 0.8)
      else if (isFast) share = Math.min(1, share * 1.1)
    }
  }
  const invalidate = () => {
    frame ||= requestAnimationFrame(paint)
  }
  return {
    invalidate,
    drawNow() {
      isMoving = false
      paint()
    },
    moving() {
      isMoving = true
      window.clearTimeout(rest)
      rest = window.setTimeout(() => {
        isMoving = false
        invalidate()
        onRest()
      }, RESTS_AFTER)
      invalidate()
    },
    get isFast() {
      return isFast
    },
    stop() {
      cancelAnimationFrame(frame)
      window.clearTimeout(rest)
    },
  }
}
