/** Places facilities for walkers along greenways, spaced as in park manuals. */
import type { Line, Point } from './plane.ts'
import { lengthOf, pointAlong } from './polyline.ts'
import type { Random } from './random.ts'
import type { FacilityRow } from './rows.ts'

interface Kind {
  readonly kind: string
  readonly title: string
  readonly title_en: string
  /** Spacing along the greenway in metres. */
  readonly every: number
  readonly hours?: string
  readonly capacity?: readonly [number, number]
  readonly wheelchair?: number
  readonly fee?: number
  /** Distance from the greenway in metres. */
  readonly off?: number
}

const kinds: readonly Kind[] = [
  { kind: 'bench', title: '座椅', title_en: 'Bench', every: 420, off: 5 },
  { kind: 'toilet', title: '公共厕所', title_en: 'Toilet', every: 1300, hours: '24/7', wheelchair: 0.75 },
  { kind: 'drinking_water', title: '饮水点', title_en: 'Drinking water', every: 2100, wheelchair: 0.9 },
  { kind: 'shelter', title: '休息亭', title_en: 'Shelter', every: 1700 },
  { kind: 'information', title: '信息牌', title_en: 'Information board', every: 1500, off: 4 },
  {
    kind: 'service_station',
    title: '驿站',
    title_en: 'Service station',
    every: 4300,
    hours: '08:00-20:00',
    wheelchair: 1,
  },
  {
    kind: 'first_aid',
    title: '急救点',
    title_en: 'First aid',
    every: 7200,
    hours: '08:00-20:00',
    wheelchair: 1,
  },
  {
    kind: 'defibrillator',
    title: '自动除颤器',
    title_en: 'Defibrillator',
    every: 4300,
    hours: '24/7',
    off: 6,
  },
  { kind: 'police_post', title: '警务站', title_en: 'Police post', every: 8200, hours: '24/7' },
  {
    kind: 'bicycle_hire',
    title: '公共自行车',
    title_en: 'Bicycle hire',
    every: 2300,
    hours: '06:00-22:00',
    capacity: [16, 48],
    off: 18,
  },
  {
    kind: 'car_park',
    title: '停车场',
    title_en: 'Car park',
    every: 3600,
    capacity: [40, 320],
    wheelchair: 1,
    fee: 0.5,
    off: 55,
  },
  { kind: 'viewpoint', title: '观景点', title_en: 'Viewpoint', every: 2900, off: 10 },
  { kind: 'fitness', title: '健身点', title_en: 'Fitness station', every: 3900 },
  { kind: 'picnic_site', title: '野餐区', title_en: 'Picnic site', every: 5200, off: 30 },
  { kind: 'cafe', title: '茶饮', title_en: 'Tea house', every: 4700, hours: '09:00-21:00', fee: 1, off: 24 },
  { kind: 'playground', title: '儿童乐园', title_en: 'Playground', every: 7900, off: 30 },
  { kind: 'shop', title: '便利店', title_en: 'Shop', every: 6400, hours: '08:00-21:00', off: 20 },
  { kind: 'bus_stop', title: '公交站', title_en: 'Bus stop', every: 3100, off: 40 },
  {
    kind: 'restaurant',
    title: '餐馆',
    title_en: 'Restaurant',
    every: 9300,
    hours: '10:30-20:30',
    fee: 1,
    off: 45,
  },
  { kind: 'lodging', title: '民宿', title_en: 'Guest house', every: 11800, fee: 1, off: 60 },
]

/** `place` names the greenway in the facilities' names; `dry` returns whether a point is not in water. */
export function facilitiesAlong(
  random: Random,
  line: Line,
  place: string,
  place_en: string,
  dry: (p: Point) => boolean,
): FacilityRow[] {
  const length = lengthOf(line)
  return kinds.flatMap((kind) => {
    const rows: FacilityRow[] = []
    for (
      let along = kind.every * random.between(0.2, 0.6);
      along < length;
      along += kind.every * random.between(0.75, 1.25)
    ) {
      const geom = beside(random, line, along, kind.off ?? 12, dry)
      if (geom) rows.push(facility(random, kind, rows.length + 1, place, place_en, geom))
    }
    return rows
  })
}

function facility(
  random: Random,
  kind: Kind,
  number: number,
  place: string,
  place_en: string,
  geom: Point,
): FacilityRow {
  const unnamed = kind.kind === 'bench'
  return {
    kind: kind.kind,
    name: unnamed ? null : `${place}${kind.title}${number}号（示例）`,
    name_en: unnamed ? null : `${place_en} ${kind.title_en} ${number} (sample)`,
    opening_hours: kind.hours ?? null,
    wheelchair: kind.wheelchair === undefined ? null : random.chance(kind.wheelchair),
    capacity: kind.capacity ? random.integer(kind.capacity[0], kind.capacity[1]) : null,
    fee: kind.fee === undefined ? false : random.chance(kind.fee),
    geom,
  }
}

/** Returns a dry point beside the greenway, on either side. */
function beside(
  random: Random,
  line: Line,
  along: number,
  off: number,
  dry: (p: Point) => boolean,
): Point | undefined {
  const { point, angle } = pointAlong(line, along)
  const first = random.chance(0.5) ? 1 : -1
  for (const side of [first, -first]) {
    const p: Point = [point[0] - side * off * Math.sin(angle), point[1] + side * off * Math.cos(angle)]
    if (dry(p)) return p
  }
  return undefined
}
