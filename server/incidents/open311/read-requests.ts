/** Reads reports and their steps in the Open311 format. */
import { z } from 'zod'
import { sqlFile } from '../../../geodata/database/sql.ts'
import { incidentKinds } from '../../../geodata/model/codes.ts'
import { dueAt, isOpen, runningClock } from '../../../geodata/model/patrol/clocks.ts'
import type { IncidentEventType, IncidentState } from '../../../geodata/model/patrol/incident-machine.ts'
import { isRowId } from '../../../geodata/model/row-id.ts'
import { stateWords, stepWords } from '../status/words.ts'
import { badField, knownSender, type Sender, senderOf } from './form.ts'
import type { Open311Context } from './reports.ts'
import type { Item } from './write.ts'

const requestsSql = sqlFile(import.meta.url, 'requests.sql')
const updatesSql = sqlFile(import.meta.url, 'updates.sql')

const MAX_REQUESTS = 1_000
const DAY_MS = 86_400_000

type Kind = keyof typeof incidentKinds
/** Query parameters. */
export type Values = Readonly<Record<string, string | undefined>>

interface RequestRow {
  readonly service_request_id: string
  readonly state: IncidentState
  readonly kind: string
  readonly words: string | null
  readonly received_at: Date
  readonly routed_at: Date | null
  readonly arrived_at: Date | null
  readonly fed_back_at: Date | null
  readonly closed_at: Date | null
  readonly reopened_at: Date | null
  readonly updated_at: Date
  readonly lon: number
  readonly lat: number
  readonly media_url: string | null
}

function time(query: Values, name: string, fallback: string | null): string | null {
  const value = query[name]
  if (!value) return fallback
  if (z.iso.datetime({ offset: true }).safeParse(value).success) return value
  throw badField(name, {
    zh: '带时区的 W3C 时刻，如 2026-11-30T08:00:00Z',
    en: 'a time of W3C with its zone, as 2026-11-30T08:00:00Z',
  })
}

/** Returns reports as Open311 service requests. */
export async function requests(
  { systemDatabase, settings }: Open311Context,
  query: Values,
): Promise<readonly Item[]> {
  const ids = query.service_request_id?.split(',').slice(0, MAX_REQUESTS) ?? null
  const sender: Sender = ids
    ? await senderOf(systemDatabase, query.api_key)
    : await knownSender(systemDatabase, query.api_key)
  const isOwner = sender.id !== null
  const status = query.status === 'open' || query.status === 'closed' ? query.status : null
  const values = [
    isOwner ? sender.source : null,
    ids?.filter(isRowId) ?? null,
    query.service_code?.split(',') ?? null,
    time(query, 'start_date', null),
    time(query, 'end_date', null),
    status,
    MAX_REQUESTS,
  ]
  const { rows } = await systemDatabase.query<RequestRow>(requestsSql, values)
  return rows.map((row) => itemOf(row, isOwner, settings.slaFrom))
}

/** Returns one report as an Open311 item. Only its sender gets place and words. */
function itemOf(row: RequestRow, isOwner: boolean, from: Parameters<typeof dueAt>[2]): Item {
  const iso = (at: Date | null) => at?.toISOString() ?? null
  const course = {
    ...{ state: row.state, received_at: row.received_at.toISOString(), routed_at: iso(row.routed_at) },
    ...{ arrived_at: iso(row.arrived_at), fed_back_at: iso(row.fed_back_at), closed_at: iso(row.closed_at) },
    reopened_at: iso(row.reopened_at),
  }
  const clock = runningClock(course)
  return {
    service_request_id: row.service_request_id,
    status: isOpen(course) ? 'open' : 'closed',
    status_notes: `${stateWords[row.state].zh} ${stateWords[row.state].en}`,
    service_name: incidentKinds[row.kind as Kind]?.title.zh ?? row.kind,
    service_code: row.kind,
    description: isOwner ? row.words : null,
    agency_responsible: null,
    service_notice: null,
    requested_datetime: course.received_at,
    updated_datetime: row.updated_at.toISOString(),
    expected_datetime: clock === null ? null : new Date(dueAt(course, clock, from)).toISOString(),
    ...(isOwner ? { lat: row.lat, long: row.lon, media_url: row.media_url } : {}),
  }
}

interface UpdateRow {
  readonly update_id: string
  readonly service_request_id: string
  readonly type: IncidentEventType
  readonly state: IncidentState
  readonly server_at: Date
}

/** Returns the steps of the reports of a sender as Open311 updates. */
export async function updates({ systemDatabase }: Open311Context, query: Values): Promise<readonly Item[]> {
  const sender = await knownSender(systemDatabase, query.api_key)
  const until = time(query, 'end_date', new Date().toISOString())
  const from = time(query, 'start_date', new Date(Date.now() - DAY_MS).toISOString())
  const { rows } = await systemDatabase.query<UpdateRow>(updatesSql, [sender.source, from, until])
  return rows.map(({ update_id, service_request_id, type, state, server_at }) => ({
    ...{ update_id, service_request_id },
    status: isOpen({ state, closed_at: null }) ? 'OPEN' : 'CLOSED',
    updated_datetime: server_at.toISOString(),
    description: `${stepWords[type]?.zh ?? type}。 ${stepWords[type]?.en ?? type}.`,
  }))
}
