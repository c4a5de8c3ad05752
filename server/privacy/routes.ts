/** What is known of people: contacts of incidents, one person's data. */
import type { ServerContext } from '../context.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { contactCipher } from './contact-cipher.ts'
import { contactEndpoints } from './contact-routes.ts'
import type { EraseAccount } from './erase-account.ts'
import { peopleEndpoints } from './people-routes.ts'

export function privacyEndpoints({
  databaseFor,
  settings,
  eraseAccount,
}: Pick<ServerContext, 'databaseFor'> & {
  readonly settings: Pick<
    ServerContext['settings'],
    'contactsKey' | 'contactsKeyPrevious' | 'filesDir' | 'dataDir'
  >
  /** Accounts are another capability's. */
  readonly eraseAccount: EraseAccount
}): readonly Endpoint[] {
  const cipher = contactCipher(settings)
  return [
    ...contactEndpoints({ databaseFor, cipher }),
    ...peopleEndpoints({ databaseFor, cipher, eraseAccount, settings }),
  ]
}
