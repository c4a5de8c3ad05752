/** Endpoints for personal data: contacts of incidents, and data of one person. */
import type { Queryable } from '../../geodata/database/database.ts'
import type { ServerContext } from '../context.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { contactCipher } from './contact-cipher.ts'
import { checkedContact, contactEndpoints } from './contact-routes.ts'
import { storeContact } from './contacts.ts'
import type { EraseAccount } from './erase-account.ts'
import { neededCipher } from './key-problems.ts'
import { peopleEndpoints } from './people-routes.ts'

/** Seals the contact of a report that is taken in. Throws ProblemErrors: 400 for a wrong contact, 409 without a key. */
export function intakeContacts(
  settings: Pick<ServerContext['settings'], 'contactsKey' | 'contactsKeyPrevious'>,
): (client: Queryable, incident: number, contact: unknown) => Promise<void> {
  const cipher = contactCipher(settings)
  return (client, incident, contact) =>
    storeContact(client, neededCipher(cipher), incident, checkedContact(contact), false)
}

export function privacyEndpoints({
  databaseFor,
  settings,
  eraseAccount,
}: Pick<ServerContext, 'databaseFor'> & {
  readonly settings: Pick<
    ServerContext['settings'],
    'contactsKey' | 'contactsKeyPrevious' | 'filesDir' | 'dataDir'
  >
  /** From the capability `accounts`. */
  readonly eraseAccount: EraseAccount
}): readonly Endpoint[] {
  const cipher = contactCipher(settings)
  return [
    ...contactEndpoints({ databaseFor, cipher }),
    ...peopleEndpoints({ databaseFor, cipher, eraseAccount, settings }),
  ]
}
