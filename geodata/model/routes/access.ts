/** Who may use a way or pass a barrier, by the tags of OpenStreetMap or columns with the same meaning. */
import type { RouteProfileId } from '../answers/route-plan.ts'
import { closedToPublic, foot, permitted, said } from '../network/profile.ts'
import type { NetworkBarrier, NetworkWay, WayTags } from '../network/way.ts'
import { routeProfiles } from './codes.ts'
import { ACCESS, NO_ACCESS, PUSH } from './graph.ts'

type Directions = readonly [along: number, against: number]

const onFoot = (way: NetworkWay): Directions => {
  const [along, against] = foot.speeds(way)
  return [along > 0 ? ACCESS : NO_ACCESS, against > 0 ? ACCESS : NO_ACCESS]
}

/** Ways that bicycles may use only where tags say so. */
const footOnly: ReadonlySet<string> = new Set(['footway', 'pedestrian', 'steps'])
const fastRoads: ReadonlySet<string> = new Set(['motorway', 'trunk'])
const hasCycleway = (tags: WayTags): boolean =>
  ['cycleway', 'cycleway:both', 'cycleway:left', 'cycleway:right'].some((key) =>
    /^(lane|track|separate|shared_lane|opposite)/.test(tags[key] ?? ''),
  )

function byBicycle(way: NetworkWay): Directions {
  const { tags, class: roadClass } = way
  const own = said(tags, ['bicycle', 'vehicle', 'access'])
  const isPermitted = permitted.test(tags.bicycle ?? '')
  const needsPermission =
    footOnly.has(roadClass) || way.kind === 'square' || fastRoads.has(roadClass) || tags.motorroad === 'yes'
  const mayRide =
    roadClass !== 'steps' &&
    own !== 'dismount' &&
    !closedToPublic.has(own ?? 'yes') &&
    (!needsPermission || isPermitted || (roadClass === 'trunk' && hasCycleway(tags)))
  const pushes = onFoot(way).map((access) => (access === ACCESS ? PUSH : NO_ACCESS))
  const mayReturn = !way.oneway || tags['oneway:bicycle'] === 'no' || /^opposite/.test(tags.cycleway ?? '')
  return [mayRide ? ACCESS : (pushes[0] ?? 0), mayRide && mayReturn ? ACCESS : (pushes[1] ?? 0)]
}

/** Returns whether steps have a ramp that these wheels can use. */
export const hasRamp = ({ tags }: NetworkWay): boolean =>
  ['ramp:wheelchair', 'ramp:stroller', 'ramp'].some((key) => permitted.test(tags[key] ?? ''))

const rough = /^(bad|very_bad|horrible|very_horrible|impassable)$/

function byWheelchair(way: NetworkWay): Directions {
  const { tags } = way
  const isAllowed = permitted.test(tags.wheelchair ?? '') || tags.wheelchair === 'limited'
  const hasSteps = way.class === 'steps' || way.surface === 'stone_steps'
  const isBarred =
    tags.wheelchair === 'no' ||
    tags.conveying !== undefined ||
    tags.sac_scale !== undefined ||
    rough.test(tags.smoothness ?? '') ||
    (hasSteps && tags['ramp:wheelchair'] !== 'yes')
  return isAllowed || !isBarred ? onFoot(way) : [NO_ACCESS, NO_ACCESS]
}

const byProfile: Readonly<Record<RouteProfileId, (way: NetworkWay) => Directions>> = {
  walk: onFoot,
  run: onFoot,
  ride: byBicycle,
  wheelchair: byWheelchair,
  pushchair: (way) => (way.tags.conveying === undefined ? onFoot(way) : [NO_ACCESS, NO_ACCESS]),
}

/** Returns the access of all profiles in the form of `accessOf` of graph.ts. */
export const wayAccess = (way: NetworkWay): number =>
  routeProfiles.reduce((bits, id, profile) => {
    const [along, against] = byProfile[id](way)
    return bits + (along + 4 * against) * 16 ** profile
  }, 0)

const stopsBicycles: ReadonlySet<string> = new Set([
  ...['stile', 'kissing_gate', 'turnstile', 'full-height_turnstile', 'wall', 'fence', 'debris', 'log'],
])
const stopsWheels: ReadonlySet<string> = new Set([
  ...stopsBicycles,
  ...['cycle_barrier', 'motorcycle_barrier', 'chain', 'rope', 'block', 'jersey_barrier'],
])

function passes(id: RouteProfileId, barrier: NetworkBarrier): boolean {
  const { kind, tags } = barrier
  if (id === 'walk' || id === 'run') return foot.passes(barrier)
  if (id === 'ride') {
    const own = said(tags, ['bicycle', 'vehicle', 'foot', 'access'])
    if (own !== undefined) return !closedToPublic.has(own)
    return !stopsBicycles.has(kind) && tags.locked !== 'yes'
  }
  if (tags.wheelchair === 'no') return false
  if (permitted.test(tags.wheelchair ?? '')) return foot.passes(barrier)
  return foot.passes(barrier) && !stopsWheels.has(kind)
}

/** Returns the bits of the profiles that pass a barrier. */
export const barrierPasses = (barrier: NetworkBarrier): number =>
  routeProfiles.reduce((bits, id, profile) => bits | (passes(id, barrier) ? 1 << profile : 0), 0)
