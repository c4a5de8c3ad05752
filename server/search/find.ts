/** Finds names: places for everyone, patrol zones and units for those who may see them. */
import { LRUCache } from 'lru-cache'
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { SearchHit } from '../../geodata/model/answers/search.ts'
import { memo } from '../../geodata/model/memo.ts'
import type { Text } from '../../geodata/model/text.ts'
import { type Pronunciation, pronounce } from '../../geodata/places/pronounce.ts'
import type { Words } from './query.ts'

const fitSql = sqlFile(import.meta.url, 'fit.sql')
const placesSql = sqlFile(import.meta.url, 'places.sql') + fitSql
const patrolSql = sqlFile(import.meta.url, 'patrol.sql') + fitSql
const parcelsSql = sqlFile(import.meta.url, 'parcels.sql')
const patrolNamesSql = sqlFile(import.meta.url, 'patrol-names.sql')

/** A hit; facilities of a kind have its title, others that of `kind`. */
export type Found = Omit<SearchHit, 'kind_title'> & { readonly kind_title?: Text }

export type Ranked = Found & { readonly rank: number }

/** WGS 84 longitude and latitude. */
export type Position = readonly [longitude: number, latitude: number]

/** Returns the best matching places, best first. */
export async function findPlaces(
  database: Queryable,
  asked: Words,
  near: Position | undefined,
  limit: number,
): Promise<readonly Ranked[]> {
  return (await database.query<Ranked>(placesSql, parameters(asked, asked.pattern, near, limit))).rows
}

/** Returns parcels by a part of their code, and their total number. */
export async function findParcels(
  database: Queryable,
  part: string,
  limit: number,
): Promise<{ readonly count: number; readonly found: readonly Found[] }> {
  const { rows } = await database.query<Found & { count: number }>(parcelsSql, [part, limit])
  return { count: rows[0]?.count ?? 0, found: rows.map(({ count: _, ...one }) => one) }
}

const pronounced = memo(pronounce, new LRUCache<string, Pronunciation>({ max: 5_000 }))

/** Returns the best matching patrol zones and units that the database shows. */
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

/** Merges lists by rank, without duplicate features. */
export function bestOf(lists: readonly (readonly Ranked[])[], limit: number): readonly Found[] {
  const ranked = lists.flat().toSorted((a, b) => b.rank - a.rank)
  return distinct(ranked.map(({ rank: _, ...one }) => one)).slice(0, limit)
}

/** Removes duplicate features and keeps the first one. */
export function distinct(all: readonly Found[]): readonly Found[] {
  const found = new Map<string, Found>()
  for (const one of all) {
    const key = one.layer === null ? `${one.name} ${one.lon} ${one.lat}` : `${one.layer} ${one.feature_id}`
    if (!found.has(key)) found.set(key, one)
  }
  return [...found.values()]
}
