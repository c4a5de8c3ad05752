/** Where the desk opens; apart from its other data, because the page asks for it before the desk is loaded. */
import { type PlanningArea, planningAreaSchema } from '../../geodata/model/answers/planning-area.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { tokens } from '../../geodata/model/tokens.ts'

export const areaPath = '/planning/area'

export const readArea = (body: unknown): PlanningArea => planningAreaSchema.parse(body)

/** The area to show first: on a phone all parcels would be too small to tell apart. */
export function firstArea({ extent, focus }: PlanningArea): Bounds | undefined {
  const isSmall = window.innerWidth < tokens.phoneWidth
  return (isSmall ? focus : null) ?? extent ?? undefined
}
