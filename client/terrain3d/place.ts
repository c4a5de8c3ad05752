/**
 * The model's area in WGS 84, and metres around its middle (x east, y up, z south, as in three). The
 * projection is Web Mercator divided by its scale at the middle, accurate to 0.05 % over the model.
 */
import type { Bounds } from '../../geodata/model/tile.ts'
import { fromMercator, toMercator } from '../../geodata/model/tile.ts'

export interface Place {
  readonly bounds: Bounds
  /** West, south, east, north in EPSG:3857 metres. */
  readonly mercator: Bounds
  /** True metres per metre of Web Mercator. */
  readonly scale: number
  /** True metres from west to east and from north to south. */
  readonly width: number
  readonly depth: number
}

/** Qingshan Lake and the hills around it (青山湖). */
export const qingshanBounds: Bounds = [119.7, 30.205, 119.84, 30.295]

export function createPlace(bounds: Bounds): Place {
  const [west, south] = toMercator(bounds[0], bounds[1])
  const [east, north] = toMercator(bounds[2], bounds[3])
  const scale = Math.cos((((bounds[1] + bounds[3]) / 2) * Math.PI) / 180)
  return {
    bounds,
    mercator: [west, south, east, north],
    scale,
    width: (east - west) * scale,
    depth: (north - south) * scale,
  }
}

/** Converts EPSG:3857 metres to the model's plane. */
export function mercatorToPlane(place: Place, x: number, y: number): [x: number, z: number] {
  const [west, south, east, north] = place.mercator
  return [(x - (west + east) / 2) * place.scale, ((south + north) / 2 - y) * place.scale]
}

/** Converts WGS 84 degrees to the model's plane. */
export function toPlane(place: Place, longitude: number, latitude: number): [x: number, z: number] {
  return mercatorToPlane(place, ...toMercator(longitude, latitude))
}

/** Converts the model's plane to WGS 84 degrees. */
export function fromPlane(place: Place, x: number, z: number): [longitude: number, latitude: number] {
  const [west, south, east, north] = place.mercator
  return fromMercator((west + east) / 2 + x / place.scale, (south + north) / 2 - z / place.scale)
}
