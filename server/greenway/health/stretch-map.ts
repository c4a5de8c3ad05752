/** A map of stretches: the server's map picture, and the stretches drawn over it. */
import type { Stretch, StretchKind } from '../../../geodata/model/answers/greenway-health.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { type Bounds, toMercator } from '../../../geodata/model/tile.ts'
import { escaped } from '../../http/html.ts'
import { stretchTitles } from './words.ts'

const [WIDTH, HEIGHT] = [800, 500]
/** Space around the stretches, as a share of their extent. */
const MARGIN = 0.08

/** Colours that are told apart by most readers (Okabe and Ito). */
const colours: Readonly<Record<StretchKind, string>> = {
  gap: '#d55e00',
  narrow_walk: '#cc79a7',
  narrow_ride: '#e69f00',
  dark: '#333333',
  no_toilet: '#0072b2',
}

const RADIUS_M = 6_378_137
const toDegrees = ([x, y]: readonly [number, number]): [number, number] => [
  ((x / RADIUS_M) * 180) / Math.PI,
  ((2 * Math.atan(Math.exp(y / RADIUS_M)) - Math.PI / 2) * 180) / Math.PI,
]

/** Returns the box in Mercator that has the shape of the map and all the stretches in it. */
function boxOf(stretches: readonly Stretch[]): Bounds {
  const points = stretches.flatMap(({ line }) => line.map(([lon, lat]) => toMercator(lon, lat)))
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [south, north] = [Math.min(...ys), Math.max(...ys)]
  const wide = Math.max(east - west, ((north - south) * WIDTH) / HEIGHT, 200) * (1 + 2 * MARGIN)
  const high = (wide * HEIGHT) / WIDTH
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  return [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2]
}

/** Returns HTML of the map with a legend; nothing without stretches. */
export function stretchMap(stretches: readonly Stretch[], base: string, language: Language): string {
  if (stretches.length === 0) return ''
  const [west, south, east, north] = boxOf(stretches)
  const place = ([lon, lat]: readonly [number, number]) => {
    const [x, y] = toMercator(lon, lat)
    return `${((WIDTH * (x - west)) / (east - west)).toFixed(1)},${((HEIGHT * (north - y)) / (north - south)).toFixed(1)}`
  }
  const bbox = [...toDegrees([west, south]), ...toDegrees([east, north])].map((value) => value.toFixed(6))
  const query = new URLSearchParams({
    ...{ bbox: bbox.join(), layers: 'land_cover,water,buildings,roads,greenways' },
    ...{ width: String(WIDTH), height: String(HEIGHT), lang: language },
  })
  const lines = stretches.map(
    ({ kind, line }) =>
      `<polyline points="${line.map(place).join(' ')}" stroke="${colours[kind]}" stroke-width="${kind === 'no_toilet' ? 9 : 5}" stroke-opacity="${kind === 'no_toilet' ? 0.4 : 0.95}"/>`,
  )
  const kinds = [...new Set(stretches.map(({ kind }) => kind))]
  const legend = kinds.map(
    (kind) =>
      `<li><svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true"><path d="M0 4h24" stroke="${colours[kind]}" stroke-width="6"/></svg> ${stretchTitles[kind][language]}</li>`,
  )
  return `<figure class="stretches"><img src="${escaped(`${base}/pictures/map?${query}`)}" width="${WIDTH}" height="${HEIGHT}" alt="" loading="lazy">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" fill="none" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${lines.join('')}</svg>
<figcaption><ul class="counts">${legend.join('')}</ul></figcaption></figure>`
}
