/** Search in a published copy, over its list of places. */
import {
  type PublishedPlace,
  publishedPlacesSchema,
} from '../../../geodata/model/answers/published-places.ts'
import type { SearchHit } from '../../../geodata/model/answers/search.ts'
import type { CodeList } from '../../../geodata/model/code-list.ts'
import { placeKinds } from '../../../geodata/model/codes.ts'
import { lazy } from '../../../geodata/model/memo.ts'

const kinds: CodeList = placeKinds

/** Scores how well a query matches a name: all of it, its beginning, or a part. */
function fitOf(
  name: string | null,
  words: string,
  [whole, start, part]: readonly [number, number, number],
): number {
  const known = name?.toLowerCase() ?? ''
  if (words === '' || known === '') return 0
  if (known === words) return whole
  if (known.startsWith(words)) return start
  return known.includes(words) ? part : 0
}

function rankOf([name, nameEn, pinyin, initials, , importance]: PublishedPlace, words: string): number {
  const letters = words.replace(/[^a-z0-9]/g, '')
  const latin = letters.length >= 2 && !/[^\x20-\x7e]/.test(words)
  const fit = Math.max(
    fitOf(name, words, [1.2, 0.9, 0.75]),
    fitOf(nameEn, words, [1.1, 0.9, 0.6]),
    latin ? fitOf(pinyin, letters, [1.1, 0.8, 0.5]) : 0,
    latin ? fitOf(initials, letters, [0.9, 0.7, 0]) : 0,
  )
  return fit === 0 ? 0 : fit + 0.3 * importance
}

function hitOf(place: PublishedPlace): SearchHit {
  const [name, name_en, , , kind, , layer, feature_id, lon, lat, bbox, synthetic] = place
  const title = kinds[kind]?.title ?? { zh: kind, en: kind }
  return { name, name_en, kind, kind_title: title, layer, feature_id, lon, lat, bbox, synthetic }
}

/** Returns the best places for a query, matched with names in both languages, pinyin and its initials. */
export function findPlaces(places: readonly PublishedPlace[], typed: string, most: number): SearchHit[] {
  const words = typed.trim().toLowerCase()
  return places
    .map((place) => ({ place, rank: rankOf(place, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.place[0].length - b.place[0].length)
    .slice(0, most)
    .map(({ place }) => hitOf(place))
}

/** Searches the published list, which is loaded at the first call. Throws if it cannot be loaded. */
export async function searchPublished(typed: string, most: number): Promise<SearchHit[]> {
  return findPlaces(await published(), typed, most)
}

const published = lazy(load)

async function load(): Promise<readonly PublishedPlace[]> {
  const response = await fetch(new URL('places.json', document.baseURI))
  if (!response.ok) throw new Error(`places.json: ${response.status}`)
  return publishedPlacesSchema.parse(await response.json())
}
