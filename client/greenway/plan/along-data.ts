/** Requests facilities around a route. */
import { type FacilityOnTheWay, facilityOnTheWayPageSchema } from '../../../geodata/model/answers/nearest.ts'
import type { FacilityKind } from '../../../geodata/model/facility-families.ts'
import { BESIDE_M } from '../../../geodata/model/routes/along.ts'
import type { MeasuredLine } from '../../../geodata/model/routes/measured-line.ts'
import { bboxText } from '../../map/extent.ts'
import { boundsOf } from '../place.ts'

/** Kinds that people on the way look for. */
export const kindsOnTheWay: readonly FacilityKind[] = [
  'toilet',
  'drinking_water',
  'shop',
  'cafe',
  'restaurant',
  'service_station',
  'bench',
  'first_aid',
  'bicycle_hire',
  'bus_stop',
  'metro_station',
]

export type OnTheWay = FacilityOnTheWay

export const readOnTheWay = (body: unknown): readonly OnTheWay[] =>
  facilityOnTheWayPageSchema.parse(body).features

/** The path of all facilities of these kinds in the extent of a line and beside it. */
export function onTheWayPath(line: MeasuredLine): string {
  const [west, south, east, north] = boundsOf(line.points.map(({ at }) => at))
  const margin = BESIDE_M / 90_000
  const bbox = bboxText([west - margin, south - margin, east + margin, north + margin])
  const filter = `kind IN (${kindsOnTheWay.map((kind) => `'${kind}'`).join(',')})`
  return `/collections/facilities/items?bbox=${bbox}&filter=${encodeURIComponent(filter)}&properties=kind,name,name_en,opening_hours,wheelchair&limit=1000`
}
