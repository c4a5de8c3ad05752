/** A town: streets, blocks with uses, lots, buildings, and parcels with their indicators. */
import type { Bend, BendOptions } from './bend.ts'
import { createBend } from './bend.ts'
import type { Block } from './blocks.ts'
import { bendRect, cutBlocks } from './blocks.ts'
import { lotRings, splitLots } from './lots.ts'
import type { ParcelMaker } from './parcels.ts'
import type { Line, Point, Ring } from './plane.ts'
import { createRandom } from './random.ts'
import type { BuildingRow, ParcelRow } from './rows.ts'
import type { Street } from './streets.ts'
import { drawStreets, layLines } from './streets.ts'
import type { Quarter } from './zoning.ts'
import { chooseBlockUse, chooseLotUse, lotArea } from './zoning.ts'

export interface TownPlan extends BendOptions {
  /** Extent of the plan in metres from its origin: west, south, east, north. */
  readonly extent: readonly [number, number, number, number]
  /** Metres between two streets. */
  readonly spacing: number
  /** Share of blocks that are joined to a neighbour. */
  readonly joining: number
  /** Returns whether the town may be built at a point. */
  readonly fits: (p: Point) => boolean
  readonly quarterAt: (p: Point) => Quarter
  readonly parcels: ParcelMaker
}

/** Built-up ground: a whole block, or a lot of a partly built one. */
interface BuiltGround {
  readonly use: string
  readonly ring: Ring
}

export interface Town {
  readonly grounds: readonly BuiltGround[]
  readonly streets: readonly (Street & { readonly name: string })[]
  readonly parcels: readonly ParcelRow[]
  readonly buildings: readonly BuildingRow[]
}

export function buildTown(plan: TownPlan, streetName: (line: string, course: Line) => string): Town {
  const random = createRandom(`${plan.name} town`)
  const bend = createBend(plan)
  const [west, south, east, north] = plan.extent
  const lines = {
    across: layLines(random, west, east, plan.spacing),
    along: layLines(random, south, north, plan.spacing * 0.86),
  }
  const blocks = cutBlocks(random, lines, bend, plan.fits, plan.joining)
  const streets = drawStreets(lines, blocks, bend).map((street) => ({
    ...street,
    name: streetName(street.line, street.course),
  }))
  const built = blocks.map((block) => buildBlock(plan, bend, block))
  return {
    streets,
    grounds: built.flatMap(({ grounds }) => grounds),
    parcels: built.flatMap(({ parcels }) => parcels),
    buildings: built.flatMap(({ buildings }) => buildings),
  }
}

/** Splits a block into lots of its use and omits lots on unsuitable ground. */
function buildBlock(plan: TownPlan, bend: Bend, block: Block) {
  const quarter = plan.quarterAt(block.middle)
  const random = createRandom(`${plan.name} block ${block.columns[0]} ${block.rows[0]}`)
  const use = chooseBlockUse(random, quarter)
  const lots = splitLots(random, block.rect, lotArea(use, quarter))
  const rings = lotRings(block.rect, lots, bend)
  const parcels: ParcelRow[] = []
  const buildings: BuildingRow[] = []
  lots.forEach((lot, k) => {
    const ring = rings[k]
    if (!ring || (block.buildable < 1 && !ring.every(plan.fits))) return
    const lotUse = k === 0 ? use : chooseLotUse(random, use, quarter)
    const made = plan.parcels.make({ random, lot, ring, use: lotUse, quarter, bend })
    parcels.push(made.parcel)
    buildings.push(...made.buildings)
  })
  const whole = parcels.length === lots.length
  const grounds: BuiltGround[] = whole
    ? [{ use, ring: bendRect(block.rect, bend) }]
    : parcels.flatMap(({ land_use, geom }) => geom.map(([ring]) => ({ use: land_use, ring: ring ?? [] })))
  return { grounds, parcels, buildings }
}
