import type { Tags } from '../elements.ts'
import type { Properties } from './values.ts'
import { isSet, namesOf } from './values.ts'

/** A node with a barrier, or one that only says who may pass it. Its number is added where it is read. */
export function barrierOf(tags: Tags): Properties | null {
  const { barrier } = tags
  if (barrier !== undefined && isSet(barrier)) return { kind: barrier, tags }
  return null
}

const squareWays: ReadonlySet<string> = new Set(['pedestrian', 'footway', 'path', 'corridor'])

/** An area that one walks across in any direction. */
export function squareOf(tags: Tags): Properties | null {
  const isArea = tags.area === 'yes' || tags.type === 'multipolygon'
  const isSquare = (isArea && squareWays.has(tags.highway ?? '')) || tags.place === 'square'
  return isSquare ? { name: namesOf(tags).name, tags } : null
}
