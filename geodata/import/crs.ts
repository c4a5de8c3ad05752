/** Coordinate systems known to imports, and guessing a system from coordinates alone. */
import { type Candidate, candidatesOf, type Ground } from '../model/planning/outline/candidates.ts'
import { ImportError } from './error.ts'

/** EPSG code as text, or one of the two shifted systems, which have no code. */
export type Crs = `EPSG:${number}` | 'GCJ-02' | 'BD-09'

/** Extent in units and axis order of the file. */
export type Extent = readonly [minX: number, minY: number, maxX: number, maxY: number]

export interface CrsGuess {
  readonly crs: Crs
  /** Whether north comes before east. */
  readonly swapped: boolean
}

/** Reads `EPSG:4549`, `4549`, `gcj02`, `BD-09` and similar forms. */
export function parseCrs(text: string): Crs {
  const plain = text
    .trim()
    .toUpperCase()
    .replaceAll(/[\s_-]/g, '')
  if (plain === 'GCJ02') return 'GCJ-02'
  if (plain === 'BD09' || plain === 'BD09LL') return 'BD-09'
  const code = /^(?:EPSG:?)?(\d{4,6})$/.exec(plain)?.[1]
  if (code) return `EPSG:${Number(code)}`
  throw new ImportError({
    zh: `--crs 应为 EPSG:4326、EPSG:4490、EPSG:4549、EPSG:4528、GCJ-02 或 BD-09，收到的是“${text}”。`,
    en: `--crs should be EPSG:4326, EPSG:4490, EPSG:4549, EPSG:4528, GCJ-02 or BD-09, but was "${text}".`,
  })
}

type Range = readonly [least: number, most: number]
const inside = (least: number, most: number, [from, to]: Range) => least >= from && most <= to

/** East China, where eastings without a zone number are those of 120° E. */
const GROUND: Ground = [110, 15, 130, 55]

/**
 * Returns the most probable system of coordinates without a declared one; null if none fits. Degrees alone
 * cannot distinguish WGS 84 from GCJ-02; `names` (of the file and its columns) may.
 */
export function guessCrs([minX, minY, maxX, maxY]: Extent, names: readonly string[] = []): CrsGuess | null {
  const middle = [(minX + maxX) / 2, (minY + maxY) / 2] as const
  return guessOf(candidatesOf({ middle, declared: null, names }, GROUND))
}

/** Returns the first candidate that needs no parameters. Without a hint, degrees are read as WGS 84. */
export function guessOf(candidates: readonly Candidate[]): CrsGuess | null {
  const first = candidates.find(({ isCertain, crs }) => isCertain && crs !== 'file')
  if (first === undefined) return null
  const crs = first.crs === 'EPSG:4490' && !first.isHinted ? 'EPSG:4326' : parseCrs(first.crs)
  return { crs, swapped: first.swapped }
}

const CHINA: readonly [Range, Range] = [
  [70, 138],
  [2, 56],
]

/** Ranges of the coordinates in a system's area of use, with a margin; null for systems not listed. */
const possible: Readonly<Record<string, readonly [Range, Range]>> = {
  'EPSG:4326': [
    [-180.01, 180.01],
    [-90.01, 90.01],
  ],
  'EPSG:4490': CHINA,
  'GCJ-02': CHINA,
  'BD-09': CHINA,
  'EPSG:4549': [
    [0, 1_000_000],
    [1_500_000, 6_300_000],
  ],
  'EPSG:4528': [
    [40_000_000, 41_000_000],
    [1_500_000, 6_300_000],
  ],
}

/**
 * Returns the range of a system's coordinates in its area of use, east first; null if it is not listed here.
 */
export function knownRange(crs: string): Extent | null {
  const range = possible[crs]
  if (!range) return null
  const [[west, east], [south, north]] = range
  return [west, south, east, north]
}

/** Returns whether coordinates can be in the given system. */
export function fitsCrs([minX, minY, maxX, maxY]: Extent, crs: Crs): boolean {
  const range = possible[crs]
  return !range || (inside(minX, maxX, range[0]) && inside(minY, maxY, range[1]))
}

/**
 * Creates the error that asks for `--crs` and gives the guess: uncertain coordinates are never shifted
 * silently.
 */
export function crsMissing(file: string, extent: Extent, names: readonly string[]): ImportError {
  const { zh, en } = suggestion(extent, names)
  return new ImportError({
    zh: `${file} 没有注明坐标系，请用 --crs 指定。${zh}`,
    en: `${file} does not state its coordinate system. Give it by --crs. ${en}`,
  })
}

/** Creates the error for coordinates that do not fit a system, with the guess of the right one. */
export function crsMisfit(file: string, crs: string, extent: Extent, names: readonly string[]): ImportError {
  const { zh, en } = suggestion(extent, names)
  return new ImportError({
    zh: `${file} 的坐标不可能是 ${crs}，请用 --crs 指定正确的坐标系。${zh}`,
    en: `The coordinates of ${file} do not fit ${crs}. Give the right system by --crs. ${en}`,
  })
}

function suggestion(extent: Extent, names: readonly string[]): { zh: string; en: string } {
  const numbers = extent
    .map((value) => (Math.abs(value) > 1000 ? value.toFixed(0) : value.toFixed(4)))
    .join(', ')
  const guess = guessCrs(extent, names)
  if (!guess) {
    return {
      zh: `坐标范围为 ${numbers}，无法推测。`,
      en: `The coordinates lie in ${numbers}, which fits no known system.`,
    }
  }
  const { crs, swapped } = guess
  const degrees = extent.every((value) => Math.abs(value) <= 180)
  return {
    zh:
      `坐标范围为 ${numbers}，推测为 --crs ${crs}${swapped ? ' --swap-axes（北坐标在前）' : ''}` +
      `${degrees ? '；若来自高德、腾讯地图则为 GCJ-02，百度地图则为 BD-09（相差约 500 米）' : ''}。`,
    en:
      `The coordinates lie in ${numbers}; the guess is --crs ${crs}${swapped ? ' --swap-axes (north comes first)' : ''}` +
      `${degrees ? ' (GCJ-02 if they come from Amap or Tencent, BD-09 from Baidu, some 500 m off)' : ''}.`,
  }
}
