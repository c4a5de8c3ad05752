/** Whether a reader who uses the keyboard sees where the focus is. */
import type { Page } from '@playwright/test'

interface Move {
  /** What has the focus now; null if nothing has. */
  readonly focused: string | null
  /** What had it before, and whether it, or what is around it, looked different with it. */
  readonly left: { readonly name: string; readonly differed: boolean } | null
}

/** Call it after each press of Tab: it compares the looks of what the focus left with those before. */
export function focusMoved(page: Page): Promise<Move> {
  return page.evaluate(() => {
    const looks = (element: Element) =>
      [element, element.parentElement, element.parentElement?.parentElement]
        .map((one) => {
          if (!one) return ''
          const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one)
          return `${outlineStyle === 'none' ? '' : `${outlineWidth} ${outlineColor}`} ${boxShadow}`
        })
        .join()
    const kept = window as unknown as { focusBefore?: { element: Element; name: string; looks: string } }
    const before = kept.focusBefore
    const element = document.activeElement
    const has = element && element !== document.body ? element : null
    const name = has && `${has.tagName} ${has.getAttribute('aria-label') ?? has.textContent?.slice(0, 20)}`
    if (has && name) kept.focusBefore = { element: has, name, looks: looks(has) }
    else delete kept.focusBefore
    const isLeft = before?.element.isConnected && before.element !== has
    return {
      focused: name,
      left: isLeft ? { name: before.name, differed: looks(before.element) !== before.looks } : null,
    }
  })
}
