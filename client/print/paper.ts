/** Sizes of the printed page, and the zoom for a scale. Lengths in millimetres unless stated otherwise. */
import { metresPerPixel } from '../map/scale.ts'

export type Paper = 'A4' | 'A3'
export type Orientation = 'portrait' | 'landscape'

export interface PageSize {
  readonly width: number
  readonly height: number
}

const short: Readonly<Record<Paper, PageSize>> = {
  A4: { width: 210, height: 297 },
  A3: { width: 297, height: 420 },
}

const MARGIN = 10
/** Width of the legend beside the map of a landscape page. */
const LEGEND = 58
/** Height of the title above and the notes below the map. */
const HEAD = 16
const FOOT = 26
/** Height of the legend below the map of a portrait page. */
const LEGEND_BELOW = 62
const GAP = 4

/** Millimetres of one CSS pixel (1/96 inch). */
export const MM_PER_PIXEL = 25.4 / 96

export function pageSize(paper: Paper, orientation: Orientation): PageSize {
  const { width, height } = short[paper]
  return orientation === 'portrait' ? { width, height } : { width: height, height: width }
}

/** Height of a drawing of the desk in the frame, below the map. */
export const FIGURE = 42

/** Returns the size of the map's frame on the page. */
export function frameSize(paper: Paper, orientation: Orientation): PageSize {
  const { width, height } = pageSize(paper, orientation)
  const free = { width: width - 2 * MARGIN, height: height - 2 * MARGIN - HEAD - FOOT }
  return orientation === 'portrait'
    ? { width: free.width, height: free.height - LEGEND_BELOW - GAP }
    : { width: free.width - LEGEND - GAP, height: free.height }
}

/** Height of one entry of the legend, and the number of entries that fit beside or below the map. */
const ENTRY = 5.4
export function legendRoom(paper: Paper, orientation: Orientation): number {
  const frame = frameSize(paper, orientation)
  if (orientation === 'landscape') return Math.floor((frame.height - 8) / ENTRY)
  return Math.floor((LEGEND_BELOW - 8) / ENTRY) * (paper === 'A4' ? 3 : 4)
}

export const scales = [500, 1000, 2000, 5000, 10_000, 25_000, 50_000, 100_000, 200_000, 500_000] as const

/** Returns the zoom at which one metre on paper is `scale` metres on the ground, at a latitude in degrees. */
export function zoomOf(scale: number, latitude: number): number {
  const metres = (scale * MM_PER_PIXEL) / 1000
  return Math.log2(metresPerPixel(0, latitude) / metres)
}

/** Returns the largest usual scale at which a width and a height in metres fit into a frame. */
export function scaleToShow(metres: PageSize, frame: PageSize): number {
  const needed = Math.max((metres.width * 1000) / frame.width, (metres.height * 1000) / frame.height)
  return scales.find((scale) => scale >= needed * 0.98) ?? scales[scales.length - 1] ?? 500_000
}
