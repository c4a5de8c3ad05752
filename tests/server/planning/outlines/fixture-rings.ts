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

/** A boundary point file of parcel A, north before east. */
export const boundaryText = [
  '[属性描述]',
  '坐标系=2000国家大地坐标系',
  '几度分带=3',
  '带号=40',
  '[地块坐标]',
  '4,1.0,1,一号地块,面,,住宅用地,0701,@',
  ...parcelA.map(([x, y], i) => `J${i + 1},1,${y}.000,${x}.000`),
].join('\r\n')

/** Parts of a drawn outline, longitude and latitude. */
export const triangle = [
  [
    [
      [119.77, 30.24],
      [119.771, 30.24],
      [119.771, 30.241],
      [119.77, 30.24],
    ],
  ],
]
