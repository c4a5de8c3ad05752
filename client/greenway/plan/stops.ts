/** Changes of the list of stops. */
import type { Plan, Stop } from './plan-address.ts'
import { MOST_STOPS } from './plan-address.ts'

type Stops = Plan['stops']

export const reversed = (stops: Stops): Stops => stops.toReversed()

export const withStop = (stops: Stops, index: number, stop: Stop | null): Stops => stops.with(index, stop)

/** Adds an empty stop before the last. */
export function withEmpty(stops: Stops): Stops {
  return stops.length >= MOST_STOPS ? stops : stops.toSpliced(-1, 0, null)
}

/** Removes a stop; the ends become empty instead if only two are left. */
export function without(stops: Stops, index: number): Stops {
  return stops.length > 2 ? stops.toSpliced(index, 1) : stops.with(index, null)
}

/** Moves a stop by one place. */
export function moved(stops: Stops, index: number, by: -1 | 1): Stops {
  const other = index + by
  const [one, two] = [stops[index], stops[other]]
  if (one === undefined || two === undefined) return stops
  return stops.with(index, two).with(other, one)
}

/**
 * Adds a stop to the leg on which a place of the route lies. `reached`: metres along the route of each stop with
 * a place.
 */
export function withVia(stops: Stops, stop: Stop, at_m: number, reached: readonly number[]): Stops {
  if (stops.length >= MOST_STOPS) return stops
  const leg = reached.filter((stop_m, index) => index > 0 && stop_m <= at_m).length + 1
  const known = stops.flatMap((one, index) => (one?.at ? [index] : []))
  return stops.toSpliced(known[Math.min(leg, known.length - 1)] ?? stops.length - 1, 0, stop)
}

/** Sorts the stops as the server visits them. `asked`: for each stop of the trip, its number in the request. */
export function inOrder(stops: Stops, asked: readonly number[]): Stops {
  const known = stops.filter((stop) => stop?.at)
  return asked.length === known.length ? asked.map((index) => known[index] ?? null) : stops
}

/** The first empty stop; −1 if all are chosen. */
export const firstEmpty = ({ stops, loop }: Plan): number =>
  loop ? (stops[0] ? -1 : 0) : stops.indexOf(null)
