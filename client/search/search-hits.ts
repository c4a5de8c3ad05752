/** Searches places by name. */
import type { SearchHit } from '../../geodata/model/answers/search.ts'
import type { Language } from '../../geodata/model/text.ts'
import { messages } from '../messages.ts'
import { source } from '../source/chosen.ts'
import { isAbort, RequestError } from '../source/request.ts'
import { camera, notify } from '../store.ts'

const HITS = 8
const METRES_PER_DEGREE = 111_320

/** The name in the language, or in the other language. */
export function nameOf(hit: SearchHit, language: Language): string {
  return language === 'en' ? (hit.name_en ?? hit.name) : hit.name
}

/** Metres from the centre of the map. */
export function distanceTo({ lon, lat }: SearchHit): number {
  const [x, y] = camera.value?.center ?? [lon, lat]
  const dx = (lon - x) * Math.cos((lat * Math.PI) / 180)
  return Math.hypot(dx, lat - y) * METRES_PER_DEGREE
}

/** Places that match, best first; null if the search was aborted, or failed and the page showed why. */
export async function searchFor(
  text: string,
  language: Language,
  signal: AbortSignal,
  retry: () => void,
): Promise<readonly SearchHit[] | null> {
  const near = camera.peek()?.center ?? null
  try {
    return await source.search({ text, language, near, limit: HITS }, signal)
  } catch (error) {
    if (isAbort(error)) return null
    const text = error instanceof RequestError ? error.reason : messages.errorServer
    notify({ kind: 'error', text, retry })
    return null
  }
}
