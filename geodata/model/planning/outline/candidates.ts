/** Ranks the systems that a file's coordinates could be in, with the metres between their places. */
import type { Position } from './outline.ts'
import { metresBetween, type Pair, type PossibleSystem, placing, possibleSystems } from './systems.ts'

/** The ground that the platform knows: west, south, east, north in degrees. */
export type Ground = readonly [west: number, south: number, east: number, north: number]

export interface Candidate extends PossibleSystem {
  /** Whether the file itself declares it. */
  readonly isDeclared: boolean
  /** Whether names of the file or its columns tell of it. */
  readonly isHinted: boolean
  /** Whether the middle of the file is on known ground. */
  readonly isOnGround: boolean
  /** Where the middle of the file is. */
  readonly at: Position
  /** Share of sampled corners within 1 m of corners and borders of parcels and control lines; null if unknown. */
  readonly matches: number | null
  /** From the place by the first candidate. */
  readonly metres: number
}

export interface FilePlace {
  /** Middle of the file, in its coordinates. */
  readonly middle: Pair
  /** What the file declares. */
  readonly declared: { readonly crs: string; readonly wkt: string; readonly isCertain: boolean } | null
  /** Names of the file and its columns, which may tell that degrees come from a map service. */
  readonly names?: readonly string[]
}

/** Words in names of files and columns whose coordinates come from a map service. */
const hints: readonly (readonly [RegExp, string])[] = [
  [/gcj|amap|gaode|高德|腾讯|tencent|火星/i, 'GCJ-02'],
  [/bd-?09|baidu|百度/i, 'BD-09'],
  [/cgcs|4490|2000国家/i, 'EPSG:4490'],
]

/** Returns the system that names of a file and its columns tell of its degrees; undefined if none. */
const hintedSystem = (names: readonly string[]): string | undefined =>
  hints.find(([pattern]) => pattern.test(names.join(' ')))?.[1]

/** A file declares these two for the same numbers. */
const SAME: Readonly<Record<string, string>> = { 'EPSG:4326': 'EPSG:4490' }

/** Returns the candidates, not yet compared with known lines; the declared one first if it is possible. */
export function candidatesOf({ middle, declared, names = [] }: FilePlace, ground: Ground): Candidate[] {
  const possible = possibleSystems(middle, (ground[0] + ground[2]) / 2)
  const said = declared && (SAME[declared.crs] ?? declared.crs)
  const hinted = hintedSystem(names)
  const isListed = possible.some(({ crs }) => crs === said)
  const own: PossibleSystem[] =
    declared === null || isListed || declared.wkt === ''
      ? []
      : [
          {
            crs: 'file',
            swapped: false,
            title: { zh: declared.crs, en: declared.crs },
            isCertain: declared.isCertain,
          },
        ]
  const placed = [...own, ...possible].flatMap((system): Candidate[] => {
    const at = placeOr(() => placing(system, declared?.wkt)(middle))
    if (at === null) return []
    const isDeclared = system.crs === 'file' || system.crs === said
    const isHinted = system.crs === hinted
    return [{ ...system, isDeclared, isHinted, isOnGround: isOn(at, ground), at, matches: null, metres: 0 }]
  })
  return ranked(placed)
}

/** Lines that match at least this much better than the declared system speak against it. */
const CLEAR = 0.3

/** Returns the candidates, the most probable first, with the metres from the first. */
export function ranked(candidates: readonly Candidate[]): Candidate[] {
  const score = ({ isOnGround, isDeclared, isHinted, isCertain, matches }: Candidate) =>
    (isOnGround ? 4 : 0) +
    (isDeclared ? 2 : 0) +
    (isHinted ? 1 : 0) +
    (isCertain ? 0.5 : 0) +
    (matches ?? 0) * (2.1 / CLEAR)
  const sorted = candidates.toSorted((a, b) => score(b) - score(a))
  const [first] = sorted
  return sorted.map((one) => ({ ...one, metres: first === undefined ? 0 : metresBetween(first.at, one.at) }))
}

const isOn = ([x, y]: Position, [west, south, east, north]: Ground) =>
  x >= west && x <= east && y >= south && y <= north

function placeOr(work: () => Position): Position | null {
  try {
    const at = work()
    return at.every(Number.isFinite) && Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 90 ? at : null
  } catch {
    return null
  }
}
