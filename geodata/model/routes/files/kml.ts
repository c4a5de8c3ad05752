/** KML 2.2: each route as a line on the ground with heights, and its stops. */
import { stopName } from './gpx.ts'
import { type RouteFile, routeTitle, xml } from './route-file.ts'

export function kmlOf(file: RouteFile): string {
  const { routes, language } = file
  const [best] = routes
  const stops = (best?.stops ?? []).map(
    ({ lon, lat }, n, all) =>
      `<Placemark><name>${xml(stopName(n, all.length, language))}</name><Point><coordinates>${lon},${lat}</coordinates></Point></Placemark>`,
  )
  const lines = routes.map(
    ({ geometry: { coordinates } }, n) =>
      `<Placemark><name>${xml(routeTitle(file, n))}</name><LineString><tessellate>1</tessellate><altitudeMode>clampToGround</altitudeMode><coordinates>\n${coordinates.map((point) => point.join()).join('\n')}\n</coordinates></LineString></Placemark>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${xml(routeTitle(file, 0))}</name>
${[...lines, ...stops].join('\n')}
</Document></kml>
`
}
