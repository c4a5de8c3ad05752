/** Repairs an outline, and tells the change of its area before it is taken. */
import { planeArea } from '../../plane.ts'
import { closed } from './closing.ts'
import { faultsOf, sorted, spikesOf } from './faults.ts'
import { type Area, Grid, type Loop, sizeOf, withoutRepeats } from './grid.ts'
import { type FaultCode, type Outline, outlineFaults, type Part } from './outline.ts'
import { areaOfPart, canonical, partsOf, resolve, unite } from './resolve.ts'

export interface OutlineRepair {
  readonly outline: Outline
  /** Faults that the repair removes. */
  readonly codes: readonly FaultCode[]
  /** m² in EPSG:4549: of the rings as they are, shells minus holes, and of the repaired outline. */
  readonly before_m2: number
  readonly after_m2: number
  readonly change_m2: number
  readonly parts_before: number
  readonly parts_after: number
}

/**
 * Returns null if there is nothing to repair, or no area would be left. The repaired outline has no faults that
 * block its check, and takes gaps to its neighbours that are given.
 */
export function repairOutline(outline: Outline, gaps: readonly Part[] = []): OutlineRepair | null {
  const codes = [...new Set(faultsOf(outline).map(({ code }) => code))].filter(
    (code) => outlineFaults[code].repair !== null,
  )
  if (codes.length + gaps.length === 0) return null
  let parts = codes.length === 0 ? outline.parts : repairedOnce(outline.parts)
  if (gaps.length > 0) parts = withGaps(parts, gaps)
  // Rounded crossings can make new faults, which the next pass removes.
  for (let pass = 0; pass < 3 && faultsOf({ ...outline, parts }).length > 0; pass++)
    parts = repairedOnce(parts)
  if (parts.length === 0) return null
  if (gaps.length > 0) codes.push('outlines_gap')
  const [before, after] = [outlineArea(outline.parts), outlineArea(parts)]
  return {
    outline: { ...outline, parts },
    codes,
    before_m2: before,
    after_m2: after,
    change_m2: after - before,
    parts_before: outline.parts.length,
    parts_after: parts.length,
  }
}

/** Plane area in EPSG:4549 in m²: shells minus holes of each part, whatever their direction. */
export const outlineArea = (parts: readonly Part[]): number =>
  parts.reduce(
    (sum, [shell = [], ...holes]) =>
      sum +
      Math.abs(planeArea(closedRing(shell))) -
      holes.reduce((all, hole) => all + Math.abs(planeArea(closedRing(hole))), 0),
    0,
  )

function closedRing<P extends readonly [number, number]>(ring: readonly P[]): readonly P[] {
  const [first, last] = [ring[0], ring.at(-1)]
  if (first === undefined || last === undefined || (first[0] === last[0] && first[1] === last[1])) return ring
  return [...ring, first]
}

function repairedOnce(parts: readonly Part[]): readonly Part[] {
  const near = parts[0]?.[0]?.[0]
  if (near === undefined) return []
  const grid = new Grid(near)
  const areas = parts.map((part): Area => sorted(part.map((ring) => withoutSpikes(grid.loopOf(ring)))))
  const whole = areas.filter(([shell = []]) => shell.length > 2)
  const resolved = resolve(whole)
  // A valid outline keeps its points; only its rings are ordered.
  const kept = canonical(resolved) === canonical(whole) ? whole : resolved
  return kept.map((area) => grid.partOf(area.map((loop, i) => directed(loop, i === 0))))
}

/** Rounding leaves hairlines between an area and a gap beside it: closed up to 4 mm. */
const HAIRLINE_MM = 4

function withGaps(parts: readonly Part[], gaps: readonly Part[]): readonly Part[] {
  const near = parts[0]?.[0]?.[0]
  if (near === undefined) return parts
  const grid = new Grid(near)
  const areas = [...parts, ...gaps].map((part) => areaOfPart(part.map((ring) => grid.loopOf(ring))))
  return partsOf(closed(unite(areas), HAIRLINE_MM)).map((area) => grid.partOf(area))
}

/** Shells run counterclockwise, as in GeoJSON. */
const directed = (loop: Loop, isShell: boolean): Loop =>
  sizeOf(loop) > 0 === isShell ? loop : loop.toReversed()

function withoutSpikes(loop: Loop): Loop {
  let points = withoutRepeats(loop)
  for (let [spike] = spikesOf(points); spike !== undefined && points.length > 2; [spike] = spikesOf(points)) {
    const at = spike
    points = withoutRepeats(points.filter((_, i) => i !== at))
  }
  return points
}
