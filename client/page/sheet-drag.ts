/**
 * Dragging of the bottom sheet by touch: the head drags both ways, and the content pulls the sheet
 * down when it is at its top. Everything else scrolls.
 */

/** Height of the part at the top of the sheet that drags it, handle included, in em. */
const HEAD_EM = 5.5
/** Pixels that a finger moves before the page decides between dragging and scrolling. */
const SLACK = 6

export interface SheetDrag {
  /** Returns false if the panel is not a bottom sheet. */
  isSheet(): boolean
  start(): void
  /** Pixels that the finger has moved up since it touched. */
  move(up: number): void
  end(): void
}

/** Returns whether everything that scrolls between `target` and the sheet is at its top. */
function isAtTop(target: Element | null, sheet: Element): boolean {
  for (let at = target; at && at !== sheet; at = at.parentElement) {
    if (at.scrollTop > 0) return false
  }
  return true
}

/** Fields and sliders keep their own drags. */
const keepsDrags = (target: Element) => target.closest('input, select, textarea, [role=slider]') !== null

/** What a touch does after it has moved; undecided within the slack. */
type Course = 'undecided' | 'drags' | 'scrolls'

/** Listens to touches of the sheet. Returns the stop function. */
export function followDrag(sheet: HTMLElement, drag: SheetDrag): () => void {
  let from = { x: 0, y: 0 }
  let isOnHead = false
  let course: Course = 'scrolls'
  const onStart = (event: TouchEvent) => {
    const [touch] = event.touches
    const target = event.target as Element
    course = 'scrolls'
    if (!touch || event.touches.length > 1 || !drag.isSheet() || keepsDrags(target)) return
    if (!isAtTop(target, sheet)) return
    const head = HEAD_EM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    isOnHead = touch.clientY - sheet.getBoundingClientRect().top < head
    from = { x: touch.clientX, y: touch.clientY }
    course = 'undecided'
  }
  const onMove = (event: TouchEvent) => {
    const [touch] = event.touches
    if (!touch || course === 'scrolls') return
    const up = from.y - touch.clientY
    if (course === 'undecided') {
      const across = Math.abs(touch.clientX - from.x)
      if (Math.max(across, Math.abs(up)) < SLACK) return
      course = across < Math.abs(up) && (isOnHead || up < 0) ? 'drags' : 'scrolls'
      if (course === 'scrolls') return
      drag.start()
    }
    event.preventDefault()
    drag.move(up)
  }
  const onEnd = () => {
    if (course === 'drags') drag.end()
    course = 'scrolls'
  }
  sheet.addEventListener('touchstart', onStart, { passive: true })
  sheet.addEventListener('touchmove', onMove, { passive: false })
  sheet.addEventListener('touchend', onEnd)
  sheet.addEventListener('touchcancel', onEnd)
  return () => {
    sheet.removeEventListener('touchstart', onStart)
    sheet.removeEventListener('touchmove', onMove)
    sheet.removeEventListener('touchend', onEnd)
    sheet.removeEventListener('touchcancel', onEnd)
  }
}
