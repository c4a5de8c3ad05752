/**
 * Draws when something changed, never in a busy loop. While the view moves, the resolution follows
 * what the machine can do; when it rests, one picture is drawn at full resolution.
 */
import type { WebGLRenderer } from 'three'

export interface RenderLoop {
  /** Asks for a picture; many calls before the next frame make one. */
  invalidate(): void
  /** As `invalidate`, and says that more will follow: the resolution may drop. */
  moving(): void
  /** True once the machine has proved able to draw a frame in time for animation. */
  readonly isFast: boolean
  stop(): void
}

const RESTS_AFTER = 220
const SLOW = 45
const FAST = 18
const LEAST = 0.4

/** `onRest` is called when no movement follows. */
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
    // A read-back waits for the picture: without it the time of a software GPU is not seen.
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
