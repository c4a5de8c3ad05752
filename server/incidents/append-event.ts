/** Appends events to the logs of incidents, once for each key. */
import type { Database, Queryable } from '../../geodata/database/database.ts'
import { repeatable } from '../../geodata/database/repeatable-transaction.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { IncidentStand, NewEvent } from '../../geodata/model/answers/patrol-incident.ts'
import type { ClockStart } from '../../geodata/model/patrol/clocks.ts'
import type { IncidentState } from '../../geodata/model/patrol/incident-machine.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { impossibleStep, keyUsed, notYourStep, refusedEvent } from './event-problems.ts'
import { noSuchIncident, readLastStep, readStand } from './stand.ts'

const appendSql = sqlFile(import.meta.url, 'append-event.sql')

interface Appended {
  readonly id: number
  readonly incident_id: number
  readonly type: string
  readonly replayed: boolean
}

interface AppendedEvent {
  readonly replayed: boolean
  readonly event_id: number
  readonly incident: IncidentStand
}

/** Why a trigger refused an event. */
interface Refusal {
  readonly reason: string
  readonly state: IncidentState
  readonly named: string | null
}

/**
 * Appends an event with the rights of the viewer and returns the incident after it. Throws ProblemErrors: 403 for
 * officers of another unit; 404 for an unknown incident; 409 for an impossible step, with the possible steps and
 * the author of the last one; 422 for an invalid unit or incident in the event, or a key of another event.
 */
export async function appendEvent(
  database: Database,
  id: string,
  event: NewEvent,
  from: ClockStart,
): Promise<AppendedEvent> {
  if (!isRowId(id)) throw noSuchIncident(id)
  // One connection for both statements: each change of the viewer on a connection takes a round trip.
  const client = await database.connect()
  try {
    const { id: event_id, replayed } = await append(client, id, event)
    return { replayed, event_id, incident: await readStand(client, id, from) }
  } catch (error) {
    throw (await problemOf(client, id, event, from, error)) ?? error
  } finally {
    client.release()
  }
}

async function append(client: Queryable, id: string, event: NewEvent): Promise<Appended> {
  const { key, type, at, sent_at, unit, ...rest } = event
  const values = [id, key, type, at, sent_at ?? null, unit ?? null, JSON.stringify(rest)]
  const { rows } = await repeatable(() =>
    client.query<Appended>({ text: appendSql, name: 'append-event', values }),
  )
  const [appended] = rows
  if (appended === undefined) throw noSuchIncident(id)
  if (appended.type !== type || String(appended.incident_id) !== id) throw keyUsed()
  return appended
}

function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('detail' in error)) return undefined
  const isOurs = error.code === 'SX409' || error.code === 'SX422'
  return isOurs ? (JSON.parse(String(error.detail)) as Refusal) : undefined
}

async function problemOf(
  client: Queryable,
  id: string,
  event: NewEvent,
  from: ClockStart,
  error: unknown,
): Promise<Error | undefined> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === '23505') return keyUsed()
  if (code === '42501') return notYourStep(event.type)
  const refusal = refusalOf(error)
  if (refusal === undefined) return undefined
  if (refusal.reason !== 'step') return refusedEvent(refusal.reason, refusal.named)
  return impossibleStep(event.type, await readStand(client, id, from), await readLastStep(client, id))
}
