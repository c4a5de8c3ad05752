/**
 * Retention of personal data: deletes positions a number of days after they were recorded, and contacts a
 * number of days after their incident was closed. Re-encrypts contacts sealed with the previous key.
 */
import { record } from '../../geodata/audit/record.ts'
import type { Database, DatabaseClient } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Settings } from '../settings.ts'
import type { Contact, ContactCipher } from './contact-cipher.ts'

const positionsSql = sqlFile(import.meta.url, 'expire-positions.sql')
const quarantineSql = sqlFile(import.meta.url, 'expire-quarantine.sql')
const crossingsSql = sqlFile(import.meta.url, 'expire-crossings.sql')
const contactsSql = sqlFile(import.meta.url, 'expire-contacts.sql')
const otherKeysSql = sqlFile(import.meta.url, 'contacts-under-other-keys.sql')

export interface Retained {
  /** Number of deleted rows. */
  readonly positions: number
  readonly contacts: number
  /** Number of contacts re-encrypted with the current key. */
  readonly reEncrypted: number
  /**
   * Number of contacts that were not changed, because they are altered or their key is unknown: nobody can
   * read them.
   */
  readonly unreadable: number
}

export type KeptDays = Pick<Settings, 'positionsKeptDays' | 'contactsKeptDays'>

/** Rows per transaction, so that nobody waits for long. */
const BATCH = 10_000
const SEALED_BATCH = 200

/**
 * Deletes expired contacts and positions; re-encrypts contacts sealed with the previous key. Throws the
 * signal's reason between two transactions if it aborts.
 */
export async function retain(
  database: Database,
  days: KeptDays,
  cipher: ContactCipher | undefined,
  signal?: AbortSignal,
): Promise<Retained> {
  const positions = await expirePositions(database, days.positionsKeptDays, signal)
  const contacts = await expire(database, 'incident_contacts', contactsSql, [days.contactsKeptDays], signal)
  const { reEncrypted, unreadable } = cipher
    ? await sealAnew(database, cipher, signal)
    : { reEncrypted: 0, unreadable: 0 }
  return { positions, contacts, reEncrypted, unreadable }
}

/** Whole days at once, the rest row by row; makes the tables of the coming days. */
async function expirePositions(database: Database, days: number, signal: AbortSignal | undefined) {
  const whole = await database.transaction(async (client) => {
    await client.query('select make_position_days(current_date - 1, current_date + 8)')
    const { rows } = await client.query<{ dropped: number }>(
      'select drop_position_days(now() - make_interval(days => $1))::float8 as dropped',
      [days],
    )
    const dropped = rows[0]?.dropped ?? 0
    if (dropped > 0) {
      const before = { rows: dropped, days }
      await record(client, { action: 'expire', object: 'unit_positions', before })
    }
    return dropped
  })
  const rest = await expire(database, 'unit_positions', positionsSql, [days, BATCH], signal)
  await expire(database, 'position_quarantine', quarantineSql, [days], signal)
  await expire(database, 'zone_crossings', crossingsSql, [days], signal)
  return whole + rest
}

/**
 * Runs a statement until it deletes no full batch, and records it in the audit log. Returns the number of
 * deleted rows.
 */
async function expire(
  database: Database,
  table: string,
  sql: string,
  values: readonly [days: number, batch?: number],
  signal: AbortSignal | undefined,
): Promise<number> {
  const [days, batch = Number.POSITIVE_INFINITY] = values
  let total = 0
  for (;;) {
    signal?.throwIfAborted()
    const gone = await database.transaction(async (client) => {
      const { rowCount } = await client.query(sql, values)
      if (rowCount)
        await record(client, { action: 'expire', object: table, before: { rows: rowCount, days } })
      return rowCount ?? 0
    })
    total += gone
    if (gone < batch) return total
  }
}

interface OtherRow {
  readonly incident: number
  readonly keyId: string
  readonly sealed: Buffer
}

async function sealAnew(database: Database, cipher: ContactCipher, signal: AbortSignal | undefined) {
  let [reEncrypted, unreadable, last] = [0, 0, -1]
  for (;;) {
    signal?.throwIfAborted()
    const rows = await database.transaction(async (client) => {
      const found = await client.query<OtherRow>(otherKeysSql, [cipher.keyId, last, SEALED_BATCH])
      for (const row of found.rows) {
        if (await sealRow(client, cipher, row)) reEncrypted += 1
        else unreadable += 1
      }
      return found.rows
    })
    last = rows.at(-1)?.incident ?? last
    if (rows.length < SEALED_BATCH) return { reEncrypted, unreadable }
  }
}

/** Returns undefined also for an altered row, so that it does not stop the re-encryption of others. */
function opened(cipher: ContactCipher, row: OtherRow): Contact | undefined {
  try {
    return cipher.open(row, row.incident)
  } catch {
    return undefined
  }
}

/** Returns whether the row could be decrypted. */
async function sealRow(client: DatabaseClient, cipher: ContactCipher, row: OtherRow): Promise<boolean> {
  const contact = opened(cipher, row)
  if (contact === undefined) return false
  const { keyId, sealed, person, nameDigest } = cipher.seal(contact, row.incident)
  await client.query(
    `update incident_contacts set key_id = $2, sealed = $3, person = $4, name_digest = $5
     where incident_id = $1`,
    [row.incident, keyId, sealed, person, nameDigest],
  )
  return true
}
