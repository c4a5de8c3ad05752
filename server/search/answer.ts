/** Answers a search with categories, which show a kind or land use as a whole, and with single results. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { NearestFacility } from '../../geodata/model/answers/nearest.ts'
import type { SearchCategory } from '../../geodata/model/answers/search.ts'
import type { CodeList } from '../../geodata/model/code-list.ts'
import { facilityKinds } from '../../geodata/model/codes.ts'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import { kindWords, readKind } from '../../geodata/model/kind-words.ts'
import { landUseClasses } from '../../geodata/model/land-use.ts'
import { landUsesOf } from '../../geodata/model/land-use-words.ts'
import { lazy } from '../../geodata/model/memo.ts'
import { pronounce } from '../../geodata/places/pronounce.ts'
import { bestOf, distinct, type Found, findParcels, findPatrol, findPlaces, type Position } from './find.ts'
import { nearestFacilities } from './nearest.ts'
import { type SearchQuery, type Words, wordsOf } from './query.ts'

const countsSql = sqlFile(import.meta.url, 'counts.sql')

/** Number of nearest facilities listed before places with the name. */
const FIRST_NEAREST = 5
/** Maximum number of offered land uses. */
const MAX_LAND_USES = 3

export interface Asking {
  readonly database: Queryable
  /** Whether the reader may see patrol zones and units. */
  readonly seesPatrols: boolean
  readonly near: Position | undefined
  readonly limit: number
}

export interface Answer {
  readonly categories: readonly SearchCategory[]
  readonly found: readonly Found[]
  readonly near: Found | null
}

const only = (found: readonly Found[]): Answer => ({ categories: [], found, near: null })

/** Interprets the words: a part of a parcel code, a kind of facilities, a land use, or a name. */
export async function answerWords(
  { words, parcel }: Extract<SearchQuery, { is: 'words' }>,
  asking: Asking,
): Promise<Answer> {
  if (parcel !== null) {
    const { count, found } = await findParcels(asking.database, parcel, asking.limit)
    if (count > 0) return { categories: count > 1 ? [byCode(parcel, count)] : [], found, near: null }
  }
  return (await answerKind(words, asking)) ?? withLandUses(words, asking, only(await byName(words, asking)))
}

const byCode = (code: string, count: number): SearchCategory => ({
  type: 'parcel_code',
  code,
  title: { zh: `代码含 ${code} 的地块`, en: `Parcels with ${code} in their code` },
  count,
})

/** Returns the best matching places, and patrol zones and units for readers who may see them. */
async function byName(
  words: Words,
  { database, seesPatrols, near, limit }: Asking,
): Promise<readonly Found[]> {
  const lists = [await findPlaces(database, words, near, limit)]
  if (seesPatrols) lists.push(await findPatrol(database, words, near, limit))
  return bestOf(lists, limit)
}

/** Kinds by the pinyin of their Chinese words: `cesuo`, `xishoujian`. */
const kindsByPinyin = lazy(
  () =>
    new Map(
      [...kindWords].flatMap(([word, kind]) => pinyinOf(word).map((letters) => [letters, kind] as const)),
    ),
)

function pinyinOf(word: string): string[] {
  const { pinyin } = pronounce(word)
  return pinyin === null || pinyin.length < 4 ? [] : [pinyin]
}

/**
 * Returns facilities of the kind in the words, around the place in the words; null if they contain no kind.
 */
async function answerKind(words: Words, asking: Asking): Promise<Answer | null> {
  const byPinyin = words.chinese ? undefined : kindsByPinyin().get(words.letters)
  const read = readKind(words.words) ?? (byPinyin && { kind: byPinyin, place: '', isCertain: true })
  if (!read) return null
  if (read.place === '') return nearReader(words, read.kind, asking)
  if (!read.isCertain) {
    const named = await byName(words, asking)
    if (named.some((one) => holds(one, words.words))) return withLandUses(words, asking, only(named))
  }
  const [near] = await findPlaces(asking.database, wordsOf(read.place), asking.near, 1)
  if (near) return { ...(await around(read.kind, [near.lon, near.lat], asking)), near }
  return { categories: await counted(read.kind, [], asking), found: await byName(words, asking), near: null }
}

const holds = ({ name, name_en }: Found, words: string) =>
  name.toLowerCase().includes(words) || (name_en?.toLowerCase().includes(words) ?? false)

/**
 * Returns the nearest of a kind to the reader, then places with the words in their name, then more of the
 * kind.
 */
async function nearReader(words: Words, kind: FacilityKind, asking: Asking): Promise<Answer> {
  const named = (await byName(words, asking)).filter((one) => holds(one, words.words))
  const nearest = asking.near ? await around(kind, asking.near, asking) : null
  const first = nearest?.found ?? []
  return withLandUses(words, asking, {
    categories: nearest?.categories ?? (await counted(kind, [], asking)),
    found: distinct([...first.slice(0, FIRST_NEAREST), ...named, ...first]).slice(0, asking.limit),
    near: null,
  })
}

/** Returns the nearest of a kind to a position, and their total number. */
async function around(kind: FacilityKind, position: Position, asking: Asking): Promise<Omit<Answer, 'near'>> {
  const nearest = await nearestFacilities(asking.database, position, [kind], asking.limit)
  return { categories: await counted(kind, [], asking), found: nearest.map(asFound) }
}

function asFound({ id, kind, name, name_en, lon, lat, synthetic }: NearestFacility): Found {
  const title = (facilityKinds as CodeList)[kind]?.title ?? { zh: kind, en: kind }
  return {
    name: name ?? title.zh,
    name_en: name_en ?? (name === null ? title.en : null),
    kind: 'facility',
    kind_title: title,
    layer: 'facilities',
    feature_id: id,
    lon,
    lat,
    bbox: null,
    synthetic,
  }
}

/** Adds the land uses in the words. */
async function withLandUses({ words }: Words, asking: Asking, answer: Answer): Promise<Answer> {
  const codes = landUsesOf(words).map(({ code }) => code)
  if (codes.length === 0) return answer
  const uses = await counted(null, codes.slice(0, MAX_LAND_USES), asking)
  return { ...answer, categories: [...answer.categories, ...uses] }
}

/** Returns categories with their counts, without empty ones. */
async function counted(
  kind: FacilityKind | null,
  landUses: readonly string[],
  { database }: Asking,
): Promise<readonly SearchCategory[]> {
  const { rows } = await database.query<Pick<SearchCategory, 'type' | 'code' | 'count'>>(countsSql, [
    kind,
    landUses,
  ])
  return rows.flatMap(({ type, code, count }) => {
    const title =
      type === 'facilities' ? (facilityKinds as CodeList)[code]?.title : landUseClasses.get(code)?.title
    return title && count > 0 ? [{ type, code, title, count }] : []
  })
}
