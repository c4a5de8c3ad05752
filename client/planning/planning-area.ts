/**
 * The initial area of the desk, in a separate file because the page requests it before the desk is loaded.
 */
import { type PlanningArea, planningAreaSchema } from '../../geodata/model/answers/planning-area.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { tokens } from '../../geodata/model/tokens.ts'

export const areaPath = '/planning/area'

export const readArea = (body: unknown): PlanningArea => planningAreaSchema.parse(body)

/** Returns the initial area: on a phone, all parcels together would be too small. */
export function firstArea({ extent, focus }: PlanningArea): Bounds | undefined {
  const isSmall = window.innerWidth < tokens.phoneWidth
  return (isSmall ? focus : null) ?? extent ?? undefined
}
