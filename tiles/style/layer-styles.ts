/** Every drawn layer's style, by the layer's id. */
import { administrativeAreas } from './administrative_areas.ts'
import { buildings } from './buildings.ts'
import { contours } from './contours.ts'
import { controlLines } from './control_lines.ts'
import { coverages } from './coverages.ts'
import { entrances } from './entrances.ts'
import { facilities } from './facilities.ts'
import { greenwaySegments } from './greenway_segments.ts'
import { greenways } from './greenways.ts'
import { incidents } from './incidents.ts'
import { landCover } from './land_cover.ts'
import type { LayerStyle } from './layer-style.ts'
import { parcels } from './parcels.ts'
import { patrolZones } from './patrol_zones.ts'
import { places } from './places.ts'
import { plans } from './plans.ts'
import { roads } from './roads.ts'
import { units } from './units.ts'
import { water } from './water.ts'
import { waterways } from './waterways.ts'

export const layerStyles: Readonly<Record<string, LayerStyle>> = {
  administrative_areas: administrativeAreas,
  land_cover: landCover,
  water,
  waterways,
  roads,
  buildings,
  places,
  greenways,
  greenway_segments: greenwaySegments,
  facilities,
  entrances,
  patrol_zones: patrolZones,
  units,
  incidents,
  parcels,
  control_lines: controlLines,
  plans,
  coverages,
  contours,
}
