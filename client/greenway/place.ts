/** Places and extents of lists. */
import type { Bounds } from '../../geodata/model/tile.ts'

type Place = readonly [longitude: number, latitude: number]

/** West, south, east and north of places, at least a few hundred metres wide. */
export function boundsOf(places: readonly Place[]): Bounds {
  const MARGIN = 0.001
  const [x, y] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)]
  return [Math.min(...x) - MARGIN, Math.min(...y) - MARGIN, Math.max(...x) + MARGIN, Math.max(...y) + MARGIN]
}
