/**
 * The panel: floating on a desktop, a bottom sheet on a phone. The handle works by touch and by the
 * arrow keys or Enter.
 */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { isPhone } from '../map/padding.ts'
import { messages, say } from '../messages.ts'
import { language, selected, sheetRaised } from '../store.ts'

/** Visible part of the sheet, as a share of the window's height. */
const detents = [0.14, 0.46, 0.84] as const
type Detent = 0 | 1 | 2
const HALF = 1
/** A touch of the handle that moves less, in pixels, is a tap. */
const TAP = 6

const asDetent = (value: number): Detent => (value <= 0 ? 0 : value >= 2 ? 2 : 1)

function nearest(part: number): Detent {
  const distances = detents.map((detent) => Math.abs(detent - part))
  return asDetent(distances.indexOf(Math.min(...distances)))
}

interface Props {
  readonly label: string
  readonly children: ComponentChildren
}

export function Sheet({ label, children }: Props) {
  const low = useSignal<0 | 1>(HALF)
  const detent: Detent = sheetRaised.value ? 2 : low.value
  const moveTo = (next: Detent) => {
    sheetRaised.value = next === 2
    if (next !== 2) low.value = next
  }
  const dragged = useSignal<number | null>(null)
  const sheet = useRef<HTMLElement>(null)
  const from = useRef({ y: 0, part: 0 })

  const part = dragged.value ?? detents[detent]
  useEffect(() => {
    sheet.current?.style.setProperty('--sheet', `${(part * 100).toFixed(2)}dvh`)
  }, [part])
  useEffect(() => {
    document.documentElement.dataset.sheet = String(detent)
  }, [detent])
  useEffect(() => {
    if (selected.value && !sheetRaised.peek()) low.value = HALF
  }, [selected.value])

  const onPointerDown = (event: PointerEvent) => {
    if (!isPhone()) return
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    from.current = { y: event.clientY, part: detents[detent] }
    dragged.value = from.current.part
  }
  const onPointerMove = (event: PointerEvent) => {
    if (dragged.value === null) return
    const moved = (from.current.y - event.clientY) / window.innerHeight
    dragged.value = Math.min(0.92, Math.max(0.1, from.current.part + moved))
  }
  const onPointerUp = (event: PointerEvent) => {
    if (dragged.value === null) return
    const tapped = Math.abs(event.clientY - from.current.y) < TAP
    moveTo(tapped ? asDetent(detent === 2 ? 0 : detent + 1) : nearest(dragged.value))
    dragged.value = null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (step !== undefined) moveTo(asDetent(detent + step))
    else if (event.key === 'Enter' || event.key === ' ') moveTo(detent === 2 ? 0 : 2)
    else return
    event.preventDefault()
  }

  return (
    <section
      ref={sheet}
      class={`sheet floating${dragged.value === null ? '' : ' dragged'}`}
      id="panel"
      aria-label={label}
      data-detent={detent}
      tabIndex={-1}
    >
      <button
        type="button"
        class="sheet-handle"
        aria-label={say(detent === 2 ? messages.sheetClose : messages.sheetOpen, language.value)}
        aria-expanded={detent > 0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onKeyDown={onKeyDown}
      />
      {children}
    </section>
  )
}
