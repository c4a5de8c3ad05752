/** Chooses the rows that an element of OpenStreetMap becomes, by its tags and geometry. */
import { pronounce } from '../../places/pronounce.ts'
import type { Tags } from './elements.ts'
import { administrativeAreaOf, landCoverOf, waterOf, waterwayOf } from './mapping/areas.ts'
import { buildingOf } from './mapping/buildings.ts'
import { entranceOf, facilityOf, placeOf } from './mapping/facilities.ts'
import { barrierOf, squareOf } from './mapping/network.ts'
import { roadOf } from './mapping/roads.ts'
import type { Properties } from './mapping/values.ts'

export interface AreaRow {
  readonly layer: string
  readonly properties: Properties
}

const rows = (candidates: readonly (readonly [string, Properties | null])[]): AreaRow[] =>
  candidates.flatMap(([layer, properties]) => (properties ? [{ layer, properties }] : []))

/** Returns the rows of a closed way or a multipolygon; facilities become a point inside it later. */
export function areaRows(tags: Tags, id: string, isBoundary = false): AreaRow[] {
  if (isBoundary) return rows([['administrative_areas', administrativeAreaOf(tags, id)]])
  return rows([
    ['buildings', buildingOf(tags)],
    ['water', waterOf(tags)],
    ['land_cover', landCoverOf(tags)],
    ['facilities', facilityOf(tags)],
    ['squares', squareOf(tags)],
  ])
}

/** Returns the rows of a way as a line. */
export function lineRows(tags: Tags): AreaRow[] {
  return rows([
    ['roads', roadOf(tags)],
    ['waterways', waterwayOf(tags)],
  ])
}

/** Returns the rows of a node. Peaks and settlements are separate places, with pinyin. */
export function pointRows(tags: Tags): AreaRow[] {
  const place = placeOf(tags)
  return rows([
    ['facilities', facilityOf(tags)],
    ['entrances', entranceOf(tags)],
    ['barriers', barrierOf(tags)],
    ['places', place && withSound(place)],
  ])
}

function withSound(place: Properties): Properties {
  const { pinyin, initials } = pronounce(String(place.name))
  return { ...place, pinyin, pinyin_initials: initials }
}
