/** Stores reports: the incident, the first event of its log, and the contact of the reporter. */
import { randomInt } from 'node:crypto'
import type { Database, DatabaseClient } from '../../geodata/database/database.ts'
import { repeatableTransaction } from '../../geodata/database/repeatable-transaction.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { NewIncident } from '../../geodata/model/answers/patrol-incident.ts'
import { countedTime } from '../../geodata/model/patrol/event-time.ts'
import { keyUsed } from './event-problems.ts'

const insertSql = sqlFile(import.meta.url, 'insert-incident.sql')
const knownSql = sqlFile(import.meta.url, 'known-intake.sql')

/** Reports belong to the operator of the platform. */
const LICENCE = '平台运营方自有数据 · data of the platform operator'

/** Encrypts and stores a contact in the transaction of the report. Throws ProblemErrors for an invalid contact. */
export type StoreContact = (
  client: DatabaseClient,
  incident: number,
  contact: NonNullable<NewIncident['contact']>,
) => Promise<void>

interface TakenIn {
  readonly id: number
  readonly replayed: boolean
}

/** Returns the date in China and five random digits: short enough for radio, and it reveals no number of reports. */
function newNumber(now: Date): string {
  const date = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '')
  return `${date}-${String(randomInt(100_000)).padStart(5, '0')}`
}

/** Maximum tries. Numbers are unique in a zone; collisions are rare below some thousands of reports a day. */
const DRAWS = 20

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'incidents_number_key'

/**
 * Stores a report once for each key. `store` encrypts the contact, if there is one; the first event contains
 * `details`. Throws a ProblemError of status 422 if the key belongs to another event.
 */
export async function takeIn(
  database: Database,
  report: NewIncident,
  source: string,
  store?: (client: DatabaseClient, incident: number) => Promise<void>,
  details: object = {},
): Promise<TakenIn> {
  for (let draw = 1; ; draw++) {
    try {
      return await repeatableTransaction(database, (client) =>
        takeInOnce(client, report, source, store, details),
      )
    } catch (error) {
      if (isTaken(error) && draw < DRAWS) continue
      // Another request with the same key was faster: the next try finds its incident.
      if (error instanceof Error && 'code' in error && error.code === '23505' && draw < DRAWS) continue
      throw error
    }
  }
}

async function takeInOnce(
  client: DatabaseClient,
  report: NewIncident,
  source: string,
  store: ((client: DatabaseClient, incident: number) => Promise<void>) | undefined,
  details: object,
): Promise<TakenIn> {
  const known = await client.query<{ id: number; type: string }>(knownSql, [report.key])
  const [before] = known.rows
  if (before?.type === 'received') return { id: before.id, replayed: true }
  if (before) throw keyUsed()
  const { key, at, sent_at, kind, channel, priority, words, lon, lat } = report
  const now = new Date()
  const received = countedTime({
    at: Date.parse(at),
    sentAt: sent_at === undefined ? null : Date.parse(sent_at),
    serverAt: now.getTime(),
    notBefore: Number.NEGATIVE_INFINITY,
  })
  const photos = await waitingPhotos(client, report.photos ?? [])
  const told = photos.length === 0 ? details : { ...details, photos }
  await client.query("select set_config('shuangxi.intake', $1, true)", [
    JSON.stringify({ key, at, ...(sent_at ? { sent_at } : {}), details: told }),
  ])
  const values = [newNumber(now), kind, channel, priority, words ?? null, new Date(received), lon, lat]
  const { rows } = await client.query<{ id: number }>(insertSql, [...values, source, key, LICENCE])
  const [row] = rows
  if (row === undefined) throw new Error('insert-incident.sql gave no row')
  await store?.(client, row.id)
  return { id: row.id, replayed: false }
}

/**
 * Returns those of the sender's photos that no incident has, in the given order; a trigger puts them to the incident.
 * A report is not refused for a photo that was refused.
 */
async function waitingPhotos(client: DatabaseClient, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const { rows } = await client.query<{ id: string }>(
    `select photo.id::text as id
     from unnest($1::uuid[]) with ordinality as asked (id, place)
     join incident_photos as photo on photo.id = asked.id
     where photo.incident_id is null and photo.account_id = viewer_account()
     group by photo.id order by min(asked.place)`,
    [ids],
  )
  return rows.map(({ id }) => id)
}
