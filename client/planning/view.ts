/** The extent of the map's view as a signal for components. */
import type { Bounds } from '../../geodata/model/tile.ts'
import type { DeskContext } from '../desk.ts'
import { inView } from './parcel-choice.ts'

/** Returns west, south, east, north in WGS 84 while only parcels in view are chosen; otherwise null. */
export function viewOf({ map }: DeskContext): Bounds | null {
  if (!inView.value) return null
  map.camera.value
  const [[west, south], [east, north]] = map.map.getBounds().toArray()
  return [west, south, east, north]
}
