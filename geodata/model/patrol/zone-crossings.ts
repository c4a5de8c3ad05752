/**
 * Finds when a unit enters and leaves zones. Between two positions the unit is assumed on the straight line, so
 * a zone between sparse positions is noticed too. A stay counts if it lasts a while and gets away from the border;
 * shorter and shallower ones belong to the stay before. So the rule gives the same crossings for
 * positions that come one by one and for all at once.
 */
import { borderFractions, isInZone, metresFromBorder, type ZoneShape } from './zone-shape.ts'

const crossingLimits = {
  /** A stay counts from this length. */
  dwellMs: 60_000,
  /** A stay counts if it gets this far from the border, plus the error radius of its position. */
  marginM: 30,
  /** Error radii are counted up to this limit. */
  maxErrorM: 100,
  /** With more time between two positions, nothing is assumed about the way between them. */
  lineMs: 30 * 60_000,
  /** Up to this time between two positions, the time of a crossing is exact enough to say nothing more. */
  exactMs: 60_000,
} as const

/** WGS 84 degrees; `at` in milliseconds since 1970. */
export interface SeenFix {
  readonly at: number
  readonly lon: number
  readonly lat: number
  readonly accuracyM: number | null
}

/**
 * `fixes`: between two positions at most a minute apart; `line`: interpolated on the straight line between two that
 * are further apart; `gap`: too far apart to interpolate, `at` is when the unit was next seen.
 */
export const crossingBases = ['fixes', 'line', 'gap'] as const
type CrossingBasis = (typeof crossingBases)[number]

interface Border {
  /** When and where the line crosses the border. */
  readonly at: number
  readonly lon: number
  readonly lat: number
  /** Times of the positions before and after it. */
  readonly earliest: number
  readonly latest: number
  readonly basis: CrossingBasis
}

export interface Crossing extends Border {
  readonly zone: string
  readonly kind: 'entered' | 'left'
}

/** The side that counts, and a stay on the other side that does not count yet. */
interface ZoneSide {
  readonly inside: boolean
  readonly pending: (Border & { readonly isDeep: boolean }) | null
}

/** What must be remembered of a unit. A zone without a side is known by the next position. */
export interface Movement {
  readonly last: SeenFix
  readonly sides: Readonly<Record<string, ZoneSide>>
}

/** Follows a unit through later positions in order of time. Returns the crossings that count by now. */
export function followZones(
  zones: readonly ZoneShape[],
  start: Movement | null,
  fixes: readonly SeenFix[],
): { readonly movement: Movement | null; readonly crossings: readonly Crossing[] } {
  const crossings: Crossing[] = []
  let [last, sides] = [start?.last, { ...start?.sides }]
  for (const fix of fixes) {
    if (last && fix.at <= last.at) continue
    for (const zone of zones) {
      const side = sides[zone.code]
      sides[zone.code] =
        last && side
          ? afterLine(zone, side, [last, fix], (crossing) => crossings.push(crossing))
          : { inside: isInZone(zone, zone.place(fix.lon, fix.lat)), pending: null }
    }
    last = fix
  }
  const known = new Set(zones.map(({ code }) => code))
  sides = Object.fromEntries(Object.entries(sides).filter(([code]) => known.has(code)))
  return { movement: last ? { last, sides } : null, crossings }
}

interface Piece {
  /** Fractions of the line. */
  readonly from: number
  readonly to: number
  readonly inside: boolean
}

type Line = readonly [SeenFix, SeenFix]

function afterLine(zone: ZoneShape, side: ZoneSide, line: Line, tell: (one: Crossing) => void): ZoneSide {
  const [a, b] = line
  // Most units are far from most zones.
  if (!side.inside && side.pending === null && isPast(zone, line)) return side
  let { inside, pending } = side
  for (const piece of piecesOf(zone, line)) {
    if (piece.inside === inside) {
      pending = null
      continue
    }
    pending ??= { ...borderAt(line, piece.from), isDeep: false }
    if (!pending.isDeep && isDeep(zone, line, piece)) pending = { ...pending, isDeep: true }
    const until = a.at + piece.to * (b.at - a.at)
    if (!pending.isDeep || until - pending.at < crossingLimits.dwellMs) continue
    const { isDeep: _, ...border } = pending
    inside = piece.inside
    tell({ ...border, zone: zone.code, kind: inside ? 'entered' : 'left' })
    pending = null
  }
  return { inside, pending }
}

/** Returns true if the line is beside the box of the zone. */
function isPast({ place, bounds: [west, south, east, north] }: ZoneShape, [a, b]: Line): boolean {
  const [[ax, ay], [bx, by]] = [place(a.lon, a.lat), place(b.lon, b.lat)]
  return (
    Math.max(ax, bx) < west || Math.min(ax, bx) > east || Math.max(ay, by) < south || Math.min(ay, by) > north
  )
}

/** Returns the parts of a line inside and outside; after a long gap only its end. */
function piecesOf(zone: ZoneShape, [a, b]: Line): Piece[] {
  const [start, end] = [zone.place(a.lon, a.lat), zone.place(b.lon, b.lat)]
  if (b.at - a.at > crossingLimits.lineMs) return [{ from: 1, to: 1, inside: isInZone(zone, end) }]
  const cuts = [0, ...borderFractions(zone, start, end), 1]
  const pieces: Piece[] = []
  for (let n = 1; n < cuts.length; n++) {
    const [from, to] = [cuts[n - 1] as number, cuts[n] as number]
    // Corners are met twice.
    if (to - from < 1e-9 && cuts.length > 2) continue
    const middle = (from + to) / 2
    const inside = isInZone(zone, between(start, end, middle))
    const before = pieces.at(-1)
    if (before?.inside === inside) pieces[pieces.length - 1] = { ...before, to }
    else pieces.push({ from, to, inside })
  }
  return pieces
}

/** Places on a piece where its distance from the border is measured. */
const SAMPLES = [0, 0.25, 0.5, 0.75, 1]

function isDeep(zone: ZoneShape, [a, b]: Line, { from, to }: Piece): boolean {
  const [start, end] = [zone.place(a.lon, a.lat), zone.place(b.lon, b.lat)]
  const error = Math.min(Math.max(a.accuracyM ?? 0, b.accuracyM ?? 0), crossingLimits.maxErrorM)
  return SAMPLES.some((share) => {
    const place = between(start, end, from + share * (to - from))
    return metresFromBorder(zone, place) > crossingLimits.marginM + error
  })
}

function borderAt([a, b]: Line, fraction: number): Border {
  const gap = b.at - a.at
  const [lon, lat] = between([a.lon, a.lat], [b.lon, b.lat], fraction)
  const basis =
    gap > crossingLimits.lineMs ? 'gap' : gap > crossingLimits.exactMs ? 'line' : ('fixes' as const)
  return { at: Math.round(a.at + fraction * gap), lon, lat, earliest: a.at, latest: b.at, basis }
}

const between = (a: readonly [number, number], b: readonly [number, number], t: number): [number, number] => [
  a[0] + t * (b[0] - a[0]),
  a[1] + t * (b[1] - a[1]),
]
