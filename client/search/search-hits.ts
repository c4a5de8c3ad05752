/** Searches places by name, kinds, land uses and parcel codes. */
import type { SearchHit } from '../../geodata/model/answers/search.ts'
import { metresBetween } from '../../geodata/model/distance.ts'
import type { Language } from '../../geodata/model/text.ts'
import { messages } from '../messages.ts'
import { source } from '../source/chosen.ts'
import { isAbort, RequestError } from '../source/request.ts'
import { middle, notify, ownPosition } from '../store.ts'
import type { Found } from './search-state.ts'

const HITS = 8
/** If the reader is farther from the map's centre, distances begin there. */
const HERE_M = 30_000

/** Returns the name in the language, or in the other language. */
export function nameOf(hit: Pick<SearchHit, 'name' | 'name_en'>, language: Language): string {
  return language === 'en' ? (hit.name_en ?? hit.name) : hit.name
}

/**
 * Returns the origin of distances: the reader's own position if it is known and near, otherwise the middle of
 * the map.
 */
function here(): Found['from'] {
  const [at, own] = [middle.peek(), ownPosition.peek()]
  if (own && (!at || metresBetween(at, own) < HERE_M)) return { at: own, name: messages.locate }
  return at && { at, name: messages.mapMiddle }
}

/** Searches, best results first; null if the search was aborted, or failed and the page showed why. */
export async function searchFor(
  text: string,
  language: Language,
  signal: AbortSignal,
  retry: () => void,
): Promise<Found | null> {
  const from = here()
  try {
    const answer = await source.search({ text, language, near: from?.at ?? null, limit: HITS }, signal)
    const { near } = answer
    if (!near) return { ...answer, from }
    const name = { zh: near.name, en: near.name_en ?? near.name }
    return { ...answer, from: { at: [near.lon, near.lat], name } }
  } catch (error) {
    if (isAbort(error)) return null
    const text = error instanceof RequestError ? error.reason : messages.errorServer
    notify({ kind: 'error', text, retry })
    return null
  }
}
