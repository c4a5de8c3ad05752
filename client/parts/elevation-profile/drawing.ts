/** Geometry of the chart: scales, axis marks, and areas by gradient. Lengths are units of the drawing. */
import { gradeAt, heightAt, STEEP_PERCENT } from '../../../geodata/model/routes/grades.ts'
import type { MeasuredLine } from '../../../geodata/model/routes/measured-line.ts'

/** Upper limits in percent of the classes of gradients; steeper ones are of the last class. */
const gradeClasses = [3, 6, STEEP_PERCENT] as const

function gradeClass(percent: number): number {
  const index = gradeClasses.findIndex((limit) => Math.abs(percent) < limit)
  return index === -1 ? gradeClasses.length : index
}

/** Returns the distance of round axis marks, so that at most `most` fit. */
export function roundStep(span: number, most: number): number {
  const least = span / Math.max(1, most)
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-9)))
  return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power
}

export interface Scales {
  readonly x: (at_m: number) => number
  readonly y: (height_m: number) => number
  /** Metres along the way at an abscissa, within its ends. */
  readonly distanceAt: (x: number) => number
  readonly heights: { readonly low: number; readonly high: number }
}

/** Heights fill at least this span in metres, so that flat ways look flat. */
const LEAST_SPAN = 40

export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Returns the scales of a chart; null if no height is known. */
export function scalesOf({ points, length_m }: MeasuredLine, frame: Frame): Scales | null {
  const known = points.flatMap(({ height_m }) => (height_m === null ? [] : [height_m]))
  if (known.length === 0 || length_m <= 0) return null
  const [least, most] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))]
  const span = Math.max(LEAST_SPAN, most - least)
  const step = roundStep(span, 3)
  const low = Math.floor(least / step) * step
  const high = Math.max(low + step, Math.ceil((low + span) / step) * step, Math.ceil(most / step) * step)
  const width = frame.right - frame.left
  return {
    x: (at_m) => frame.left + (width * at_m) / length_m,
    y: (height_m) => frame.bottom - ((frame.bottom - frame.top) * (height_m - low)) / (high - low),
    distanceAt: (x) => Math.min(length_m, Math.max(0, ((x - frame.left) / width) * length_m)),
    heights: { low, high },
  }
}

export const marks = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step + 1e-6) + 1 }, (_, index) => from + index * step)

export interface GradeArea {
  readonly grade: number
  /** Path of the area under the line. */
  readonly path: string
}

interface OpenArea {
  readonly grade: number
  readonly corners: string[]
  readonly start: number
  end: number
}

/** Units of the drawing between two corners of the areas. */
const STEP = 2

/** Returns the areas under the line by class of gradient, and the path of the line itself. */
export function areasOf(
  line: MeasuredLine,
  { y, distanceAt }: Scales,
  frame: Frame,
): { readonly areas: readonly GradeArea[]; readonly outline: string } {
  const areas: GradeArea[] = []
  let outline = ''
  let current = null as OpenArea | null
  const round = (value: number) => Math.round(value * 10) / 10
  const close = (area: OpenArea | null) => {
    if (!area || area.corners.length < 2) return
    const { grade, corners, start, end } = area
    areas.push({ grade, path: `M${start} ${frame.bottom}L${corners.join('L')}L${end} ${frame.bottom}Z` })
  }
  const across = marks(frame.left, frame.right - STEP / 2, STEP)
  for (const at of [...across, frame.right]) {
    const height = heightAt(line.points, distanceAt(at))
    if (height === null) {
      close(current)
      current = null
      continue
    }
    const corner = `${round(at)} ${round(y(height))}`
    const grade = gradeClass(gradeAt(line.points, distanceAt(at + STEP / 2)) ?? 0)
    outline += `${current === null ? 'M' : 'L'}${corner}`
    if (current !== null) {
      current.corners.push(corner)
      current.end = round(at)
    }
    if (current?.grade === grade) continue
    close(current)
    current = { grade, corners: [corner], start: round(at), end: round(at) }
  }
  close(current)
  return { areas, outline }
}
