import type { roadClasses, surfaces } from '../../../model/codes.ts'
import type { Tags } from '../elements.ts'
import type { Properties } from './values.ts'
import { booleanOf, integerOf, isSet, lookUp, metresOf, namesOf, speedOf } from './values.ts'

type RoadClass = keyof typeof roadClasses
type Surface = keyof typeof surfaces

const highways: Readonly<Record<string, RoadClass>> = {
  motorway: 'motorway',
  motorway_link: 'motorway',
  trunk: 'trunk',
  trunk_link: 'trunk',
  primary: 'primary',
  primary_link: 'primary',
  secondary: 'secondary',
  secondary_link: 'secondary',
  tertiary: 'tertiary',
  tertiary_link: 'tertiary',
  unclassified: 'tertiary',
  residential: 'residential',
  living_street: 'residential',
  service: 'service',
  busway: 'service',
  road: 'service',
  track: 'track',
  pedestrian: 'pedestrian',
  cycleway: 'cycleway',
  footway: 'footway',
  corridor: 'footway',
  path: 'path',
  bridleway: 'path',
  steps: 'steps',
}

const railways: Readonly<Record<string, RoadClass>> = {
  rail: 'rail',
  light_rail: 'rail',
  narrow_gauge: 'rail',
  monorail: 'rail',
  tram: 'rail',
  subway: 'metro',
}

const surfaceCodes: Readonly<Record<string, Surface>> = {
  asphalt: 'asphalt',
  chipseal: 'asphalt',
  concrete: 'concrete',
  'concrete:plates': 'concrete',
  'concrete:lanes': 'concrete',
  cement: 'concrete',
  paved: 'paving',
  paving_stones: 'paving',
  sett: 'paving',
  cobblestone: 'paving',
  unhewn_cobblestone: 'paving',
  bricks: 'paving',
  brick: 'paving',
  stone: 'paving',
  tiles: 'paving',
  wood: 'boardwalk',
  tartan: 'rubber',
  rubber: 'rubber',
  acrylic: 'rubber',
  gravel: 'gravel',
  fine_gravel: 'gravel',
  pebblestone: 'gravel',
  compacted: 'gravel',
  unpaved: 'earth',
  ground: 'earth',
  earth: 'earth',
  dirt: 'earth',
  mud: 'earth',
  sand: 'earth',
  grass: 'earth',
  rock: 'earth',
}

const stone: ReadonlySet<string> = new Set(['paving', 'concrete'])

export function surfaceOf(tags: Tags): Surface {
  const surface = lookUp(surfaceCodes, tags.surface) ?? 'unknown'
  return tags.highway === 'steps' && stone.has(surface) ? 'stone_steps' : surface
}

/** Returns whether a way is planned or under construction, and so not a road yet. */
export function isUnbuilt(tags: Tags): boolean {
  return ['construction', 'proposed', 'planned'].includes(tags.highway ?? tags.railway ?? '')
}

/** Returns the row of `roads` for a way; null if it is not a road. Squares (area=yes) are not lines. */
export function roadOf(tags: Tags): Properties | null {
  const highway = lookUp(highways, tags.highway)
  const roadClass = highway ?? lookUp(railways, tags.railway)
  if (!roadClass || tags.area === 'yes') return null
  return {
    class: roadClass,
    ...namesOf(tags),
    ref: tags.ref ?? null,
    surface: surfaceOf(tags),
    oneway: isOneway(tags),
    bridge: isSet(tags.bridge),
    tunnel: isSet(tags.tunnel),
    level: integerOf(tags.layer) ?? 0,
    lit: booleanOf(tags.lit),
    width_m: metresOf(tags.width),
    max_speed: speedOf(tags.maxspeed),
    foot: tags.foot ?? null,
    bicycle: tags.bicycle ?? null,
    access: tags.access ?? null,
    tags,
  }
}

function isOneway(tags: Tags): boolean {
  if (tags.oneway === '-1') return true
  const said = booleanOf(tags.oneway)
  if (said !== null) return said
  return tags.highway === 'motorway' || tags.junction === 'roundabout'
}

/** Returns whether the line is drawn against the direction of traffic. */
export const isReversed = (tags: Tags): boolean => tags.oneway === '-1'
