/** How much of the map the panels cover, in pixels. */
import { layout } from '../layout.ts'

export interface Room {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/** Minimum share of the window between the panels that stays free. */
const FREE = 0.3

/** Shrinks the padding of two opposite sides so that some of the map remains between them. */
function fitted(before: number, after: number, length: number): [number, number] {
  const factor = Math.min(1, (length * (1 - FREE)) / Math.max(1, before + after))
  return [Math.round(before * factor), Math.round(after * factor)]
}

const boxOf = (selector: string) => {
  const box = document.querySelector(selector)?.getBoundingClientRect()
  return box && box.width > 0 ? box : undefined
}

/** Padding that keeps a place out from under the panels. */
export function mapPadding(): Room {
  const sheet = boxOf('.sheet')
  const search = boxOf('.search')
  const { innerWidth, innerHeight } = window
  if (layout.value === 'phone') {
    const covered = sheet ? Math.min(innerHeight - sheet.top, innerHeight * 0.5) : 220
    const [top, bottom] = fitted((search?.bottom ?? 60) + 28, covered + 36, innerHeight)
    return { top, right: 56, bottom, left: 24 }
  }
  const panel = sheet?.right ?? boxOf('.toolbar')?.right ?? 0
  const [left, right] = fitted(panel + 40, 88, innerWidth)
  const dock = boxOf('[data-dock]')
  const [top, bottom] = fitted(56, dock ? innerHeight - dock.top + 24 : 64, innerHeight)
  return { top, right, bottom, left }
}

/** Offset in pixels from the window's centre to the centre of the uncovered map. */
export function middleOffset(): [x: number, y: number] {
  const { top, right, bottom, left } = mapPadding()
  return [(left - right) / 2, (top - bottom) / 2]
}
