/** A still drawing of an elevation profile, as SVG. */
import type { GreenwayProfile } from '../../../geodata/model/answers/greenway-profile.ts'
import { metresBetween } from '../../../geodata/model/distance.ts'
import { escaped } from '../../http/html.ts'

const [WIDTH, HEIGHT] = [600, 140]
/** Metres of height that the drawing shows at least, so that flat ways look flat. */
const LEAST_RANGE_M = 20

type Point = readonly [along: number, height: number]

function pointsOf({ geometry: { coordinates } }: GreenwayProfile): Point[] {
  let along = 0
  return coordinates.flatMap(([lon = 0, lat = 0, height], n) => {
    const [lonBefore = 0, latBefore = 0] = coordinates[n - 1] ?? []
    if (n > 0) along += metresBetween([lonBefore, latBefore], [lon, lat])
    return height === undefined ? [] : [[along, height] as const]
  })
}

/** Returns the drawing with its text alternative; null without heights. */
export function profileDrawing(profile: GreenwayProfile, title: string): string | null {
  const points = pointsOf(profile)
  if (points.length < 2) return null
  const heights = points.map(([, height]) => height)
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  const range = Math.max(LEAST_RANGE_M, high - low)
  const end = points.at(-1)?.[0] ?? 1
  const place = ([along, height]: Point) =>
    `${((WIDTH * along) / end).toFixed(1)},${(HEIGHT - 12 - ((HEIGHT - 24) * (height - low)) / range).toFixed(1)}`
  const line = points.map(place).join(' ')
  return `<svg class="profile" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">
<polygon points="0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}"/><polyline points="${line}"/></svg>`
}
