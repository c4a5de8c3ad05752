/** Appends events to the logs of incidents, each once for its key. */
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

/** What the triggers say of an event that they refuse. */
interface Refusal {
  readonly reason: string
  readonly state: IncidentState
  readonly named: string | null
}

/**
 * Appends an event as the viewer of the database and returns the incident after it. Throws ProblemErrors:
 * 403 for officers of another unit, 404 for no such incident, 409 for a step that is not possible now, with
 * those that are and who took the last one, 422 for a unit or incident that cannot be named, or a key that was
 * used for another event.
 */
export async function appendEvent(
  database: Database,
  id: string,
  event: NewEvent,
  from: ClockStart,
): Promise<AppendedEvent> {
  if (!isRowId(id)) throw noSuchIncident(id)
  try {
    const appended = await append(database, id, event)
    return {
      replayed: appended.replayed,
      event_id: appended.id,
      incident: await readStand(database, id, from),
    }
  } catch (error) {
    throw (await problemOf(database, id, event, from, error)) ?? error
  }
}

async function append(database: Database, id: string, event: NewEvent): Promise<Appended> {
  const { key, type, at, sent_at, unit, ...rest } = event
  const values = [id, key, type, at, sent_at ?? null, unit ?? null, JSON.stringify(rest)]
  const { rows } = await repeatable(() =>
    database.query<Appended>({ text: appendSql, name: 'append-event', values }),
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
