/**
 * The browser's own print command: a WebGL canvas is empty on paper, so that a copy of the model takes
 * its place.
 */
import type { Stage } from './stage.ts'
import type { View } from './view.ts'

/** Returns the stop function. */
export function followPrint({ canvas }: Stage, { loop }: View): () => void {
  let copy: HTMLCanvasElement | null = null
  const before = () => {
    loop.drawNow()
    copy = document.createElement('canvas')
    copy.width = canvas.width
    copy.height = canvas.height
    copy.className = 'printed-model'
    copy.getContext('2d')?.drawImage(canvas, 0, 0)
    canvas.after(copy)
  }
  const after = () => {
    copy?.remove()
    copy = null
  }
  window.addEventListener('beforeprint', before)
  window.addEventListener('afterprint', after)
  return () => {
    window.removeEventListener('beforeprint', before)
    window.removeEventListener('afterprint', after)
    after()
  }
}
