/** How much of the map panels cover, in pixels, so that places are shown beside them. */
import { tokens } from '../../geodata/model/tokens.ts'

export interface Room {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/** True where panels are a bottom sheet. */
export const isPhone = () => window.innerWidth < tokens.phoneWidth

/** The padding that keeps a place clear of the panels. */
export function mapPadding(): Room {
  if (isPhone()) {
    const sheet = document.querySelector('.sheet')?.getBoundingClientRect()
    const covered = sheet ? Math.min(window.innerHeight - sheet.top, window.innerHeight * 0.5) : 220
    return { top: 88, right: 56, bottom: Math.round(covered) + 24, left: 24 }
  }
  const panel = document.querySelector('.sheet')?.getBoundingClientRect()
  return { top: 56, right: 88, bottom: 64, left: Math.round(panel?.right ?? 480) + 40 }
}

/** How far the middle of the uncovered map lies from the middle of the window, in pixels. */
export function middleOffset(): [x: number, y: number] {
  const { top, right, bottom, left } = mapPadding()
  return [(left - right) / 2, (top - bottom) / 2]
}
