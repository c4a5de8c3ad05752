/** Reads the rows of the network page by page, so that nobody waits long for the database. */
import type { Queryable } from '../database/database.ts'
import { sqlFile } from '../database/sql.ts'
import type { WayKind } from '../model/network/way.ts'
import type { PartRows, WayRow } from './rows.ts'

const waysSql = sqlFile(import.meta.url, 'ways.sql')
const greenwaysSql = sqlFile(import.meta.url, 'greenways.sql')
const partsSql = sqlFile(import.meta.url, 'parts.sql')

const PAGE = 2000

export interface WayPage {
  readonly kind: WayKind
  readonly rows: readonly WayRow[]
}

export async function* readWays(database: Queryable): AsyncGenerator<WayPage> {
  let last = Number.MIN_SAFE_INTEGER
  for (;;) {
    const { rows } = await database.query<WayRow>(waysSql, [last, PAGE])
    if (rows.length > 0) yield { kind: 'road', rows }
    if (rows.length < PAGE) break
    last = rows.at(-1)?.id ?? last
  }
  const { rows } = await database.query<WayRow>(greenwaysSql)
  yield { kind: 'greenway', rows }
}

export async function readParts(database: Queryable): Promise<PartRows> {
  const { rows } = await database.query<PartRows>(partsSql)
  const [parts] = rows
  if (parts === undefined) throw new Error('parts.sql gave no row')
  return parts
}
