/** Reads the state and the log of incidents. Row-level security of PostgreSQL decides which ones a viewer sees. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { IncidentEvent, IncidentStand } from '../../geodata/model/answers/patrol-incident.ts'
import { type ClockStart, dueAt, runningClock } from '../../geodata/model/patrol/clocks.ts'
import { possibleSteps } from '../../geodata/model/patrol/incident-machine.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { notFound } from '../errors.ts'

const standSql = sqlFile(import.meta.url, 'stand.sql')
const eventsSql = sqlFile(import.meta.url, 'events.sql')

const timeNames = [
  'received_at',
  'routed_at',
  'accepted_at',
  'arrived_at',
  'resolved_at',
  'fed_back_at',
  'closed_at',
  'reopened_at',
] as const
type TimeName = (typeof timeNames)[number]

/** A row of the database, with times as Date. */
type StandRow = Omit<IncidentStand, TimeName | 'possible' | 'clock' | 'due_at'> &
  Readonly<Record<TimeName, Date | null>>

function standOf(row: StandRow, from: ClockStart): IncidentStand {
  const times = Object.fromEntries(timeNames.map((name) => [name, row[name]?.toISOString() ?? null])) as Pick<
    IncidentStand,
    TimeName
  >
  const units = row.units.map((unit) => ({
    ...unit,
    sent_at: new Date(unit.sent_at).toISOString(),
    accepted_at: isoOrNull(unit.accepted_at),
    arrived_at: isoOrNull(unit.arrived_at),
    released_at: isoOrNull(unit.released_at),
  }))
  const stand = { ...row, ...times, units }
  const clock = runningClock(stand)
  return {
    ...stand,
    possible: [...possibleSteps(stand)],
    clock,
    due_at: clock === null ? null : new Date(dueAt(stand, clock, from)).toISOString(),
  }
}

const isoOrNull = (time: string | null) => (time === null ? null : new Date(time).toISOString())

/** Returns the current state of an incident. Throws a ProblemError of status 404 if the viewer cannot see it. */
export async function readStand(
  client: Queryable,
  id: number | string,
  from: ClockStart,
): Promise<IncidentStand> {
  const { rows } = isRowId(id)
    ? await client.query<StandRow>({ text: standSql, name: 'incident-stand', values: [[id]] })
    : { rows: [] }
  const [row] = rows
  if (row === undefined) throw noSuchIncident(String(id))
  return standOf(row, from)
}

type EventRow = Omit<IncidentEvent, 'at' | 'counted_at' | 'server_at'> &
  Readonly<Record<'at' | 'counted_at' | 'server_at', Date>>

const eventOf = ({ at, counted_at, server_at, ...row }: EventRow): IncidentEvent => ({
  ...row,
  at: at.toISOString(),
  counted_at: counted_at.toISOString(),
  server_at: server_at.toISOString(),
})

/** Returns the log of an incident in order; empty if the viewer cannot see the incident. */
export async function readEvents(client: Queryable, id: number | string): Promise<readonly IncidentEvent[]> {
  const { rows } = await client.query<EventRow>(eventsSql, [id, false])
  return rows.map(eventOf)
}

/** Returns the event that set the current state; null if the viewer cannot see the incident. */
export async function readLastStep(client: Queryable, id: number | string): Promise<IncidentEvent | null> {
  const { rows } = await client.query<EventRow>(eventsSql, [id, true])
  return rows[0] ? eventOf(rows[0]) : null
}

export const noSuchIncident = (id: string) => notFound({ zh: '事件', en: 'incident' }, id)
