/** Which rows one element of OpenStreetMap becomes, by its tags and what it can be drawn as. */
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

/** Rows of a closed way or a multipolygon; facilities become a point inside it later. */
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

/** Rows of a way as a line. */
export function lineRows(tags: Tags): AreaRow[] {
  return rows([
    ['roads', roadOf(tags)],
    ['waterways', waterwayOf(tags)],
  ])
}

/** Rows of a node. Peaks and settlements are places of their own, with their pinyin. */
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
