/**
 * Writes a route as GPX 1.1, KML 2.2, TCX 2 or GeoJSON (RFC 7946), which watches, phones and map programs read.
 * Coordinates are WGS 84 degrees, heights metres above the datum of their source.
 */
import type { PlannedRoute } from '../answers/route-plan.ts'
import type { Place } from './chain.ts'
import { remainingSeconds } from './follow.ts'
import { measureLine, placeAt } from './measured-line.ts'

export const routeFileFormats = ['gpx', 'geojson', 'kml', 'tcx'] as const
export type RouteFileFormat = (typeof routeFileFormats)[number]

export const routeFileTypes: Readonly<Record<RouteFileFormat, string>> = {
  gpx: 'application/gpx+xml',
  geojson: 'application/geo+json',
  kml: 'application/vnd.google-earth.kml+xml',
  tcx: 'application/vnd.garmin.tcx+xml',
}

type Filed = Pick<
  PlannedRoute,
  'geometry' | 'length_m' | 'duration_s' | 'ascent_m' | 'parts' | 'arrive' | 'turns'
>

export interface RouteTexts {
  readonly name: string
  /** What to do at a turn. */
  readonly turn: (turn: PlannedRoute['turns'][number]) => string
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Characters that XML 1.0 forbids are left out. */
const xml = (text: string) =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (one) => escapes[one] ?? one)

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'

function gpx({ geometry, turns }: Filed, { name, turn }: RouteTexts): string {
  const points = geometry.coordinates.map(
    ([lon, lat, height]) =>
      `<trkpt lat="${lat}" lon="${lon}">${height === undefined ? '' : `<ele>${height}</ele>`}</trkpt>`,
  )
  const marks = turns.map(
    (one) => `<wpt lat="${one.lat}" lon="${one.lon}"><name>${xml(turn(one))}</name></wpt>`,
  )
  return `${head}<gpx version="1.1" creator="Shuangxi" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><name>${xml(name)}</name></metadata>
${marks.join('\n')}
<trk><name>${xml(name)}</name><trkseg>
${points.join('\n')}
</trkseg></trk>
</gpx>
`
}

function kml({ geometry, turns }: Filed, { name, turn }: RouteTexts): string {
  const line = geometry.coordinates.map((position) => position.join(',')).join(' ')
  const marks = turns.map(
    (one) =>
      `<Placemark><name>${xml(turn(one))}</name><Point><coordinates>${one.lon},${one.lat}</coordinates></Point></Placemark>`,
  )
  return `${head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${xml(name)}</name>
<Placemark><name>${xml(name)}</name><LineString><tessellate>1</tessellate><coordinates>${line}</coordinates></LineString></Placemark>
${marks.join('\n')}
</Document></kml>
`
}

/** TCX limits names of courses to 15 characters. */
const SHORT = 15
/** Names of course points to 10. */
const SHORTEST = 10
const cut = (text: string, most: number) => [...text].slice(0, most).join('')

const pointTypes: Readonly<Record<string, string>> = {
  left: 'Left',
  slight_left: 'Left',
  sharp_left: 'Left',
  right: 'Right',
  slight_right: 'Right',
  sharp_right: 'Right',
  straight: 'Straight',
}

function tcx(route: Filed, { name, turn }: RouteTexts): string {
  const line = measureLine(route.geometry.coordinates, route.length_m)
  const end = Date.parse(route.arrive)
  const timeAt = (at_m: number) =>
    new Date(end - 1000 * remainingSeconds(route.parts, route.arrive, at_m)).toISOString()
  const position = (lon: number, lat: number) =>
    `<Position><LatitudeDegrees>${lat}</LatitudeDegrees><LongitudeDegrees>${lon}</LongitudeDegrees></Position>`
  const points = line.points.map(
    ({ at, at_m, height_m }) =>
      `<Trackpoint><Time>${timeAt(at_m)}</Time>${position(at[0], at[1])}${
        height_m === null ? '' : `<AltitudeMeters>${height_m}</AltitudeMeters>`
      }<DistanceMeters>${at_m.toFixed(1)}</DistanceMeters></Trackpoint>`,
  )
  const marks = route.turns.map(
    (one) =>
      `<CoursePoint><Name>${xml(cut(turn(one), SHORTEST))}</Name><Time>${timeAt(one.at_m)}</Time>${position(one.lon, one.lat)}<PointType>${pointTypes[one.kind] ?? 'Generic'}</PointType><Notes>${xml(turn(one))}</Notes></CoursePoint>`,
  )
  const nowhere: Place = [0, 0]
  const first = placeAt(line, 0) ?? nowhere
  const last = placeAt(line, route.length_m) ?? nowhere
  const corner = (tag: string, [lon, lat]: Place) =>
    `<${tag}><LatitudeDegrees>${lat}</LatitudeDegrees><LongitudeDegrees>${lon}</LongitudeDegrees></${tag}>`
  return `${head}<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Courses><Course>
<Name>${xml(cut(name, SHORT))}</Name>
<Lap><TotalTimeSeconds>${Math.round(route.duration_s)}</TotalTimeSeconds><DistanceMeters>${route.length_m}</DistanceMeters>${corner('BeginPosition', first)}${corner('EndPosition', last)}<Intensity>Active</Intensity></Lap>
<Track>
${points.join('\n')}
</Track>
${marks.join('\n')}
</Course></Courses></TrainingCenterDatabase>
`
}

function geojson(route: Filed, { name, turn }: RouteTexts): string {
  const { geometry, length_m, duration_s, ascent_m, turns } = route
  const features = [
    { type: 'Feature', properties: { name, length_m, duration_s, ascent_m }, geometry },
    ...turns.map((one) => ({
      type: 'Feature',
      properties: { name: turn(one), kind: one.kind, at_m: one.at_m },
      geometry: { type: 'Point', coordinates: [one.lon, one.lat] },
    })),
  ]
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`
}

/** Returns the text of a file with the line, and a point for each turn. */
export function routeFile(format: RouteFileFormat, route: Filed, texts: RouteTexts): string {
  return { gpx, kml, tcx, geojson }[format](route, texts)
}
