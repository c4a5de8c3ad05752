/** Reads pages of incidents. Row-level security of PostgreSQL decides which rows the viewer sees. */
import { z } from 'zod'
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { IncidentList, ListedIncident } from '../../geodata/model/answers/incidents.ts'
import { type ClockStart, clockLimits, dueAt, runningClock } from '../../geodata/model/patrol/clocks.ts'
import { badParameter } from '../errors.ts'

const pageSql = sqlFile(import.meta.url, 'incidents.sql')
const countsSql = sqlFile(import.meta.url, 'incident-counts.sql')

export const statuses = ['open', 'overdue', 'closed'] as const
export const sorts = ['urgency', 'newest'] as const

/** Filters and order of a list; null means no filter. Times are RFC 3339. */
export interface IncidentQuery {
  readonly from: string | null
  readonly to: string | null
  readonly kinds: readonly string[] | null
  readonly zones: readonly string[] | null
  readonly units: readonly string[] | null
  /** Hours of receipt in China, 0–23. */
  readonly hours: readonly number[] | null
  /** Weekdays of receipt in China; 1 is Monday. */
  readonly weekdays: readonly number[] | null
  readonly status: (typeof statuses)[number] | null
  readonly sort: (typeof sorts)[number]
  readonly limit: number
  /** `next` of the previous page. */
  readonly after: string | null
}

/** The last row of a page: part of the order, time and id. */
const cursorSchema = z.tuple([
  z.enum(sorts),
  z.int().min(0).max(2),
  z.iso.datetime(),
  z.int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
])

const expectedCursor = { zh: '上一页给出的 next', en: 'the value of next from the page before' }

function readCursor(text: string, sort: IncidentQuery['sort']) {
  const read = cursorSchema.safeParse(parsed(Buffer.from(text, 'base64url').toString()))
  if (!read.success || read.data[0] !== sort) throw badParameter('after', expectedCursor, text)
  return read.data.slice(1)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface IncidentRow extends Omit<ListedIncident, 'clock' | 'due_at'> {
  readonly part: number
  readonly at: string
}

type Counts = Pick<IncidentList, 'as_of' | 'open' | 'overdue' | 'matched'>

function listed({ part: _part, at: _at, ...row }: IncidentRow, start: ClockStart): ListedIncident {
  const clock = runningClock(row)
  return { ...row, clock, due_at: clock === null ? null : new Date(dueAt(row, clock, start)).toISOString() }
}

/** Returns a page of incidents with counts. Throws a ProblemError if `after` comes from another order. */
export async function listIncidents(
  database: Queryable,
  query: IncidentQuery,
  start: ClockStart,
): Promise<IncidentList> {
  const { from, to, kinds, zones, units, hours, weekdays, status, sort, limit, after } = query
  const filters = [from, to, kinds, zones, units, status]
  const limits = [clockLimits.routed, clockLimits.arrived, clockLimits.fed_back]
  const cursor = after === null ? [null, null, null] : readCursor(after, sort)
  const page = [...filters, ...limits, sort, ...cursor, limit + 1, hours, weekdays, start === 'previous']
  const { rows } = await database.query<IncidentRow>(pageSql, page)
  const counts = await database.query<Counts>(countsSql, [
    ...filters,
    ...limits,
    hours,
    weekdays,
    start === 'previous',
  ])
  const [first] = counts.rows
  if (first === undefined) throw new Error('incident-counts.sql gave no row')
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const next = last && Buffer.from(JSON.stringify([sort, last.part, last.at, last.id])).toString('base64url')
  return { ...first, sla_from: start, incidents: shown.map((row) => listed(row, start)), next: next ?? null }
}
