/**
 * Personal data of one person, either a reporter of incidents or an account's owner: find, export and erase
 * them at the person's request. Runs with the administrator's rights and is audited; the log identifies a
 * reporter by a digest only.
 */
import { record } from '../../geodata/audit/record.ts'
import type { Database, DatabaseClient } from '../../geodata/database/database.ts'
import { repeatableTransaction } from '../../geodata/database/repeatable-transaction.ts'
import type { Person } from '../../geodata/model/answers/people.ts'
import type { Erased, personExportSchema } from '../../geodata/model/answers/person.ts'
import { rowIdOf } from '../../geodata/model/row-id.ts'
import { notFound, ProblemError } from '../errors.ts'
import { eraseBytes } from '../files/erase-files.ts'
import type { Answer } from '../http/send-json.ts'
import { accountData, findAccounts } from './account-data.ts'
import { type ContactCipher, plainPhone } from './contact-cipher.ts'
import { type EraseAccount, eraseWithFiles } from './erase-account.ts'
import { neededCipher } from './key-problems.ts'
import { byPerson, contactsOf, findContacts, maskedPhone, type ReporterContact } from './reporters.ts'

/** `account-7`, or `reporter-` and a digest. */
export type PersonId = string

const object = (id: PersonId) => `people/${id}`

/** Finds people by a phone number, a name, or a part of an account's name. */
export function findPeople(
  database: Database,
  cipher: ContactCipher | undefined,
  text: string,
): Promise<readonly Person[]> {
  return repeatableTransaction(database, async (client) => {
    const accounts = (await findAccounts(client, text)).map(
      ({ id, name, title, last_sign_in_at }): Person => ({
        ...{ id: `account-${id}`, kind: 'account', name: title ?? name, phone: null, incidents: 0 },
        last_at: last_sign_in_at?.toISOString() ?? null,
      }),
    )
    const contacts = cipher ? await findContacts(client, cipher, text) : []
    const reporters = cipher ? [...byPerson(cipher, contacts).values()].map(reporter) : []
    const found = [...accounts, ...reporters]
    await record(client, { action: 'read', object: 'people', after: { found: found.map(({ id }) => id) } })
    return found
  })
}

function reporter(contacts: readonly ReporterContact[]): Person {
  const known = contacts.flatMap(({ contact }) => contact ?? [])
  const phone = known.find((one) => one.phone !== null)?.phone
  return {
    id: `reporter-${contacts[0]?.person}`,
    kind: 'reporter',
    name: known.find((one) => one.name !== null)?.name ?? null,
    phone: phone ? maskedPhone(plainPhone(phone)) : null,
    incidents: contacts.length,
    last_at: contacts[0]?.receivedAt.toISOString() ?? null,
  }
}

function unknownPerson(id: PersonId): ProblemError {
  return notFound({ zh: '人员', en: 'person' }, id)
}

type Parsed = { readonly account: number } | { readonly person: string }

function parsed(id: PersonId): Parsed {
  const account = id.startsWith('account-') ? rowIdOf(id.slice('account-'.length)) : undefined
  if (account !== undefined) return { account }
  const person = /^reporter-([0-9a-f]{32})$/.exec(id)?.[1]
  if (person !== undefined) return { person }
  throw unknownPerson(id)
}

async function knownContacts(client: DatabaseClient, cipher: ContactCipher | undefined, person: string) {
  const contacts = await contactsOf(client, neededCipher(cipher), person)
  if (contacts.length === 0) throw unknownPerson(`reporter-${person}`)
  return contacts
}

/** Returns all data of a person. Throws ProblemErrors: 404, and 409 if the key is missing. */
export function exportPerson(
  database: Database,
  cipher: ContactCipher | undefined,
  id: PersonId,
): Promise<Answer<typeof personExportSchema>> {
  const one = parsed(id)
  return repeatableTransaction(database, async (client) => {
    const data =
      'account' in one
        ? await accountData(client, one.account)
        : { contacts: (await knownContacts(client, cipher, one.person)).map(exportedContact) }
    if (data === undefined) throw unknownPerson(id)
    await record(client, { action: 'export', object: object(id) })
    return { id, exported_at: new Date().toISOString(), ...data }
  })
}

const exportedContact = ({ incident, number, kind, receivedAt, ...rest }: ReporterContact) => ({
  incident: { id: incident, number, kind, received_at: receivedAt.toISOString() },
  contact: rest.contact ?? null,
  synthetic: rest.synthetic,
  written_at: rest.writtenAt.toISOString(),
})

/** What erasing needs. */
export interface Erasing {
  readonly cipher: ContactCipher | undefined
  readonly eraseAccount: EraseAccount
  /** Location of the files. */
  readonly settings: Parameters<typeof eraseBytes>[0]
}

/**
 * Erases the data of a person; `by` is the administrator. The audit log is kept; it contains a digest of a
 * reporter only. Throws ProblemErrors: 404; 409 for one's own account, the last administrator, no key.
 */
export async function erasePerson(
  database: Database,
  { cipher, eraseAccount, settings }: Erasing,
  id: PersonId,
  by: number | undefined,
): Promise<Erased> {
  const one = parsed(id)
  if ('account' in one && one.account === by) throw ownAccount
  const { erased, files } = await repeatableTransaction(database, async (client) => {
    const gone =
      'account' in one
        ? await eraseWithFiles(client, one.account, eraseAccount)
        : { erased: await reports(client, cipher, one.person), files: [] }
    if (gone.erased.accounts + gone.erased.contacts === 0) throw unknownPerson(id)
    await record(client, { action: 'erase', object: object(id), after: gone.erased })
    return gone
  })
  await eraseBytes(settings, files)
  return erased
}

async function reports(
  client: DatabaseClient,
  cipher: ContactCipher | undefined,
  person: string,
): Promise<Erased> {
  const contacts = await knownContacts(client, cipher, person)
  const people = [...new Set(contacts.map((one) => one.person))]
  const { rowCount } = await client.query('delete from incident_contacts where person = any ($1)', [people])
  return { contacts: rowCount ?? 0, accounts: 0, files: 0, jobs: 0 }
}

const ownAccount = new ProblemError(
  409,
  { zh: '不能清除自己的账号', en: 'Not your own account' },
  {
    zh: '不能清除自己正在使用的账号，请由另一名管理员操作。',
    en: 'You cannot erase the account that you are using: another administrator has to.',
  },
)
