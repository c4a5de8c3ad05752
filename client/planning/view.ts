/** The extent of the map's view; components that read it follow the map. */
import type { Bounds } from '../../geodata/model/tile.ts'
import type { DeskContext } from '../desk.ts'
import { inView } from './parcel-choice.ts'

/** West, south, east, north in WGS 84 while only parcels in view are chosen; null otherwise. */
export function viewOf({ map }: DeskContext): Bounds | null {
  if (!inView.value) return null
  map.camera.value
  const [[west, south], [east, north]] = map.map.getBounds().toArray()
  return [west, south, east, north]
}
