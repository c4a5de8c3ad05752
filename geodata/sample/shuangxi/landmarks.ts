/** Invented destinations of visitors: museums, a temple, a pagoda, and a metro line. */
import type { Line, Point } from '../plane.ts'
import { distance } from '../plane.ts'
import { resample } from '../polyline.ts'
import type { BuildingRow, FacilityRow } from '../rows.ts'
import { at, mainRoads } from './layout.ts'

interface Landmark {
  readonly kind: string
  readonly name: string
  readonly name_en: string
  readonly place: Point
  readonly hours?: string
  readonly fee?: boolean
  /** Kind of building; its halls are metres east, north, wide, deep, high. */
  readonly building?: string
  readonly halls?: readonly (readonly [number, number, number, number, number])[]
}

const temple = [
  [0, -28, 22, 9, 8],
  [0, 0, 30, 16, 15],
  [0, 30, 34, 12, 12],
  [-30, 4, 9, 46, 7],
  [30, 4, 9, 46, 7],
] as const

const landmarks: readonly Landmark[] = [
  {
    kind: 'museum',
    name: '湿地博物馆（示例）',
    name_en: 'Wetland Museum (sample)',
    place: at(2.62, 3.62),
    hours: '09:00-17:00',
    building: 'public',
    halls: [
      [0, 0, 74, 42, 19],
      [-52, -8, 26, 30, 12],
    ],
  },
  {
    kind: 'museum',
    name: '茶文化馆（示例）',
    name_en: 'Tea Culture Museum (sample)',
    place: at(1.35, -2.75),
    hours: '09:00-16:30',
    building: 'public',
    halls: [
      [0, 0, 44, 16, 9],
      [-30, 18, 14, 34, 8],
    ],
  },
  {
    kind: 'temple',
    name: '云栖示例寺',
    name_en: 'Cloud Rest Temple (sample)',
    place: at(-0.22, -0.92),
    hours: '06:30-17:00',
    fee: true,
    building: 'religious',
    halls: temple,
  },
  {
    kind: 'temple',
    name: '溪畔示例庵',
    name_en: 'Brookside Nunnery (sample)',
    place: at(-3.02, -2.2),
    hours: '07:00-16:30',
    building: 'religious',
    halls: temple.slice(0, 3),
  },
  {
    kind: 'attraction',
    name: '西示塔（示例）',
    name_en: 'West Sample Pagoda (sample)',
    place: at(3.72, -0.62),
    fee: true,
    building: 'religious',
    halls: [[0, 0, 16, 16, 46]],
  },
  {
    kind: 'attraction',
    name: '柿林渔村（示例）',
    name_en: 'Persimmon Fishing Village (sample)',
    place: at(0.22, 3.12),
  },
  {
    kind: 'attraction',
    name: '芦荡观鸟台（示例）',
    name_en: 'Reed Bird Hide (sample)',
    place: at(-1.42, 2.99),
  },
  {
    kind: 'attraction',
    name: '十里茶园（示例）',
    name_en: 'Ten-Mile Tea Garden (sample)',
    place: at(0.36, -1.62),
  },
  { kind: 'park', name: '河口公园（示例）', name_en: 'River Mouth Park (sample)', place: at(2.46, 1.62) },
  { kind: 'park', name: '留下公园（示例）', name_en: 'Liuxia Park (sample)', place: at(-3.66, 0.6) },
]

const stationNames = [
  ['留下西', 'Liuxia West'],
  ['留下东', 'Liuxia East'],
  ['山麓', 'Foothills'],
  ['湿地南', 'Wetland South'],
  ['河口', 'River Mouth'],
  ['文新', 'Wenxin'],
] as const

/** Stations of the metro line, at distances usual in a city. */
export function metroStations(): FacilityRow[] {
  const line: Line = mainRoads.find((road) => road.class === 'metro')?.line ?? []
  return resample(line, 1850)
    .slice(0, stationNames.length)
    .flatMap((point, index): FacilityRow[] => {
      const [name, name_en] = stationNames[index] ?? []
      const geom: Point = index === 0 ? [point[0] + 420, point[1]] : point
      return [
        {
          kind: 'metro_station',
          name: `${name}站（示例）`,
          name_en: `${name_en} Station (sample)`,
          opening_hours: '06:00-23:00',
          wheelchair: true,
          geom,
        },
      ]
    })
}

export function landmarkFacilities(): FacilityRow[] {
  return landmarks.map(({ kind, name, name_en, place, hours = null, fee = false }) => ({
    kind,
    name,
    name_en,
    opening_hours: hours,
    wheelchair: kind === 'museum' || kind === 'park',
    fee,
    geom: place,
  }))
}

export function landmarkBuildings(): BuildingRow[] {
  return landmarks.flatMap(({ name, name_en, place, building = 'public', halls = [] }) =>
    halls.map(([east, north, wide, deep, high], index): BuildingRow => {
      const [x, y] = [place[0] + east, place[1] + north]
      const ring: Point[] = [
        [x - wide / 2, y - deep / 2],
        [x + wide / 2, y - deep / 2],
        [x + wide / 2, y + deep / 2],
        [x - wide / 2, y + deep / 2],
      ]
      // Only the first hall has the name, so that a search finds it once.
      const named = index === 0 ? { name, name_en } : {}
      return {
        kind: building,
        ...named,
        height_m: high,
        levels: Math.max(1, Math.round(high / 4.5)),
        geom: [[ring]],
      }
    }),
  )
}

/** Keeps only buildings whose first corner is away from the landmarks. */
export function clearOfLandmarks(buildings: readonly BuildingRow[]): BuildingRow[] {
  const built = landmarks.filter(({ halls }) => halls !== undefined)
  return buildings.filter(({ geom }) => {
    const corner = geom[0]?.[0]?.[0]
    return corner === undefined || built.every(({ place }) => distance(place, corner) > 90)
  })
}
