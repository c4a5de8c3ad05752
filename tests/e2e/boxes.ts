/** Compares the boxes of a page: what is covered, cut, or outside the window. */
import type { Page } from '@playwright/test'

/** Returns parts covered by others, by their accessible or visible names. */
export async function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = document.querySelectorAll(
      '.search-field, .toolbar-tools button, .controls button, .tag, .credits summary, .scale, .toolbar-desk',
    )
    return [...parts].flatMap((part) => {
      const { left, right, top, bottom, width } = part.getBoundingClientRect()
      if (width === 0 || !part.checkVisibility({ visibilityProperty: true })) return []
      const name = `${part.className} ${part.getAttribute('aria-label') ?? part.textContent}`
      if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight)
        return [`${name} leaves the window`]
      const [middle, centre] = [(left + right) / 2, (top + bottom) / 2]
      // The corners may be round.
      const points = [
        [left + 3, centre],
        [right - 3, centre],
        [middle, top + 3],
        [middle, bottom - 3],
        [middle, centre],
      ] as const
      const hidden = points.some(([x, y]) => {
        const hit = document.elementFromPoint(x, y)
        return hit !== part && !part.contains(hit) && !hit?.contains(part)
      })
      return hidden ? [`${name} is covered`] : []
    })
  })
}

/** Returns texts cut by their boxes, or outside the window. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cuts = (box: Element) => {
      const { overflowX, textOverflow } = getComputedStyle(box)
      return overflowX !== 'visible' && textOverflow !== 'ellipsis' && box.scrollWidth > box.clientWidth + 1
    }
    const scrolls = (box: Element) => /auto|scroll/.test(getComputedStyle(box).overflowX)
    return [...document.querySelectorAll('body *')].flatMap((element) => {
      if (
        !element.checkVisibility({ visibilityProperty: true }) ||
        element.closest('.visually-hidden, .skip, .model-labels, svg')
      )
        return []
      const texts = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent?.trim())
      if (texts.length === 0 || getComputedStyle(element).clipPath !== 'none') return []
      const text = element.textContent?.trim().slice(0, 40)
      if (cuts(element)) return [`cut: ${element.className} ${text}`]
      const range = document.createRange()
      const boxes = texts.map((node) => {
        range.selectNodeContents(node)
        return range.getBoundingClientRect()
      })
      for (let around = element.parentElement; around; around = around.parentElement) {
        // Parts that scroll sideways on purpose, such as a table, show all of their texts.
        if (scrolls(around) && around.matches('[data-scrolls], .scrolled, .differences')) return []
      }
      const isOutside = boxes.some(({ left, right }) => left < -1 || right > innerWidth + 1)
      return isOutside ? [`outside: ${element.className} ${text}`] : []
    })
  })
}
