import type { Tags } from '../elements.ts'
import { isSet, namesOf } from './values.ts'

/** Endings of names of greenways, and names of greenways without such an ending. */
const suffixes = ['绿道', '慢行道', '游步道', '健身道', '骑行道', '登山道']
const known = ['福堤', '寿堤', '绿堤']

/** Classes of ways for walking or cycling; a motorway with such a name is not a greenway. */
const walkable = new Set([
  'cycleway',
  'footway',
  'path',
  'pedestrian',
  'steps',
  'track',
  'service',
  'living_street',
  'unclassified',
  'residential',
])

/** 沿山河绿道西溪段, 老和山游步道石虎山支线: an ending, then at most a few characters of a section. */
const pattern = new RegExp(`^(${known.join('|')}|.*(${suffixes.join('|')})([^（(]{1,8}(段|支线))?)$`)

/**
 * Returns the greenway of a way by its name; null for other ways. Text in brackets names the section:
 * 西山游步道（大清谷段） is part of 西山游步道.
 */
export function greenwayNameOf(tags: Tags): string | null {
  if (!walkable.has(tags.highway ?? '') || tags.area === 'yes') return null
  const name = (tags.name ?? '').replace(/\s*[（(].*$/, '').trim()
  return pattern.test(name) ? name : null
}

const routes = new Set(['hiking', 'foot', 'walking', 'running', 'bicycle'])

/** Returns whether a relation is a route: of ways, or of such relations; also bus lines. */
export const isRoute = (tags: Tags): boolean => tags.type === 'route' || tags.type === 'superroute'

/** Returns whether a route with a name is a greenway. */
export const isWalkingRoute = (tags: Tags): boolean =>
  isRoute(tags) && routes.has(tags.route ?? '') && !isSet(tags.disused)

/** Returns the name of a route relation that is a greenway; null for other relations. */
export function routeNameOf(tags: Tags): string | null {
  return isWalkingRoute(tags) ? (namesOf(tags).name ?? null) : null
}
