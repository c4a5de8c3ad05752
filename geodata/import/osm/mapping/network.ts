import type { Tags } from '../elements.ts'
import type { Properties } from './values.ts'
import { isSet, namesOf } from './values.ts'

/** Returns the row of a node with a barrier, or with access tags only. The reader adds its node id. */
export function barrierOf(tags: Tags): Properties | null {
  const { barrier } = tags
  if (barrier !== undefined && isSet(barrier)) return { kind: barrier, tags }
  return null
}

const squareWays: ReadonlySet<string> = new Set(['pedestrian', 'footway', 'path', 'corridor'])

/** Returns the row of an area that can be crossed on foot in any direction. */
export function squareOf(tags: Tags): Properties | null {
  const isArea = tags.area === 'yes' || tags.type === 'multipolygon'
  const isSquare = (isArea && squareWays.has(tags.highway ?? '')) || tags.place === 'square'
  return isSquare ? { name: namesOf(tags).name, tags } : null
}
