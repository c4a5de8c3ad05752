/** Checks that a keyboard user sees where the focus is. */
import type { Page } from '@playwright/test'

interface Move {
  /** The focused element; null if there is none. */
  readonly focused: string | null
  /**
   * The previously focused element, and whether it, or something around it, looked different with the focus.
   */
  readonly left: { readonly name: string; readonly differed: boolean } | null
}

/** Call it after each press of Tab: compares the appearance of the element that lost the focus. */
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
