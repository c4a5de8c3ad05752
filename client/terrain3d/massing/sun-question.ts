/** Makes the question about a proposal from the model: neighbours' windows, what stands, the day. */
import {
  gapBetween,
  overlap,
  type PlaneArea,
  type PlanePoint,
  sizeOf,
} from '../../../geodata/model/massing/area.ts'
import { degreesOf, planeOf } from '../../../geodata/model/plane.ts'
import { heightAt } from '../../../geodata/model/relief/height-grid.ts'
import type { Prism } from '../../../geodata/model/relief/sun/casters.ts'
import { defaultPattern, windowsOf } from '../../../geodata/model/relief/sun/facades.ts'
import type { SunRule } from '../../../geodata/model/relief/sun/rules.ts'
import { solarTermDate } from '../../../geodata/model/relief/sun/solar-term.ts'
import { fromPlane, toPlane } from '../place.ts'
import type { ToolContext } from '../tool.ts'
import type { Parcel } from './parcel.ts'
import type { SunQuestion } from './question.ts'

/** Metres from the parcel: buildings that cast shadows, and those whose windows are studied. */
export const CASTING = 250
const RECEIVING = 120

interface Standing extends Prism {
  readonly distance: number
  readonly middle: PlanePoint
}

const middleOf = (points: readonly PlanePoint[]): PlanePoint => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
]

/** Returns the ground in the middle of a parcel in metres. */
export const groundOf = (tool: ToolContext, parcel: Parcel): number =>
  heightAt(tool.grid(), ...middleOf(parcel.area.flat(2)))

/** Metres from the corners of a parcel to the edge of the model; negative if one is outside. */
export function edgeDistance({ place }: ToolContext, parcel: Parcel): number {
  const distances = parcel.area.flat(2).map((corner) => {
    const [x, z] = toPlane(place, ...degreesOf(corner))
    return Math.min(place.width / 2 - Math.abs(x), place.depth / 2 - Math.abs(z))
  })
  return Math.min(...distances)
}

/** Returns the buildings around a parcel; those on it count as taken down. */
function standingAround(tool: ToolContext, parcel: Parcel): Standing[] {
  return tool.buildings.flatMap(({ id, rings, base, height }): Standing[] => {
    const plane = rings.map((ring) => ring.map(([x, z]): PlanePoint => planeOf(fromPlane(tool.place, x, z))))
    const middle = middleOf(plane[0] ?? [])
    const outline = [plane.slice(0, 1)]
    const distance = gapBetween(parcel.area, outline)
    if (!(distance < CASTING) || sizeOf(overlap(parcel.area, outline)) > 0.5) return []
    const ground = heightAt(tool.grid(), ...middle)
    if (Number.isNaN(ground)) return []
    // Walls begin below the ground, as on the model, so that no sun passes under them on a slope.
    const from = base > 0 ? ground + base : ground - 6
    return [{ id: String(id), rings: plane, base: from, top: ground + height, distance, middle }]
  })
}

export function sunQuestion(
  tool: ToolContext,
  parcel: Parcel,
  blocks: PlaneArea,
  height: number,
  rule: SunRule,
): SunQuestion {
  const standing = standingAround(tool, parcel)
  const grid = tool.grid()
  const ground = groundOf(tool, parcel)
  const year = new Date().getFullYear()
  const { from, to, minAltitude, sill } = rule
  return {
    windows: standing
      .filter(({ distance }) => distance < RECEIVING)
      .flatMap(({ id, rings, middle, top }) => {
        const floor = heightAt(grid, ...middle)
        const storeys = Math.max(1, Math.floor((top - floor) / defaultPattern.storeyHeight))
        const building = { id, name: `#${id}`, ring: rings[0] ?? [], base: floor, storeys }
        return windowsOf(building, { ...defaultPattern, sill })
      }),
    standing: standing.map(({ id, rings, base, top }) => ({ id, rings, base, top })),
    ...{ grid, ground, rule, blocks: blocks.slice(), top: ground + height },
    place: degreesOf(middleOf(parcel.area.flat(2))),
    day: { date: solarTermDate(year, rule.term), from, to, step: 1, minAltitude },
  }
}
