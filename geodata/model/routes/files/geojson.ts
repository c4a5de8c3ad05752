/** GeoJSON (RFC 7946): routes as features; their properties are what the JSON of a plan says about them. */
import { type RouteFile, routeTitle } from './route-file.ts'

export function geojsonOf(file: RouteFile): string {
  const { routes, profile, depart } = file
  const features = routes.map(({ geometry, ...properties }, n) => ({
    type: 'Feature',
    geometry,
    properties: { name: routeTitle(file, n), profile, depart, ...properties },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}
