/** What is known of people: tracks and positions of units, contacts of incidents, one person's data. */
import type { ServerContext } from '../context.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { trackEndpoints } from '../patrol/track-routes.ts'
import { contactCipher } from './contact-cipher.ts'
import { contactEndpoints } from './contact-routes.ts'
import { peopleEndpoints } from './people-routes.ts'

export function privacyEndpoints({
  databaseFor,
  settings,
}: Pick<ServerContext, 'databaseFor'> & {
  readonly settings: Pick<ServerContext['settings'], 'contactsKey' | 'contactsKeyPrevious'>
}): readonly Endpoint[] {
  const cipher = contactCipher(settings)
  return [
    ...trackEndpoints({ databaseFor }),
    ...contactEndpoints({ databaseFor, cipher }),
    ...peopleEndpoints({ databaseFor, cipher }),
  ]
}
