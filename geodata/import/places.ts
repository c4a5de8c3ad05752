/** Fills `places`, the table that search reads, from the named features of one source. */
import { customPinyin, pinyin } from 'pinyin-pro'
import type { DatabaseClient } from '../database.ts'
import { sqlFile } from './sql-file.ts'

const namesSql = sqlFile(import.meta.url, 'places-names.sql')
const storeSql = sqlFile(import.meta.url, 'places-store.sql')

// Words of ways and trails that the dictionary reads wrongly.
customPinyin({
  慢行道: 'màn xíng dào',
  步行道: 'bù xíng dào',
  骑行道: 'qí xíng dào',
  号线: 'hào xiàn',
})

export interface Pronunciation {
  /** Lower-case syllables without tones or spaces, as typed: `xixigu`, 绿道 is `lvdao`. */
  readonly pinyin: string | null
  /** First letters: `xxg`. */
  readonly initials: string | null
}

/** How a Chinese name is typed by its sound; nulls for a name without Chinese characters. */
export function pronounce(name: string): Pronunciation {
  if (!/\p{Script=Han}/u.test(name)) return { pinyin: null, initials: null }
  const common = { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true } as const
  const typed = (parts: readonly string[]) =>
    parts
      .join('')
      .toLowerCase()
      .replaceAll('ü', 'v')
      .replaceAll(/[^a-z0-9]/g, '')
  return {
    pinyin: typed(pinyin(name, common)),
    initials: typed(pinyin(name, { ...common, pattern: 'first' })),
  }
}

/**
 * Derives the rows of `places` from one source's named features: greenways, facilities, entrances,
 * roads and waters (pieces with one name merged), areas, land cover and buildings; never of patrols,
 * whose names are not the public's.
 * Call it in the transaction that changed them. Rows keep their id; vanished ones are deleted; rows
 * without a layer (peaks, localities) are left alone. Gives the number of derived places.
 */
export async function refreshPlaces(client: DatabaseClient, source: string): Promise<number> {
  const names = await client.query<{ name: string }>(namesSql, [source])
  const spoken = names.rows.map(({ name }) => ({ name, ...pronounce(name) }))
  const stored = await client.query<{ count: number }>(storeSql, [source, JSON.stringify(spoken)])
  return stored.rows[0]?.count ?? 0
}
