/** The reader's viewpoint in degrees and metres, for the address and the flat map. */
import type { AddressCodec } from '../address.ts'
import type { Camera } from '../desk.ts'
import type { Pose } from './navigation.ts'
import { fromPlane, type Place, toPlane } from './place.ts'

export interface Eye {
  /** WGS 84 degrees of the place in the middle of the view. */
  readonly longitude: number
  readonly latitude: number
  /** Metres from the eye to that place. */
  readonly distance: number
  /** Degrees clockwise from north. */
  readonly bearing: number
  /** Degrees of the view from the vertical. */
  readonly tilt: number
}

/** Vertical field of view of the model's camera, degrees. */
export const FIELD_OF_VIEW = 36
/** The tilt for a place that a flat map shows, degrees. */
const TILT = 56
const EARTH_CIRCUMFERENCE = 40_075_016.686
const MAP_TILE = 512

const rounded = (value: number, decimals: number) => String(Number(value.toFixed(decimals)))

export const eyeCodec: AddressCodec<Eye | null> = {
  write: (eye) =>
    eye &&
    [
      rounded(eye.longitude, 5),
      rounded(eye.latitude, 5),
      rounded(eye.distance, 0),
      rounded(eye.bearing, 1),
      rounded(eye.tilt, 1),
    ].join(','),
  read(text) {
    const parts = text.split(',')
    if (parts.length !== 5 || parts.some((part) => !/^-?\d{1,6}(\.\d+)?$/.test(part))) return null
    const [longitude = 0, latitude = 0, distance = 0, bearing = 0, tilt = 0] = parts.map(Number)
    if (Math.abs(longitude) > 180 || Math.abs(latitude) > 85 || distance < 1) return null
    if (Math.abs(bearing) > 360 || tilt < 0 || tilt > 90) return null
    return { longitude, latitude, distance, bearing, tilt }
  },
}

export function eyeOf(place: Place, { x, z, distance, bearing, tilt }: Pose): Eye {
  const [longitude, latitude] = fromPlane(place, x, z)
  return { longitude, latitude, distance, bearing, tilt }
}

export function poseOf(place: Place, { longitude, latitude, ...view }: Eye): Pose {
  const [x, z] = toPlane(place, longitude, latitude)
  return { ...view, x, z }
}

/** Returns the height in metres, at the place in the middle, that the canvas shows. */
const seenHeight = (distance: number) => 2 * distance * Math.tan((FIELD_OF_VIEW * Math.PI) / 360)

const metresPerPixel = (latitude: number, zoom: number) =>
  (EARTH_CIRCUMFERENCE * Math.cos((latitude * Math.PI) / 180)) / (MAP_TILE * 2 ** zoom)

/** Returns the view of the model that shows the same extent as a flat map. `height`: CSS pixels of both. */
export function eyeOfCamera({ center, zoom, bearing }: Omit<Camera, 'pitch'>, height: number): Eye {
  const [longitude, latitude] = center
  const distance = (height * metresPerPixel(latitude, zoom)) / seenHeight(1)
  return { longitude, latitude, distance, bearing, tilt: TILT }
}

/** Returns the flat map that shows the same extent as a view of the model. `height`: CSS pixels of both. */
export function cameraOfEye({ longitude, latitude, distance, bearing }: Eye, height: number): Camera {
  const zoom = Math.log2(metresPerPixel(latitude, 0) / (seenHeight(distance) / height))
  return { center: [longitude, latitude], zoom, bearing, pitch: 0 }
}

/** Returns whether the place is on the model. */
export function isOnModel({ bounds }: Place, { longitude, latitude }: Eye): boolean {
  const [west, south, east, north] = bounds
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north
}
