/** TCX: the routes as courses of Garmin's Training Center, with turns as course points. */
import type { RouteTurn } from '../../answers/route-plan.ts'
import { turnText } from '../turn-words.ts'
import { type FilePoint, filePoints, type RouteFile, routeTitle, xml } from './route-file.ts'

/** Names of courses and of their points have at most this many characters. */
const NAME = 15
const POINT_NAME = 10

export function tcxOf(file: RouteFile): string {
  const courses = file.routes.map((route, n) => {
    const points = filePoints(route, file.depart)
    const turns = route.turns.slice(1, -1).map((turn) => coursePoint(turn, points, file.language))
    const [first, last] = [points[0], points.at(-1)]
    const ends = (name: string, point: FilePoint | undefined) =>
      point === undefined ? '' : `<${name}>${position(point)}</${name}>`
    return `<Course><Name>${xml(cut(routeTitle(file, n), NAME))}</Name>
<Lap><TotalTimeSeconds>${route.duration_s}</TotalTimeSeconds><DistanceMeters>${route.length_m}</DistanceMeters>${ends('BeginPosition', first)}${ends('EndPosition', last)}<Intensity>Active</Intensity></Lap>
<Track>
${points.map(trackPoint).join('\n')}
</Track>
${turns.join('\n')}
</Course>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Courses>
${courses.join('\n')}
</Courses></TrainingCenterDatabase>
`
}

const cut = (text: string, length: number): string => [...text].slice(0, length).join('')

const position = ({ lon, lat }: Pick<FilePoint, 'lon' | 'lat'>): string =>
  `<LatitudeDegrees>${lat}</LatitudeDegrees><LongitudeDegrees>${lon}</LongitudeDegrees>`

const trackPoint = (point: FilePoint): string =>
  `<Trackpoint><Time>${point.time}</Time><Position>${position(point)}</Position>${
    point.height === null ? '' : `<AltitudeMeters>${point.height}</AltitudeMeters>`
  }<DistanceMeters>${point.metres.toFixed(1)}</DistanceMeters></Trackpoint>`

function coursePoint(turn: RouteTurn, points: readonly FilePoint[], language: RouteFile['language']): string {
  const at = points.find(({ metres }) => metres >= turn.at_m - 1) ?? points.at(-1)
  const text = turnText(turn, language)
  return `<CoursePoint><Name>${xml(cut(text, POINT_NAME))}</Name><Time>${at?.time ?? ''}</Time><Position>${position(turn)}</Position><PointType>${pointType(turn.kind)}</PointType><Notes>${xml(text)}</Notes></CoursePoint>`
}

function pointType(kind: RouteTurn['kind']): string {
  if (kind.endsWith('left')) return 'Left'
  if (kind.endsWith('right')) return 'Right'
  return kind === 'straight' ? 'Straight' : 'Generic'
}
