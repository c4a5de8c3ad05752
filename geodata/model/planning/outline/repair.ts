/** Repairs an outline, and tells the change of its area before it is taken. */
import { planeArea } from '../../plane.ts'
import { faultsOf, sorted, spikesOf } from './faults.ts'
import { type Area, Grid, type Loop, sizeOf, withoutRepeats } from './grid.ts'
import { type FaultCode, type Outline, outlineFaults, type Part } from './outline.ts'
import { canonical, resolve } from './resolve.ts'

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

/** Returns null if there is nothing to repair, or no area would be left. The repaired outline has no faults that block its check. */
export function repairOutline(outline: Outline): OutlineRepair | null {
  const codes = [...new Set(faultsOf(outline).map(({ code }) => code))].filter(
    (code) => outlineFaults[code].repair !== null,
  )
  if (codes.length === 0) return null
  let parts = repairedOnce(outline.parts)
  // Rounded crossings can make new faults, which the next pass removes.
  for (let pass = 0; pass < 3 && faultsOf({ ...outline, parts }).length > 0; pass++)
    parts = repairedOnce(parts)
  if (parts.length === 0) return null
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
      Math.abs(planeArea(closed(shell))) -
      holes.reduce((all, hole) => all + Math.abs(planeArea(closed(hole))), 0),
    0,
  )

function closed<P extends readonly [number, number]>(ring: readonly P[]): readonly P[] {
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
