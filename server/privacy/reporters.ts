/** Finds reporters of incidents by their contacts. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Contact, ContactCipher } from './contact-cipher.ts'

const contactsSql = sqlFile(import.meta.url, 'contacts-of.sql')

export interface ReporterContact {
  readonly incident: number
  readonly number: string
  readonly kind: string
  readonly receivedAt: Date
  readonly writtenAt: Date
  readonly synthetic: boolean
  /** Digest of the person, with the key of the row. */
  readonly person: string
  /** Undefined if the settings do not have its key. */
  readonly contact: Contact | undefined
}

interface Row extends Omit<ReporterContact, 'contact'> {
  readonly keyId: string
  readonly sealed: Buffer
}

/** Maximum number of reports of one person in a list. */
const MAX_CONTACTS = 5_000

async function contactsBy(
  client: Queryable,
  cipher: ContactCipher,
  people: readonly string[],
  names: readonly string[],
): Promise<readonly ReporterContact[]> {
  const { rows } = await client.query<Row>(contactsSql, [people, names, MAX_CONTACTS])
  return rows.map(({ keyId, sealed, ...row }) => ({
    ...row,
    contact: cipher.open({ keyId, sealed }, row.incident),
  }))
}

/** Returns contacts with this phone number or this name. */
export function findContacts(
  client: Queryable,
  cipher: ContactCipher,
  text: string,
): Promise<readonly ReporterContact[]> {
  const names = cipher.digests('name', text)
  return contactsBy(client, cipher, [...cipher.digests('phone', text), ...names], names)
}

/**
 * Returns all contacts of a person, by the digest with any key: while keys change, some still use the
 * previous one.
 */
export async function contactsOf(
  client: Queryable,
  cipher: ContactCipher,
  person: string,
): Promise<readonly ReporterContact[]> {
  const found = await contactsBy(client, cipher, [person], [])
  const known = found.find(({ contact }) => contact !== undefined)?.contact
  if (known === undefined) return found
  return contactsBy(client, cipher, [person, ...peopleOf(cipher, known)], [])
}

/** Returns the digests of a contact's person, with each key. */
function peopleOf(cipher: ContactCipher, { phone, name }: Contact): readonly string[] {
  return phone === null ? cipher.digests('name', name ?? '') : cipher.digests('phone', phone)
}

/** Groups contacts by person, with one digest per person whatever key they use. */
export function byPerson(
  cipher: ContactCipher,
  contacts: readonly ReporterContact[],
): ReadonlyMap<string, readonly ReporterContact[]> {
  const people = new Map<string, ReporterContact[]>()
  for (const one of contacts) {
    const key = (one.contact && peopleOf(cipher, one.contact)[0]) ?? one.person
    people.set(key, [...(people.get(key) ?? []), one])
  }
  return people
}

/** Masks a number, so that it distinguishes people but cannot be called. */
export function maskedPhone(phone: string): string {
  const shown = phone.length > 8 ? 3 : 1
  return phone.slice(0, shown) + '*'.repeat(Math.max(phone.length - 2 * shown, 1)) + phone.slice(-shown)
}
