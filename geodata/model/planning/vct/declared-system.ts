import { datumOf, epsgOfZone, isEasting, isNorthing } from '../boundary-file/declared-system.ts'
import { type Positions, type VctDocument, VctError, type VctHead } from './vct.ts'

export interface VctPlacement {
  /** EPSG code; null if the file does not say enough. */
  readonly epsg: number | null
  readonly unit: 'metres' | 'degrees'
  /** Whether x is north: as XAxisDirection says, otherwise judged by the numbers. */
  readonly isSwapped: boolean
}

/** EPSG codes of longitudes and latitudes. */
const degrees: Readonly<Record<string, number>> = { CGCS2000: 4490, 'Xian 1980': 4610, 'Beijing 1954': 4214 }

/** Returns the coordinate system of the head. Throws VctError if it contradicts the eastings. */
export function placementOf(document: VctDocument): VctPlacement {
  const { values } = document.head
  const datum = datumOf(spheroidOf(document.head))
  const type = (values.get('coordinatesystemtype') ?? values.get('coordinate') ?? 'P').toUpperCase()
  const unit = (values.get('xyunit') ?? values.get('unit') ?? '').toUpperCase()
  const direction = values.get('xaxisdirection')
  const isSwapped = direction === undefined ? isNorthFirst(document) : /^N/i.test(direction)
  if (type === 'D' || unit === 'D') return { epsg: degrees[datum ?? ''] ?? null, unit: 'degrees', isSwapped }
  const { zone: declared, width } = zoneOf(document.head)
  const inEastings = zoneOfEastings(document, isSwapped)
  if (declared !== null && inEastings !== null && declared !== inEastings) {
    throw contradiction(declared, inEastings, '东坐标', 'the easting')
  }
  const zone = inEastings ?? declared
  const epsg = datum === null || zone === null ? null : epsgOfZone(datum, zone, width, inEastings !== null)
  return { epsg, unit: 'metres', isSwapped }
}

const contradiction = (declared: number, found: number, zh: string, en: string) =>
  new VctError(null, {
    zh: `投影参数（Parameters）的带号为 ${declared}，而${zh}属于 ${found} 带：请更正其一。`,
    en: `The zone in Parameters is ${declared}, but ${en} belongs to zone ${found}: correct one of them.`,
  })

/** Names of spheroids besides those of the datums. */
function spheroidOf({ values }: VctHead): string {
  const text = values.get('spheroid') ?? ''
  if (/6378140|6378\.14|IAG/i.test(text)) return 'XIAN 80'
  if (/6378245|6378\.245|克拉索|Krasso/i.test(text)) return 'BEIJING 54'
  return text.split(',')[0] ?? ''
}

/**
 * Reads the zone from the central meridian and the last parameters, as in
 * `120,0,,,,1,40500000,0,3,40`: width of the zone in degrees, and its number.
 */
function zoneOf({ values }: VctHead): { zone: number | null; width: 3 | 6 | null } {
  const parameters = (values.get('parameters') ?? '').split(',').map((part) => part.trim())
  while (parameters.at(-1) === '') parameters.pop()
  const meridian = Number(values.get('meridian') ?? values.get('meridinan') ?? parameters[0] ?? Number.NaN)
  const widthText = parameters.findLast(
    (part, index) => index >= parameters.length - 2 && /^[36]$/.test(part),
  )
  if (!(meridian >= 75 && meridian <= 135 && meridian % 3 === 0)) return { zone: null, width: null }
  // Meridians of zones of 6 degrees are odd multiples of 3.
  const width = widthText === undefined ? (meridian % 6 === 0 ? 3 : null) : widthText === '6' ? 6 : 3
  if (width === null) return { zone: null, width: null }
  const zone = width === 3 ? meridian / 3 : (meridian + 3) / 6
  const number = Number(parameters.at(-1))
  const isNumber = /^\d{2}$/.test(parameters.at(-1) ?? '') && parameters.length > 4
  if (isNumber && number !== zone)
    throw contradiction(number, zone, `中央子午线 ${meridian}`, `meridian ${meridian}`)
  return { zone, width }
}

/** Returns the millions of the eastings; null if they have none, or differ. */
function zoneOfEastings(document: VctDocument, isSwapped: boolean): number | null {
  const zones = new Set(flatsOf(document).map((flat) => Math.floor((flat[isSwapped ? 1 : 0] ?? 0) / 1e6)))
  const [zone = 0] = zones
  return zones.size === 1 && zone >= 13 && zone <= 45 ? zone : null
}

const isNorthFirst = (document: VctDocument): boolean => {
  const flats = flatsOf(document)
  return flats.length > 0 && flats.every(([x = 0, y = 0]) => isNorthing(x) && isEasting(y))
}

const flatsOf = ({ lines, polygons, points }: VctDocument): Positions[] =>
  [
    ...[...lines.values()].map(({ path }) => path),
    ...polygons.flatMap(({ boundary }) => ('lines' in boundary ? [] : boundary)),
    ...points.map(({ positions }) => positions),
  ].filter((path): path is Positions => path instanceof Float64Array)
