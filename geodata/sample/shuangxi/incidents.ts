/** Two years of incidents (20,000), placed where people are, with daily, weekly and seasonal patterns. */
import type { Point } from '../plane.ts'
import { lengthOf, pointAlong } from '../polyline.ts'
import { createRandom, type Random } from '../random.ts'
import type { EntranceRow, FacilityRow, IncidentRow, ZoneRow } from '../rows.ts'
import { chain } from './layout.ts'
import { zoneOf } from './zones.ts'

const COUNT = 20_000
const DAYS = 730
const MINUTE = 60_000
const DAY = 86_400_000
/** China's time zone in milliseconds. */
const OFFSET = 8 * 60 * MINUTE

/** Relative demand by hour: low at night, peaks in mid-morning and late afternoon. */
const hours = [1, 0.7, 0.5, 0.4, 0.6, 2, 5, 8, 11, 14, 13, 10, 8, 9, 11, 14, 16, 15, 12, 11, 9, 6, 3, 1.6]
/** By month: spring blossom, summer evenings, the October holiday. */
const months = [0.65, 0.75, 1.25, 1.5, 1.35, 0.95, 1.05, 1.1, 1, 1.45, 1.05, 0.7]

const channels = {
  call_110: 2.2,
  xihu_code: 3.4,
  police_grid: 1.4,
  four_platforms: 1.6,
  public_report: 2.6,
  patrol: 3,
} as const
const kindsByDay = {
  illegal_parking: 24,
  street_vending: 14,
  littering: 10,
  illegal_fishing: 8,
  swimming: 2,
  open_fire: 2,
  lost_person: 3,
  injury: 4,
  dispute: 8,
  facility_damage: 9,
  unleashed_dog: 11,
  crowding: 5,
} as const

/** Returns the relative number of visitors of a day: month, weekend, public holidays. */
function weightOf(day: Date): number {
  const local = new Date(day.getTime() + OFFSET)
  const month = local.getUTCMonth()
  const date = local.getUTCDate()
  const weekday = local.getUTCDay()
  const holiday =
    (month === 9 && date <= 7) || (month === 4 && date <= 5) || (month === 3 && date >= 3 && date <= 6)
  return (
    (months[month] ?? 1) *
    (weekday === 0 || weekday === 6 ? 1.75 : weekday === 5 ? 1.1 : 0.85) *
    (holiday ? 2.6 : 1)
  )
}

/** Returns a function that picks indices by weight, by binary search in the cumulative sums. */
function chooser(weights: readonly number[]): (random: Random) => number {
  let sum = 0
  const sums = weights.map((weight) => {
    sum += weight
    return sum
  })
  return (random) => {
    const wanted = random.next() * sum
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}

interface Spot {
  readonly point: Point
  readonly weight: number
  readonly spread: number
}

/** Returns places of incidents: mostly entrances, then attractions and car parks, some anywhere. */
function spots(entrances: readonly EntranceRow[], facilities: readonly FacilityRow[]): Spot[] {
  const busy: Readonly<Record<string, number>> = {
    attraction: 5,
    car_park: 4,
    viewpoint: 3,
    service_station: 3,
    cafe: 2,
    toilet: 1.2,
    shop: 1.5,
  }
  return [
    ...entrances.map(({ geom, kind }) => ({ point: geom, weight: kind === 'main' ? 26 : 15, spread: 130 })),
    ...facilities.flatMap(({ geom, kind }) =>
      busy[kind] ? [{ point: geom, weight: busy[kind], spread: 75 }] : [],
    ),
    ...chain.flatMap(({ line }) => {
      const length = lengthOf(line)
      return Array.from({ length: Math.ceil(length / 250) }, (_, k) => ({
        point: pointAlong(line, k * 250).point,
        weight: 1.1,
        spread: 110,
      }))
    }),
  ]
}

/**
 * Returns the minutes of a step, log-normal around its median, so that most steps meet their standard and
 * some do not.
 */
const minutes = (random: Random, median: number, spread: number) =>
  median * Math.exp(random.normal(0, spread))

export interface IncidentOptions {
  readonly zones: readonly ZoneRow[]
  readonly units: readonly string[]
  readonly entrances: readonly EntranceRow[]
  readonly facilities: readonly FacilityRow[]
  readonly now: Date
}

export function incidents({ zones, units, entrances, facilities, now }: IncidentOptions): IncidentRow[] {
  const random = createRandom('shuangxi incidents')
  const firstDay = Math.floor((now.getTime() + OFFSET) / DAY) - DAYS + 1
  const days = Array.from({ length: DAYS }, (_, index) => new Date((firstDay + index) * DAY - OFFSET))
  const day = chooser(days.map(weightOf))
  const hour = chooser(hours)
  const places = spots(entrances, facilities)
  const place = chooser(places.map(({ weight }) => weight))
  const received: Date[] = []
  while (received.length < COUNT) {
    const start = days[day(random)]?.getTime() ?? 0
    const at = start + hour(random) * 60 * MINUTE + random.integer(0, 3599) * 1000
    if (at < now.getTime()) received.push(new Date(at))
  }
  received.sort((a, b) => a.getTime() - b.getTime())
  return received.map((receivedAt, index): IncidentRow => {
    const spot = places[place(random)]
    if (!spot) throw new RangeError('an incident has no place')
    const geom: Point = [
      random.normal(spot.point[0], spot.spread / 1.6),
      random.normal(spot.point[1], spot.spread / 1.6),
    ]
    return {
      number: `示例-${String(index + 1).padStart(6, '0')}`,
      kind: random.weighted(kindsByDay),
      channel: random.weighted(channels),
      zone_code: zoneOf(zones, geom),
      ...course(random, receivedAt, now, units),
      geom,
    }
  })
}

type Course = Pick<
  IncidentRow,
  'state' | 'unit_code' | 'received_at' | 'routed_at' | 'arrived_at' | 'fed_back_at' | 'closed_at'
>

/** Returns the 51030 times. Steps after `now` have not happened yet. */
function course(random: Random, receivedAt: Date, now: Date, units: readonly string[]): Course {
  const start = receivedAt.getTime()
  const routed = start + minutes(random, 2.4, 0.52) * MINUTE
  const arrived = routed + minutes(random, 5.2, 0.42) * MINUTE
  const fedBack = arrived + minutes(random, 13, 0.48) * MINUTE
  const closed = fedBack + minutes(random, 45, 0.8) * MINUTE
  const unit = random.pick(units)
  const past = (time: number) => (time <= now.getTime() ? new Date(time) : null)
  const times = {
    routed_at: past(routed),
    arrived_at: past(arrived),
    fed_back_at: past(fedBack),
    closed_at: past(closed),
  }
  const state = times.closed_at
    ? 'closed'
    : times.fed_back_at
      ? 'fed_back'
      : times.arrived_at
        ? 'arrived'
        : times.routed_at
          ? 'routed'
          : 'received'
  return { state, unit_code: times.routed_at ? unit : null, received_at: receivedAt, ...times }
}
