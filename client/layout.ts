/**
 * Chooses the layout of the panels. Sizes are compared in em, the browser's font size, so that large text
 * changes the layout as zoom does.
 */
import { computed, effect, signal } from '@preact/signals'
import { tokens } from '../geodata/model/tokens.ts'

/**
 * `desktop`: floating panels. `phone`: a bottom sheet and a tab bar. `side`: a panel at the left for
 * low windows, such as a phone held across or a desktop at 200 %.
 */
export type Layout = 'desktop' | 'phone' | 'side'

const PIXELS_PER_EM = 16
const em = (pixels: number) => `${pixels / PIXELS_PER_EM}em`

/** Returns the media query as a signal. */
function matching(query: string) {
  const list = window.matchMedia(query)
  const matches = signal(list.matches)
  list.addEventListener('change', () => {
    matches.value = list.matches
  })
  return matches
}

const isNarrow = matching(`(max-width: ${em(tokens.phoneWidth - 1)})`)
const isLowAndWide = matching(`(max-height: ${em(tokens.lowHeight)}) and (min-aspect-ratio: 5/4)`)
/** Whether there is space for only two buttons above the sheet. */
export const isLow = matching(`(max-height: ${em(tokens.lowHeight)})`)

export const layout = computed<Layout>(() => {
  if (isLowAndWide.value) return 'side'
  return isNarrow.value ? 'phone' : 'desktop'
})

/** The panel is folded away; on a phone the sheet is lowered instead. */
export const panelFolded = signal(false)

/** Names the layout on the root element, for the style sheets. */
export function followLayout(): void {
  const root = document.documentElement
  effect(() => {
    root.dataset.layout = layout.value
  })
  effect(() => {
    root.dataset.panel = panelFolded.value && layout.value !== 'phone' ? 'folded' : 'open'
  })
}
