/** How much of the map the panels cover, in pixels. */
import { tokens } from '../../geodata/model/tokens.ts'

export interface Room {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/** True if the panel is a bottom sheet. */
export const isPhone = () => window.innerWidth < tokens.phoneWidth

/** Padding that keeps a place out from under the panels. */
export function mapPadding(): Room {
  if (isPhone()) {
    const sheet = document.querySelector('.sheet')?.getBoundingClientRect()
    const covered = sheet ? Math.min(window.innerHeight - sheet.top, window.innerHeight * 0.5) : 220
    return { top: 88, right: 56, bottom: Math.round(covered) + 24, left: 24 }
  }
  const panel = document.querySelector('.sheet')?.getBoundingClientRect()
  return { top: 56, right: 88, bottom: 64, left: Math.round(panel?.right ?? 480) + 40 }
}

/** Offset in pixels from the window's centre to the centre of the uncovered map. */
export function middleOffset(): [x: number, y: number] {
  const { top, right, bottom, left } = mapPadding()
  return [(left - right) / 2, (top - bottom) / 2]
}
