/** Computes the camera that shows an area, without a map. */
import type { Bounds } from '../../geodata/model/tile.ts'
import type { Camera } from '../desk.ts'
import { metresPerPixel } from './scale.ts'

/** The camera of the first visit. */
export const START: Camera = { center: [119.745, 30.245], zoom: 13, bearing: 0, pitch: 0 }
const METRES_PER_DEGREE = 111_320

/** Returns degrees per pixel at a place, east and north. */
export function degreesPerPixel({ center: [, latitude], zoom }: Camera): [number, number] {
  const metres = metresPerPixel(zoom, latitude)
  return [metres / (METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180)), metres / METRES_PER_DEGREE]
}

/** Returns the camera that shows an area in a window of a size in pixels. */
export function cameraFor(
  [west, south, east, north]: Bounds,
  width: number,
  height: number,
  maxZoom: number,
): Camera {
  const center = [(west + east) / 2, (south + north) / 2] as const
  const [across, up] = degreesPerPixel({ ...START, center, zoom: 0 })
  const shrink = Math.max((east - west) / (across * width), (north - south) / (up * height))
  return { ...START, center, zoom: Math.min(maxZoom, Math.log2(1 / Math.max(shrink, 1e-9))) }
}
