/**
 * Roving tabindex: a list is one Tab stop, and the arrow keys move inside it
 * (https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex).
 */
import { useMemo } from 'preact/hooks'

/**
 * Returns the index to which a key moves from `index` of `count` items; null for other keys. Stops at the
 * ends.
 */
export function movedIndex(key: string, index: number, count: number): number | null {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(last, index + 1)
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(0, index - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

/** Fields and sliders use the arrow keys themselves. */
const usesArrows = (target: Element): boolean =>
  target.matches('select, textarea, input:not([type=checkbox], [type=button])')

/** True for items of a folded part of the list. A list that is hidden as a whole keeps its Tab stop. */
function isFolded(item: Element, list: Element): boolean {
  const fold = item.closest('[hidden], details:not([open]) > :not(summary)')
  return fold !== null && fold !== list && list.contains(fold)
}

/** Makes the matching items inside `list` one Tab stop. Returns the stop function. */
function rove(list: HTMLElement, items: string): () => void {
  let current: HTMLElement | null = null
  const all = () => [...list.querySelectorAll<HTMLElement>(items)].filter((item) => !isFolded(item, list))
  const update = () => {
    const found = all()
    if (!current || !found.includes(current)) current = found[0] ?? null
    for (const item of list.querySelectorAll<HTMLElement>(items)) item.tabIndex = item === current ? 0 : -1
  }
  const onFocus = (event: FocusEvent) => {
    const item = (event.target as Element).closest<HTMLElement>(items)
    if (!item || item === current) return
    current = item
    update()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as Element
    if (event.altKey || event.ctrlKey || event.metaKey || usesArrows(target)) return
    const item = target.closest<HTMLElement>(items)
    const found = all()
    const next = item && movedIndex(event.key, found.indexOf(item), found.length)
    if (next === null) return
    event.preventDefault()
    found[next]?.focus()
  }
  // Rows come and go without a render of the component that owns the list.
  const observer = new MutationObserver(update)
  observer.observe(list, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['open', 'hidden'],
  })
  list.addEventListener('focusin', onFocus)
  list.addEventListener('keydown', onKeyDown)
  update()
  return () => {
    observer.disconnect()
    list.removeEventListener('focusin', onFocus)
    list.removeEventListener('keydown', onKeyDown)
  }
}

/**
 * A ref for a list, table or group of buttons. `items` selects what the arrow keys visit: one
 * control for each row, in the order of the document.
 */
export function useRovingFocus(
  items = 'button, a[href]',
): (list: HTMLElement | null) => (() => void) | undefined {
  return useMemo(() => (list: HTMLElement | null) => (list ? rove(list, items) : undefined), [items])
}
