/** Finds names: places for everyone, patrol zones and units for those who may see them. */
import { LRUCache } from 'lru-cache'
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { SearchHit } from '../../geodata/model/answers/search.ts'
import { memo } from '../../geodata/model/memo.ts'
import { type Pronunciation, pronounce } from '../../geodata/places/pronounce.ts'
import type { SearchQuery } from './query.ts'

const fitSql = sqlFile(import.meta.url, 'fit.sql')
const placesSql = sqlFile(import.meta.url, 'places.sql') + fitSql
const patrolSql = sqlFile(import.meta.url, 'patrol.sql') + fitSql
const patrolNamesSql = sqlFile(import.meta.url, 'patrol-names.sql')

/** A hit without what it is called in a language. */
export type Found = Omit<SearchHit, 'kind_title'>

type Ranked = Found & { readonly rank: number }

export type Words = Extract<SearchQuery, { is: 'words' }>
/** WGS 84 longitude and latitude. */
export type Position = readonly [longitude: number, latitude: number]

/** The best matching places, best first. */
export async function findPlaces(
  database: Queryable,
  asked: Words,
  near: Position | undefined,
  limit: number,
): Promise<readonly Ranked[]> {
  return (await database.query<Ranked>(placesSql, parameters(asked, asked.pattern, near, limit))).rows
}

const pronounced = memo(pronounce, new LRUCache<string, Pronunciation>({ max: 5_000 }))

/** The patrol zones and units that fit best of those that the database shows. */
export async function findPatrol(
  database: Queryable,
  asked: Words,
  near: Position | undefined,
  limit: number,
): Promise<readonly Ranked[]> {
  const { rows: names } = await database.query<{ name: string }>(patrolNamesSql)
  const words = JSON.stringify(names.map(({ name }) => ({ name, ...pronounced(name) })))
  return (await database.query<Ranked>(patrolSql, parameters(asked, words, near, limit))).rows
}

const parameters = (
  { words, letters, chinese }: Words,
  second: string,
  near: Position | undefined,
  limit: number,
) => [words, second, letters, chinese, near?.[0] ?? null, near?.[1] ?? null, limit]

/** Merges lists by rank, each feature once. */
export function bestOf(lists: readonly (readonly Ranked[])[], limit: number): readonly Found[] {
  const found = new Map<string, Found>()
  for (const { rank: _, ...one } of lists.flat().toSorted((a, b) => b.rank - a.rank)) {
    const key = `${one.layer} ${one.feature_id} ${one.name} ${one.lon} ${one.lat}`
    if (!found.has(key)) found.set(key, one)
  }
  return [...found.values()].slice(0, limit)
}
