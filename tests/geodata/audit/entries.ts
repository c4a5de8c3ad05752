/** Shared by tests of the audit log: audited rows, and their entries. */
import type { Queryable } from '../../../geodata/database/database.ts'

export interface Entry {
  readonly id: number
  readonly account: number | null
  readonly role: string
  readonly address: string | null
  readonly action: string
  readonly object: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** Returns the entries after one of this number, in order. */
export async function entriesAfter(database: Queryable, id: number): Promise<Entry[]> {
  const { rows } = await database.query<Entry>(
    'select id, account, role, address, action, object, before, after from audit.entries where id > $1 order by id',
    [id],
  )
  return rows
}

export async function lastId(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ id: number }>('select id from audit.head')
  return rows[0]?.id ?? Number.NaN
}

const insertIncident = `insert into incidents
  (number, kind, state, channel, zone_code, received_at, source, source_id, licence, synthetic, geom)
  values ($1, 'litter', 'received', 'app', $2, '2026-01-02T03:04:05Z', 'test', $1, 'CC0', true,
    ST_SetSRID(ST_MakePoint(119.7, 30.2), 4326))
  returning id`

/** Inserts an incident and returns its id. */
export async function addIncident(database: Queryable, number: string, zone = 'Z1'): Promise<number> {
  const { rows } = await database.query<{ id: number }>(insertIncident, [number, zone])
  return rows[0]?.id ?? Number.NaN
}
