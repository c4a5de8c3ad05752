/**
 * The panel: floating on a desktop, at the side of a low window, a bottom sheet on a phone. The
 * sheet's handle works by touch, by mouse and by the arrow keys or Enter; the others fold.
 */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { layout, panelFolded } from '../layout.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { desk, language, selected, sheetRaised } from '../store.ts'
import { followDrag } from './sheet-drag.ts'

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

/** Folds the panel and unfolds it, if it is not a bottom sheet. */
function FoldButton() {
  const isFolded = panelFolded.value
  const label = say(isFolded ? messages.sheetOpen : messages.sheetClose, language.value)
  return (
    <button
      type="button"
      class="fold floating"
      aria-label={label}
      title={label}
      aria-expanded={!isFolded}
      aria-controls="panel"
      onClick={() => {
        panelFolded.value = !isFolded
      }}
    >
      <Icon name="back" size={16} />
    </button>
  )
}

/** Height of the sheet: the detents, and the drags between them. */
function useDetent() {
  const low = useSignal<0 | 1>(HALF)
  const dragged = useSignal<number | null>(null)
  const from = useRef<number>(detents[HALF])
  const detent: Detent = sheetRaised.value ? 2 : low.value
  const moveTo = (next: Detent) => {
    sheetRaised.value = next === 2
    if (next !== 2) low.value = next
  }
  return {
    detent,
    part: dragged.value ?? detents[detent],
    isDragged: dragged.value !== null,
    moveTo,
    lowerToHalf() {
      if (!sheetRaised.peek()) low.value = HALF
    },
    start() {
      from.current = detents[sheetRaised.peek() ? 2 : low.peek()]
      dragged.value = from.current
    },
    move(up: number) {
      dragged.value = Math.min(0.92, Math.max(0.1, from.current + up / window.innerHeight))
    },
    end() {
      if (dragged.peek() !== null) moveTo(nearest(dragged.peek() ?? 0))
      dragged.value = null
    },
  }
}

type Sheet = ReturnType<typeof useDetent>

function Handle({ sheet }: { readonly sheet: Sheet }) {
  const { detent, moveTo } = sheet
  const from = useRef<number | null>(null)
  const onPointerDown = (event: PointerEvent) => {
    // Touches drag the whole head of the sheet.
    if (event.pointerType === 'touch') return
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    from.current = event.clientY
    sheet.start()
  }
  const onPointerMove = (event: PointerEvent) => {
    if (from.current !== null) sheet.move(from.current - event.clientY)
  }
  const onPointerUp = (event: PointerEvent) => {
    if (from.current === null) return
    sheet.end()
    // A drag ends with a click, which must not move the sheet again.
    if (Math.abs(event.clientY - from.current) >= TAP) swallowClick.current = true
    from.current = null
  }
  const swallowClick = useRef(false)
  const onClick = (event: MouseEvent) => {
    const isDrag = swallowClick.current
    swallowClick.current = false
    if (isDrag) return
    // A key's click goes from end to end, a tap step by step.
    if (event.detail === 0) moveTo(detent === 2 ? 0 : 2)
    else moveTo(asDetent(detent === 2 ? 0 : detent + 1))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (step === undefined) return
    moveTo(asDetent(detent + step))
    event.preventDefault()
  }
  return (
    <button
      type="button"
      class="sheet-handle"
      aria-label={say(detent === 2 ? messages.sheetClose : messages.sheetOpen, language.value)}
      aria-expanded={detent > 0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onClick={onClick}
      onKeyDown={onKeyDown}
    />
  )
}

export function Sheet({ label, children }: Props) {
  const sheet = useDetent()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    document.documentElement.style.setProperty('--sheet', `${(sheet.part * 100).toFixed(2)}dvh`)
  }, [sheet.part])
  useEffect(() => {
    document.documentElement.dataset.sheet = String(sheet.detent)
  }, [sheet.detent])
  useEffect(() => {
    if (!selected.value) return
    sheet.lowerToHalf()
    panelFolded.value = false
  }, [selected.value])
  useEffect(() => {
    panelFolded.value = false
  }, [desk.value])
  useEffect(() => {
    if (!box.current) return
    return followDrag(box.current, { ...sheet, isSheet: () => layout.peek() === 'phone' })
  }, [])
  return (
    <>
      <section
        ref={box}
        class={`sheet floating${sheet.isDragged ? ' dragged' : ''}`}
        id="panel"
        aria-label={label}
        data-detent={sheet.detent}
        tabIndex={-1}
      >
        {layout.value === 'phone' && <Handle sheet={sheet} />}
        {children}
      </section>
      {layout.value !== 'phone' && <FoldButton />}
    </>
  )
}
