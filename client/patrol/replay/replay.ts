/** Positions of units and open incidents at a moment of a past day. Times in seconds since 1970. */
import type { ListedIncident } from '../../../geodata/model/answers/incidents.ts'
import type { Tracks } from '../../../geodata/model/answers/track.ts'

type UnitTrack = Tracks['units'][number]

/** Maximum seconds between two positions for interpolation; longer intervals are gaps. */
const LONGEST_GAP = 600

export interface ReplayedUnit {
  readonly code: string
  readonly lon: number
  readonly lat: number
  /** Seconds since the last position; 0 for an interpolated position. */
  readonly age: number
}

/** Returns the index of the last position at or before a moment; -1 before the first. */
function lastAt(positions: UnitTrack['positions'], moment: number): number {
  let [low, high] = [0, positions.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((positions[middle]?.[0] ?? 0) <= moment) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Returns the position of a unit at a moment; null before its first position. */
export function unitAt({ code, positions }: UnitTrack, moment: number): ReplayedUnit | null {
  const index = lastAt(positions, moment)
  const [before, after] = [positions[index], positions[index + 1]]
  if (!before) return null
  const [at, lon, lat] = before
  if (!after || after[0] - at > LONGEST_GAP) return { code, lon, lat, age: moment - at }
  const share = (moment - at) / (after[0] - at)
  return { code, lon: lon + (after[1] - lon) * share, lat: lat + (after[2] - lat) * share, age: 0 }
}

/** Returns the positions of a unit in the last 15 minutes, for its trail. */
export function trailAt({ positions }: UnitTrack, moment: number): [number, number][] {
  const from = lastAt(positions, moment - 900) + 1
  return positions.slice(from, lastAt(positions, moment) + 1).map(([, lon, lat]) => [lon, lat])
}

export type ReplayedState = 'waiting' | 'routed' | 'arrived'

const seconds = (time: string | null): number =>
  time === null ? Number.POSITIVE_INFINITY : Date.parse(time) / 1000

/** Returns the state of an incident at a moment; null before its receipt and after its feedback. */
export function stateAt(incident: ListedIncident, moment: number): ReplayedState | null {
  const ended = Math.min(seconds(incident.fed_back_at), seconds(incident.closed_at))
  if (moment < seconds(incident.received_at) || moment >= ended) return null
  if (moment >= seconds(incident.arrived_at)) return 'arrived'
  return moment >= seconds(incident.routed_at) ? 'routed' : 'waiting'
}
