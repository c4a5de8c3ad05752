/**
 * Reads and writes the contact of an incident's reporter. Each read is in the audit log, which never contains
 * the contact itself.
 */
import { record } from '../../geodata/audit/record.ts'
import type { Database, DatabaseClient, Queryable } from '../../geodata/database/database.ts'
import { repeatableTransaction } from '../../geodata/database/repeatable-transaction.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { notFound } from '../errors.ts'
import type { Contact, ContactCipher } from './contact-cipher.ts'
import { otherKey } from './key-problems.ts'

const readSql = sqlFile(import.meta.url, 'read-contact.sql')
const writeSql = sqlFile(import.meta.url, 'write-contact.sql')

export interface ReadContact {
  readonly contact: Contact
  readonly synthetic: boolean
  readonly writtenAt: Date
}

type ContactRow =
  | { readonly number: string; readonly sealed: null }
  | {
      readonly number: string
      readonly keyId: string
      readonly sealed: Buffer
      readonly synthetic: boolean
      readonly writtenAt: Date
    }

const objectOf = (fid: string) => `incident_contacts/${fid}`

async function knownRow(client: DatabaseClient, fid: string): Promise<ContactRow> {
  const { rows } = isRowId(fid) ? await client.query<ContactRow>(readSql, [fid]) : { rows: [] }
  const [row] = rows
  if (row === undefined) throw notFound({ zh: '事件', en: 'incident' }, fid)
  return row
}

/**
 * Returns the contact of an incident; undefined if it has none. Throws a ProblemError: 404 for no such
 * incident, 409 for a contact under an unknown key.
 */
export function readContact(
  database: Database,
  cipher: ContactCipher,
  fid: string,
): Promise<ReadContact | undefined> {
  return repeatableTransaction(database, async (client) => {
    const row = await knownRow(client, fid)
    const after = { number: row.number, found: row.sealed !== null }
    await record(client, { action: 'read', object: objectOf(fid), after })
    if (row.sealed === null) return undefined
    const contact = cipher.open(row, Number(fid))
    if (contact === undefined) throw otherKey
    return { contact, synthetic: row.synthetic, writtenAt: row.writtenAt }
  })
}

/** Writes the contact of an incident and replaces an earlier one. Throws a ProblemError of status 404. */
export function writeContact(
  database: Database,
  cipher: ContactCipher,
  fid: string,
  contact: Contact,
): Promise<void> {
  return repeatableTransaction(database, async (client) => {
    const { number, sealed } = await knownRow(client, fid)
    await storeContact(client, cipher, Number(fid), contact, false)
    const filled = Object.entries(contact).flatMap(([field, value]) => (value === null ? [] : [field]))
    await record(client, {
      action: sealed === null ? 'insert' : 'update',
      object: objectOf(fid),
      after: { number, fields: filled },
    })
  })
}

/** Encrypts and stores a contact. */
export async function storeContact(
  client: Queryable,
  cipher: ContactCipher,
  incident: number,
  contact: Contact,
  synthetic: boolean,
): Promise<void> {
  const { keyId, sealed, person, nameDigest } = cipher.seal(contact, incident)
  await client.query(writeSql, [incident, keyId, sealed, person, nameDigest, synthetic])
}
