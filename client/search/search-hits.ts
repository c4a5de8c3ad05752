/** Asks the server for places by name. */
import { z } from 'zod'
import type { Language } from '../../geodata/model/text.ts'
import { messages } from '../messages.ts'
import { fetchJson, isAbort, RequestError } from '../source/fetch-json.ts'
import { isPublished } from '../source/published/published.ts'
import { camera, notify } from '../store.ts'

const hitSchema = z.object({
  name: z.string(),
  name_en: z.string().nullable(),
  kind: z.string(),
  kind_title: z.object({ zh: z.string(), en: z.string() }),
  layer: z.string().nullable(),
  feature_id: z.number().nullable(),
  lon: z.number(),
  lat: z.number(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  synthetic: z.boolean(),
})
const answerSchema = z.object({ results: z.array(hitSchema) })

export type SearchHit = z.infer<typeof hitSchema>

const HITS = 8
const METRES_PER_DEGREE = 111_320

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
