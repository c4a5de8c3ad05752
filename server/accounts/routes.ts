/** All endpoints of accounts. They require identified viewers and the tables of this schema. */
import type { ServerContext } from '../context.ts'
import type { Endpoint } from '../http/endpoint.ts'
import type { SignInLimit } from '../limits/sign-in-limit.ts'
import { adminCredentialEndpoints } from './administration/credentials-routes.ts'
import { adminAccountEndpoints } from './administration/routes.ts'
import type { AccountsContext } from './context.ts'
import { meEndpoints } from './me-routes.ts'
import { oidcEndpoints } from './oidc/routes.ts'
import type { Accounts } from './open.ts'
import { signInEndpoints } from './password/routes.ts'
import { ownSessionEndpoints } from './sessions/routes.ts'
import { ownTokenEndpoints } from './tokens/routes.ts'

/** Signing in and out, `/me…`, and administration at `/admin/accounts…` and `/admin/tokens…`. */
export function accountsEndpoints(
  { systemDatabase: database, settings }: Pick<ServerContext, 'systemDatabase' | 'settings'>,
  { resolver, sessions }: Accounts,
  limit: SignInLimit,
): readonly Endpoint[] {
  const context: AccountsContext = { database, settings, resolver, sessions, limit }
  return [
    ...oidcEndpoints(context),
    ...signInEndpoints(context),
    ...meEndpoints(context),
    ...ownSessionEndpoints(context),
    ...ownTokenEndpoints(context),
    ...adminAccountEndpoints(context),
    ...adminCredentialEndpoints(context),
  ]
}
