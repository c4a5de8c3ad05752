/**
 * Travel profiles: speeds on each way and direction, passable barriers, applicable turn restrictions. Speeds
 * are assumptions for an urban patrol in km/h, and are data in this file.
 */
import type { NetworkProfileId } from '../answers/patrol-ranking.ts'
import type { NetworkBarrier, NetworkTurn, NetworkWay, WayTags } from './way.ts'

export interface Profile {
  readonly id: NetworkProfileId
  /** Returns km/h along the line and against it; 0 for closed. */
  speeds(way: NetworkWay): readonly [along: number, against: number]
  passes(barrier: NetworkBarrier): boolean
  obeys(turn: NetworkTurn): boolean
}

const no: ReadonlySet<string> = new Set(['no', 'use_sidepath'])
export const closedToPublic: ReadonlySet<string> = new Set([
  ...no,
  'private',
  'agricultural',
  'forestry',
  'delivery',
  'emergency',
])

/** Returns the first of these tags that the way has. */
export const said = (tags: WayTags, keys: readonly string[]): string | undefined =>
  keys.map((key) => tags[key]).find((value) => value !== undefined)

const vehicleKeys = ['motorcar', 'motor_vehicle', 'vehicle', 'access'] as const
const vehicleSpeeds: Readonly<Record<string, number>> = {
  motorway: 85,
  trunk: 60,
  primary: 45,
  secondary: 40,
  tertiary: 32,
  residential: 20,
  service: 14,
  track: 12,
}
/** Ways that need explicit permission for vehicles. */
const narrow: ReadonlySet<string> = new Set(['pedestrian', 'footway', 'cycleway', 'path'])
const roughness: Readonly<Record<string, number>> = { gravel: 0.7, earth: 0.5, boardwalk: 0.5 }
/** Share of a speed limit that remains with junctions and traffic lights. */
const OF_LIMIT = 0.75
/** Share on private roads, with gates and guards. */
const OF_PRIVATE = 0.6

function speedsOfVehicle(way: NetworkWay): readonly [number, number] {
  const { tags, class: roadClass } = way
  const access = said(tags, vehicleKeys)
  const allowed = tags.emergency === 'yes' || !no.has(access ?? 'yes')
  const isAllowedNarrow =
    narrow.has(roadClass) &&
    /^(yes|designated|permissive|destination)$/.test(
      said(tags, ['motorcar', 'motor_vehicle', 'vehicle', 'emergency']) ?? 'no',
    )
  const base = vehicleSpeeds[roadClass] ?? (isAllowedNarrow ? 8 : 0)
  if (!allowed || base === 0 || way.kind === 'square') return [0, 0]
  const limited = way.maxSpeed === null ? base : Math.max(5, Math.min(100, OF_LIMIT * way.maxSpeed))
  const speed = limited * (roughness[way.surface] ?? 1) * (access === 'private' ? OF_PRIVATE : 1)
  const mayReturn = !way.oneway || tags['oneway:motorcar'] === 'no'
  return [speed, mayReturn ? speed : 0]
}

/** Barriers that stop cars unless tags say otherwise. */
const stopsVehicles: ReadonlySet<string> = new Set([
  'bollard',
  'block',
  'jersey_barrier',
  'cycle_barrier',
  'motorcycle_barrier',
  'stile',
  'turnstile',
  'kissing_gate',
  'full-height_turnstile',
  'planter',
  'log',
  'chain',
  'rope',
  'debris',
  'wall',
  'fence',
  'wicket_gate',
])

const vehicle: Profile = {
  id: 'vehicle',
  speeds: speedsOfVehicle,
  passes({ kind, tags }) {
    const access = said(tags, vehicleKeys)
    if (access !== undefined) return !no.has(access) || tags.emergency === 'yes'
    return !stopsVehicles.has(kind) && tags.locked !== 'yes'
  },
  obeys: ({ mode, exempt }) =>
    (mode === null || vehicleModes.has(mode)) &&
    !exempt.some((one) => vehicleModes.has(one) || one === 'emergency'),
}
const vehicleModes: ReadonlySet<string> = new Set(['motorcar', 'motor_vehicle', 'vehicle'])

const WALKING = 4.8
const footSpeeds: Readonly<Record<string, number>> = { steps: 2.4, track: 4.4, path: 4.2 }
const notOnFoot: ReadonlySet<string> = new Set(['rail', 'metro'])
const hardlyOnFoot: ReadonlySet<string> = new Set(['motorway', 'trunk'])
export const permitted = /^(yes|designated|permissive)$/

export const foot: Profile = {
  id: 'foot',
  speeds(way) {
    const { tags, class: roadClass } = way
    const own = tags.foot
    if (notOnFoot.has(roadClass) || closedToPublic.has(own ?? tags.access ?? 'yes')) return [0, 0]
    const hasSidewalk = /^(both|left|right|yes)$/.test(tags.sidewalk ?? '')
    const isAllowed = permitted.test(own ?? '') || (roadClass === 'trunk' && hasSidewalk)
    if (hardlyOnFoot.has(roadClass) && !isAllowed) return [0, 0]
    const speed = footSpeeds[roadClass] ?? WALKING
    return [speed, tags['oneway:foot'] === 'yes' ? 0 : speed]
  },
  passes({ kind, tags }) {
    const access = said(tags, ['foot', 'access'])
    if (access !== undefined) return !closedToPublic.has(access)
    return !(kind === 'wall' || kind === 'fence' || kind === 'debris') && tags.locked !== 'yes'
  },
  obeys: ({ mode }) => mode === 'foot',
}

/** In the order of their bits in closures and of their graphs in the bytes. */
export const networkProfiles: readonly Profile[] = [vehicle, foot]
