import { type BoundaryFile, BoundaryFileError, type BoundaryPoint } from './boundary-file.ts'

/** Codes of the first zone, 25 in zones of 3 degrees and 13 in those of 6; further zones follow. EPSG v11. */
interface DatumCodes {
  readonly name: string
  readonly pattern: RegExp
  /** `zone`: eastings begin with the zone number; `meridian`: they do not. */
  readonly 3: { readonly zone: number; readonly meridian: number }
  readonly 6: { readonly zone: number; readonly meridian: number }
}

export const datums: readonly DatumCodes[] = [
  {
    name: 'CGCS2000',
    pattern: /2000|CGCS/i,
    3: { zone: 4513, meridian: 4534 },
    6: { zone: 4491, meridian: 4502 },
  },
  {
    name: 'Xian 1980',
    pattern: /80|西安|XIAN/i,
    3: { zone: 2349, meridian: 2370 },
    6: { zone: 2327, meridian: 2338 },
  },
  {
    name: 'Beijing 1954',
    pattern: /54|北京|BEIJING/i,
    3: { zone: 2401, meridian: 2422 },
    6: { zone: 21413, meridian: 21453 },
  },
]

export const zones = { 3: { first: 25, last: 45 }, 6: { first: 13, last: 23 } } as const

export interface Placement {
  /** EPSG code, null if the file does not say enough. */
  readonly epsg: number | null
  /** Whether X is east and Y north, against the form. */
  readonly isSwapped: boolean
}

/** Whether a number of metres is an easting in China, with or without its zone number. */
export const isEasting = (value: number): boolean =>
  (value > 100_000 && value < 900_000) || (value >= 13e6 && value < 46e6)
/** Whether a number of metres is a northing in China. */
export const isNorthing = (value: number): boolean => value > 1_900_000 && value < 6_200_000

/**
 * Returns the coordinate system that the file declares, and its axis order, judged by the numbers. Throws
 * BoundaryFileError if the declarations contradict each other or the eastings.
 */
export function placementOf({ attributes, plots }: BoundaryFile): Placement {
  const points = plots.flatMap((plot) => plot.points)
  const isSwapped = points.length > 0 && points.every(({ x, y }) => isEasting(x) && isNorthing(y))
  const inEastings = zoneOfEastings(points, isSwapped)
  const declared = number(attributes.get('带号'), '带号')
  if (inEastings !== null && declared !== null && inEastings !== declared) {
    throw new BoundaryFileError(null, {
      zh: `带号为 ${declared}，而东坐标以 ${inEastings} 开头：请更正其一。`,
      en: `带号 (zone) is ${declared}, but the eastings begin with ${inEastings}: correct one of them.`,
    })
  }
  return { epsg: epsgOf(attributes, inEastings ?? declared, inEastings !== null), isSwapped }
}

function epsgOf(
  attributes: ReadonlyMap<string, string>,
  zone: number | null,
  isInEasting: boolean,
): number | null {
  const datum = datumOf(attributes.get('坐标系') ?? '')
  const width = widthOf(attributes.get('几度分带') ?? attributes.get('分带'), zone)
  if (datum === null || zone === null || width === null) return null
  const { first, last } = zones[width]
  if (zone < first || zone > last) {
    throw new BoundaryFileError(null, {
      zh: `${width} 度分带的带号应为 ${first} 至 ${last}，收到的是 ${zone}。`,
      en: `The zone should be ${first} to ${last} for zones of ${width} degrees, but was ${zone}.`,
    })
  }
  return epsgOfZone(datum, zone, width, isInEasting)
}

/** Returns the datum that a name tells: `CGCS2000`, `Xian 1980` or `Beijing 1954`; null for others. */
export const datumOf = (name: string): string | null =>
  datums.find(({ pattern }) => pattern.test(name))?.name ?? null

/** Returns the EPSG code of a Gauss–Krüger zone; null if there is no such zone in China. */
export function epsgOfZone(
  datum: string,
  zone: number,
  width: 3 | 6 | null,
  isInEasting: boolean,
): number | null {
  const codes = datums.find(({ name }) => name === datum)
  const known = width ?? widthOf(undefined, zone) ?? 3
  const { first, last } = zones[known]
  if (codes === undefined || zone < first || zone > last) return null
  return codes[known][isInEasting ? 'zone' : 'meridian'] + zone - first
}

/** Zone numbers of 3 and of 6 degrees do not overlap in China. */
function widthOf(text: string | undefined, zone: number | null): 3 | 6 | null {
  if (/^[3三]/.test(text ?? '')) return 3
  if (/^[6六]/.test(text ?? '')) return 6
  if (zone === null) return null
  return zone >= zones[3].first ? 3 : 6
}

function number(text: string | undefined, name: string): number | null {
  if (text === undefined || text === '') return null
  if (/^\d{1,2}$/.test(text)) return Number(text)
  throw new BoundaryFileError(null, {
    zh: `${name}应为数字，收到的是“${text.slice(0, 60)}”。`,
    en: `${name} should be a number, but was "${text.slice(0, 60)}".`,
  })
}

/** Returns the millions of the eastings; null if they have none. Throws where plots are in several zones. */
function zoneOfEastings(points: readonly BoundaryPoint[], isSwapped: boolean): number | null {
  const found = new Set(points.map(({ x, y }) => Math.floor((isSwapped ? x : y) / 1e6)))
  const [zone = 0, ...others] = found
  if (others.length > 0 && [...found].every((one) => one >= 13)) {
    throw new BoundaryFileError(null, {
      zh: `东坐标应同带，收到的开头有 ${[...found].sort().join('、')}。`,
      en: `All eastings should be in one zone, but they begin with ${[...found].sort().join(', ')}.`,
    })
  }
  return others.length === 0 && zone >= 13 && zone <= 45 ? zone : null
}
