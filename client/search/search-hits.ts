/** Asks the server for places by name. */
import { z } from 'zod'
import { type SearchHit, searchHitSchema } from '../../geodata/model/answers/search.ts'
import type { Language } from '../../geodata/model/text.ts'
import { messages } from '../messages.ts'
import { fetchJson, isAbort, RequestError } from '../source/fetch-json.ts'
import { isPublished } from '../source/published/published.ts'
import { camera, notify } from '../store.ts'

const HITS = 8
const METRES_PER_DEGREE = 111_320

const answerSchema = z.object({ results: z.array(searchHitSchema) })

/** The name in the language, in the other one where it has none. */
export function nameOf(hit: SearchHit, language: Language): string {
  return language === 'en' ? (hit.name_en ?? hit.name) : hit.name
}

/** Metres from the middle of the map. */
export function distanceTo({ lon, lat }: SearchHit): number {
  const [x, y] = camera.value?.center ?? [lon, lat]
  const dx = (lon - x) * Math.cos((lat * Math.PI) / 180)
  return Math.hypot(dx, lat - y) * METRES_PER_DEGREE
}

/** Places by this name, best first, or null where the search was given up, or failed and the page said so. */
export async function searchFor(
  text: string,
  language: Language,
  signal: AbortSignal,
  retry: () => void,
): Promise<readonly SearchHit[] | null> {
  const query = new URLSearchParams({ q: text, lang: language, limit: String(HITS) })
  const center = camera.peek()?.center
  if (center) {
    query.set('lon', center[0].toFixed(4))
    query.set('lat', center[1].toFixed(4))
  }
  try {
    if (isPublished) {
      const { searchPublished } = await import('../source/published/search.ts')
      const found = await searchPublished(text, HITS)
      return signal.aborted ? null : found
    }
    const { results } = await fetchJson(`/search?${query}`, (body) => answerSchema.parse(body), signal)
    return results
  } catch (error) {
    if (isAbort(error)) return null
    const text = error instanceof RequestError ? error.reason : messages.errorServer
    notify({ kind: 'error', text, retry })
    return null
  }
}
