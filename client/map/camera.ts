import type { MapLibreMap } from 'maplibre-gl'
import type { Camera } from '../desk.ts'

/** Returns the current camera of the map. */
export function cameraOf(map: MapLibreMap): Camera {
  const { lng, lat } = map.getCenter()
  return { center: [lng, lat], zoom: map.getZoom(), bearing: map.getBearing(), pitch: map.getPitch() }
}
