import type { Tags } from '../elements.ts'
import { isSet, namesOf } from './values.ts'

/** Ends of names that greenways have, and names that do not say so but are. */
const suffixes = ['绿道', '慢行道', '游步道', '健身道', '骑行道', '登山道']
const known = ['福堤', '寿堤', '绿堤']

/** Classes of ways that people walk or ride on; a motorway of such a name is no greenway. */
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

/** 沿山河绿道西溪段, 老和山游步道石虎山支线: a suffix, then at most a few characters of a stretch. */
const pattern = new RegExp(`^(${known.join('|')}|.*(${suffixes.join('|')})([^（(]{1,8}(段|支线))?)$`)

/**
 * The greenway that a way is part of by its name, null for other ways. What stands in brackets
 * names the stretch: 西山游步道（大清谷段） is part of 西山游步道.
 */
export function greenwayNameOf(tags: Tags): string | null {
  if (!walkable.has(tags.highway ?? '') || tags.area === 'yes') return null
  const name = (tags.name ?? '').replace(/\s*[（(].*$/, '').trim()
  return pattern.test(name) ? name : null
}

const routes = new Set(['hiking', 'foot', 'walking', 'running', 'bicycle'])

/** A relation of ways, or of such relations, that someone follows; bus lines too. */
export const isRoute = (tags: Tags): boolean => tags.type === 'route' || tags.type === 'superroute'

/** A route that is a greenway, where it has a name. */
export const isWalkingRoute = (tags: Tags): boolean =>
  isRoute(tags) && routes.has(tags.route ?? '') && !isSet(tags.disused)

/** The name of a route relation that is a greenway, null for other relations. */
export function routeNameOf(tags: Tags): string | null {
  return isWalkingRoute(tags) ? (namesOf(tags).name ?? null) : null
}
