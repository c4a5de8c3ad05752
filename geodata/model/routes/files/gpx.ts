/** GPX 1.1: a track with heights for each route, its stops as waypoints and its turns as a route. */
import { turnText } from '../turn-words.ts'
import { filePoints, type RouteFile, routeTitle, xml } from './route-file.ts'

export function gpxOf(file: RouteFile): string {
  const { routes, depart, language } = file
  const [best] = routes
  const stops = (best?.stops ?? []).map(
    ({ lon, lat }, n, all) =>
      `<wpt lat="${lat}" lon="${lon}"><name>${xml(stopName(n, all.length, language))}</name></wpt>`,
  )
  const turns = routes.map((route, n) => {
    const points = route.turns.map(
      (turn) =>
        `<rtept lat="${turn.lat}" lon="${turn.lon}"><name>${xml(turnText(turn, language))}</name><desc>${turn.kind}</desc></rtept>`,
    )
    return `<rte><name>${xml(routeTitle(file, n))}</name>\n${points.join('\n')}\n</rte>`
  })
  const tracks = routes.map((route, n) => {
    const points = filePoints(route, depart).map(
      ({ lon, lat, height }) =>
        `<trkpt lat="${lat}" lon="${lon}">${height === null ? '' : `<ele>${height}</ele>`}</trkpt>`,
    )
    return `<trk><name>${xml(routeTitle(file, n))}</name><type>${file.profile}</type><trkseg>\n${points.join('\n')}\n</trkseg></trk>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Shuangxi" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><name>${xml(routeTitle(file, 0))}</name></metadata>
${[...stops, ...turns, ...tracks].join('\n')}
</gpx>
`
}

export function stopName(n: number, count: number, language: RouteFile['language']): string {
  if (n === 0) return language === 'zh' ? '起点' : 'Start'
  if (n === count - 1) return language === 'zh' ? '终点' : 'End'
  return language === 'zh' ? `途经点 ${n}` : `Stop ${n}`
}
