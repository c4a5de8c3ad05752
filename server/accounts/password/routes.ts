/** Signing in and out. */
import { z } from 'zod'
import { record } from '../../../geodata/audit/record.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { parameter } from '../../http/parameters.ts'
import { type AccountsContext, addressOf } from '../context.ts'
import { identityOf } from '../identity.ts'
import { inNameOf } from '../own-entries.ts'
import { accountNameSchema, passwordSchema } from '../schemas.ts'
import { requireOurs } from '../sessions/same-origin.ts'
import { byLink, byPassword } from './sign-in.ts'

const tag = 'Accounts'
const signedIn = { description: 'Signed in: the answer sets the cookie of a new session' }

/** `POST /sign-in`, `POST /sign-in/link`, `POST /sign-out`. */
export function signInEndpoints(context: AccountsContext): readonly Endpoint[] {
  return [passwordEndpoint(context), linkEndpoint(context), signOutEndpoint(context)]
}

function passwordEndpoint(context: AccountsContext): Endpoint {
  const { database, limit, sessions, settings } = context
  return endpoint({
    operationId: 'signIn',
    method: 'post',
    path: '/sign-in',
    tag,
    summary: '登录 · sign in by name and password',
    body: z.strictObject({ name: accountNameSchema, password: passwordSchema }),
    responses: { 204: signedIn },
    async handle({ body: { name, password } }, response, request) {
      // Another site must not sign its visitor in as someone else.
      requireOurs(request, settings.trustProxy)
      const account = await byPassword(
        { database, limit, address: addressOf(context, request) },
        name,
        password,
      )
      await sessions.begin(request, response, account, 'password')
      response.status(204).end()
    },
  })
}

const linkTokenSchema = parameter(z.string().regex(/^[\w-]{20,200}$/), {
  zh: '一次性链接中的令牌',
  en: 'the token of a one-time link',
})

function linkEndpoint(context: AccountsContext): Endpoint {
  const { database, limit, sessions, settings } = context
  return endpoint({
    operationId: 'signInByLink',
    method: 'post',
    path: '/sign-in/link',
    tag,
    summary: '一次性链接登录 · sign in by a one-time link, which works once',
    body: z.strictObject({ token: linkTokenSchema }),
    responses: { 204: signedIn },
    async handle({ body: { token } }, response, request) {
      requireOurs(request, settings.trustProxy)
      const account = await byLink({ database, limit, address: addressOf(context, request) }, token)
      await sessions.begin(request, response, account, 'link')
      response.status(204).end()
    },
  })
}

function signOutEndpoint(context: AccountsContext): Endpoint {
  const { database, sessions, settings } = context
  return endpoint({
    operationId: 'signOut',
    method: 'post',
    path: '/sign-out',
    tag,
    summary: '退出 · end this session',
    responses: { 204: { description: 'Signed out; also without a session' } },
    async handle(_, response, request) {
      requireOurs(request, settings.trustProxy)
      const account = identityOf(request)?.account.id
      if (account !== undefined) {
        const entry = { action: 'sign-out', object: `accounts/${account}` } as const
        await inNameOf(database, { account, address: addressOf(context, request) }, (client) =>
          record(client, entry),
        )
      }
      await sessions.end(request, response)
      response.status(204).end()
    },
  })
}
