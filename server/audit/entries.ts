/** Reads entries of the audit log with filters, page by page or as a stream. */
import { z } from 'zod'
import type { Queryable, QueryConfig } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { AuditEntry } from '../../geodata/model/answers/audit.ts'
import { parameter, rowIdText } from '../http/parameters.ts'

const entriesSql = sqlFile(import.meta.url, 'entries.sql')

/** A page ends at this size in bytes, because an entry with a large outline has a megabyte. */
const PAGE_BYTES = 4_000_000

const DAY = /^\d{4}-\d\d-\d\d$/
/** PostgreSQL has no year 0, and no zone 16 or more hours from UTC. */
const UNKNOWN_TIME = /^0000|[+-](1[6-9]|2\d):\d\d$/

/** A day is in China's time zone, eight hours ahead of UTC. */
const momentParameter = () =>
  parameter(
    z
      .union([z.iso.datetime({ offset: true }), z.iso.date()])
      .refine((said) => said.length <= 40 && !UNKNOWN_TIME.test(said))
      .transform((said) => (DAY.test(said) ? `${said}T00:00:00+08:00` : said))
      .optional(),
    { zh: 'RFC 3339 的时刻，或 YYYY-MM-DD', en: 'a time of RFC 3339, or YYYY-MM-DD' },
    { type: 'string', description: 'A time of RFC 3339, or a day of China, YYYY-MM-DD' },
  )

const idParameter = () =>
  parameter(rowIdText().optional(), { zh: '编号', en: 'an id' }, { type: 'integer', minimum: 0 })

/** The filters, and the number before which a page begins. */
export const entriesQuery = {
  account: idParameter(),
  action: parameter(
    z
      .string()
      .regex(/^[a-z-]{1,40}$/)
      .optional(),
    { zh: '一种操作，如 update', en: 'an action such as update' },
    { type: 'string', pattern: '^[a-z-]{1,40}$' },
  ),
  object: parameter(
    z
      .string()
      .regex(/^[^\p{Cc}]{1,200}$/u)
      .optional(),
    { zh: '一个对象，如 incidents 或 incidents/12', en: 'an object such as incidents or incidents/12' },
    {
      type: 'string',
      maxLength: 200,
      description: 'For example incidents, which includes incidents/12, or incidents/12',
    },
  ),
  from: momentParameter(),
  to: momentParameter(),
  before: idParameter(),
}

export type EntriesFilter = z.output<z.ZodObject<typeof entriesQuery>>

/** A row of `entries.sql`; `before` and `after` are JSON texts. */
export interface EntryRow {
  readonly id: number
  readonly at: string
  readonly account: number | null
  readonly account_name: string | null
  readonly role: string
  readonly address: string | null
  readonly action: string
  readonly object: string
  readonly before: string | null
  readonly after: string | null
  readonly hash: string
}

/** Returns the statement for all entries that match a filter, the latest first. */
export function entriesStatement({ account, action, object, from, to, before }: EntriesFilter): QueryConfig {
  return {
    text: entriesSql,
    values: [account, action, object, from, to, before].map((value) => value ?? null),
  }
}

/** Reads a page; `more` is true if entries follow. The page may be shorter than its limit. */
export async function readEntries(database: Queryable, filter: EntriesFilter, limit: number) {
  const { text, values = [] } = entriesStatement(filter)
  const page = `
    with page as (${text} limit $7),
    weighed as (
      select *, sum(coalesce(octet_length(before), 0) + coalesce(octet_length(after), 0))
        over (order by id desc rows between unbounded preceding and 1 preceding) as ahead
      from page
    )
    select *, (select count(*) from page)::int as matched
    from weighed
    where coalesce(ahead, 0) < ${PAGE_BYTES}
    order by id desc`
  const { rows } = await database.query<EntryRow & { matched: number }>(page, [...values, limit + 1])
  const shown = rows.slice(0, limit)
  return { entries: shown.map(entryOf), more: (rows[0]?.matched ?? 0) > shown.length }
}

function entryOf({
  id,
  at,
  account,
  account_name,
  role,
  address,
  action,
  object,
  before,
  after,
  hash,
}: EntryRow): AuditEntry {
  const parsed = (text: string | null): AuditEntry['before'] => (text === null ? null : JSON.parse(text))
  const said = { before: parsed(before), after: parsed(after) }
  return { id, at, account, account_name, role, address, action, object, ...said, hash }
}
