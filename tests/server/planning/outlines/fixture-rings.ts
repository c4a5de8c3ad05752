/** Synthetic rings in the fixture's ground. */
import type { Ring } from './polygon-shapefile.ts'

const ZONE = 40_000_000
/** Metres east and north of EPSG:4549, over parcel A of the fixture, 478000–478100 east and 3347000–3347100 north. */
export const rectangle = (east: number, north: number, width: number, height: number): Ring => [
  [east, north],
  [east, north + height],
  [east + width, north + height],
  [east + width, north],
]
export const parcelA: Ring = rectangle(478_000, 3_347_000, 100, 100)
export const bowTie: Ring = [
  [478_000, 3_347_000],
  [478_100, 3_347_100],
  [478_100, 3_347_000],
  [478_000, 3_347_100],
]
export const inZone = (ring: Ring): Ring => ring.map(([x, y]) => [x + ZONE, y])
