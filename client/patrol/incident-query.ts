/** The filter of the list of incidents, its text in the URL, and its request. */
import { DAY, type IncidentColumns } from './incident-columns.ts'
import type { TimeRange, Traits } from './time-filter.ts'

export const statuses = ['open', 'overdue', 'closed', 'all'] as const
export type Status = (typeof statuses)[number]
export const sorts = ['urgency', 'newest'] as const
export type Sort = (typeof sorts)[number]

export interface ListFilter {
  readonly status: Status
  readonly sort: Sort
  /** Code of a zone; null for all zones. */
  readonly zone: string | null
  readonly kind: string | null
  /** True for incidents of the desk's time and filters only. */
  readonly follows: boolean
}

/** The default: open incidents, the most urgent first. */
export const firstFilter: ListFilter = {
  status: 'open',
  sort: 'urgency',
  zone: null,
  kind: null,
  follows: false,
}

/** Returns the differences from `firstFilter`, such as "all,newest,follow,zone:Z01,kind:littering"; may be empty. */
export function writeListFilter({ status, sort, zone, kind, follows }: ListFilter): string {
  return [
    status === firstFilter.status ? '' : status,
    sort === firstFilter.sort ? '' : sort,
    follows ? 'follow' : '',
    zone === null ? '' : `zone:${zone}`,
    kind === null ? '' : `kind:${kind}`,
  ]
    .filter((part) => part !== '')
    .join()
}

/** Reads a text of `writeListFilter`; ignores unknown parts. */
export function readListFilter(text: string): ListFilter {
  const parts = text.split(',')
  const after = (name: string) => parts.find((part) => part.startsWith(`${name}:`))?.slice(name.length + 1)
  return {
    status: statuses.find((one) => parts.includes(one)) ?? firstFilter.status,
    sort: sorts.find((one) => parts.includes(one)) ?? firstFilter.sort,
    zone: after('zone') || null,
    kind: after('kind') || null,
    follows: parts.includes('follow'),
  }
}

/** Time and filters of the desk, which the list can use too. */
export interface DeskFilter {
  readonly range: TimeRange
  readonly traits: Traits
  readonly origin: IncidentColumns['origin']
}

/** Milliseconds in the last second of a range, because the server includes `to`. */
const LAST_MS = 999

const timeText = (seconds: number, milliseconds = 0) => new Date(seconds * 1000 + milliseconds).toISOString()

function followedParts({ range, traits, origin }: DeskFilter): [string, string][] {
  const parts: [string, string][] = [
    ['from', timeText(origin + range.from)],
    // A range that ends now has no `to`, because new incidents may be newer than the data of the desk.
    ...(range.to % DAY === 0 ? [['to', timeText(origin + range.to - 1, LAST_MS)] as [string, string]] : []),
  ]
  if (traits.kinds.size > 0) parts.push(['kind', [...traits.kinds].join()])
  if (traits.hours.size > 0) parts.push(['hour', [...traits.hours].join()])
  if (traits.weekdays.size > 0) parts.push(['weekday', [...traits.weekdays].map((day) => day + 1).join()])
  return parts
}

/** Returns the path of the request for a page of the list. */
export function incidentsPath(filter: ListFilter, desk: DeskFilter, limit: number, after?: string): string {
  const { status, sort, zone, kind, follows } = filter
  const query = new URLSearchParams(follows ? followedParts(desk) : [])
  if (status !== 'all') query.set('status', status)
  if (sort !== firstFilter.sort) query.set('sort', sort)
  if (zone !== null) query.set('zone', zone)
  if (kind !== null) query.set('kind', kind)
  query.set('limit', String(limit))
  if (after !== undefined) query.set('after', after)
  return `/patrol/incidents?${query}`
}
