/** Finds the place of a report from the text that the operator typed. */
import { greenwayPageSchema } from '../../../geodata/model/answers/greenways.ts'
import type { Language, Text } from '../../../geodata/model/text.ts'
import { formatLength } from '../../format.ts'
import { source } from '../../source/chosen.ts'
import { fetchJson } from '../../source/fetch-json.ts'
import { lengthOf, placeAlong } from './along-line.ts'
import type { ReportedPlace } from './intake-state.ts'
import { messages } from './messages.ts'
import { readPlaceText, type TypedPlace } from './place-text.ts'

/** Places, or the reason why there are none. */
export type Found = { readonly places: readonly ReportedPlace[] } | { readonly none: Text }

const MOST = 6

const readGreenways = (body: unknown) => greenwayPageSchema.parse(body).features

async function alongGreenways(
  { name, metres }: Extract<TypedPlace, { kind: 'kilometre' }>,
  spoken: Language,
  signal: AbortSignal,
): Promise<Found> {
  const all = await fetchJson('/collections/greenways/items?limit=500', readGreenways, signal)
  const wanted = name.toLowerCase()
  const named = all.filter(({ properties }) =>
    [properties.name, properties.name_en].some((one) => one?.toLowerCase().includes(wanted)),
  )
  const titleOf = ({ properties }: (typeof all)[number]) =>
    (spoken === 'en' ? (properties.name_en ?? properties.name) : properties.name) ?? ''
  const places = named.flatMap((greenway) => {
    const at = placeAlong(greenway.geometry, metres)
    return at ? [{ ...at, name: `${titleOf(greenway)} ${(metres / 1000).toFixed(2)} km` }] : []
  })
  if (places.length > 0) return { places: places.slice(0, MOST) }
  const [only] = named
  if (!only) return { none: messages.noneFound }
  const length = (language: Language) => formatLength(lengthOf(only.geometry), language)
  return {
    none: {
      zh: `${titleOf(only)}：${messages.beyond.zh} ${length('zh')}`,
      en: `${titleOf(only)}: ${messages.beyond.en} ${length('en')}`,
    },
  }
}

/** Returns places by coordinates, by kilometres along a greenway, or by the search of the page. Throws `RequestError`. */
export async function findPlace(
  text: string,
  spoken: Language,
  near: readonly [number, number] | null,
  signal: AbortSignal,
): Promise<Found> {
  const typed = readPlaceText(text)
  if (typed.kind === 'coordinates') {
    const { lon, lat } = typed.at
    return { places: [{ lon, lat, name: `${lon}, ${lat}` }] }
  }
  if (typed.kind === 'kilometre') return alongGreenways(typed, spoken, signal)
  if (typed.words === '') return { none: messages.noneFound }
  const { results } = await source.search({ text: typed.words, language: spoken, near, limit: MOST }, signal)
  if (results.length === 0) return { none: messages.noneFound }
  return {
    places: results.map(({ lon, lat, name, name_en }) => ({
      lon,
      lat,
      name: spoken === 'en' ? (name_en ?? name) : name,
    })),
  }
}
