/** Sessions and tokens of all accounts, for administrators. */
import { record } from '../../../geodata/audit/record.ts'
import { repeatableTransaction } from '../../../geodata/database/repeatable-transaction.ts'
import { ownedTokensSchema, sessionsSchema } from '../../../geodata/model/answers/credentials.ts'
import { notFound } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { sendJson } from '../../http/send-json.ts'
import { type AccountsContext, json } from '../context.ts'
import { credentialEnds } from '../resolver.ts'
import { idParams } from '../schemas.ts'
import { endSessions, openSessions } from '../sessions/session-rows.ts'
import { allTokens, revokeToken } from '../tokens/token-rows.ts'
import { administration, knownAccount } from './routes.ts'

const tag = 'Administration'

/** `GET` and `DELETE /admin/accounts/{id}/sessions`, `GET /admin/tokens`, `DELETE /admin/tokens/{id}`. */
export function adminCredentialEndpoints(context: AccountsContext): readonly Endpoint[] {
  return [sessionsEndpoint(context), endEndpoint(context), tokensEndpoint(context), revokeEndpoint(context)]
}

function sessionsEndpoint(context: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'getSessionsOfAccount',
    method: 'get',
    path: '/admin/accounts/{id}/sessions',
    tag,
    summary: '账号的会话 · where an account is signed in',
    secured: true,
    params: idParams,
    responses: { 200: { description: 'Sessions, the latest first', content: { [json]: sessionsSchema } } },
    async handle({ params: { id } }, response, request) {
      const database = administration(context, request)
      await knownAccount(context, database, id)
      response.set('Cache-Control', 'no-store')
      sendJson(response, sessionsSchema, {
        sessions: await openSessions(database, id, credentialEnds(context.settings)),
      })
    },
  })
}

function endEndpoint(context: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'endSessionsOfAccount',
    method: 'delete',
    writers: ['admin'],
    path: '/admin/accounts/{id}/sessions',
    tag,
    summary: '强制退出 · end all sessions of an account',
    secured: true,
    params: idParams,
    responses: { 204: { description: 'Ended' } },
    async handle({ params: { id } }, response, request) {
      await repeatableTransaction(administration(context, request), async (client) => {
        await knownAccount(context, client, id)
        const sessions = await endSessions(client, id)
        await record(client, { action: 'sign-out-everywhere', object: `accounts/${id}`, after: { sessions } })
      })
      context.resolver.forget(id)
      response.status(204).end()
    },
  })
}

function tokensEndpoint(context: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'getTokens',
    method: 'get',
    path: '/admin/tokens',
    tag,
    summary: '全部令牌 · the API tokens of all accounts',
    secured: true,
    responses: { 200: { description: 'Tokens, the latest first', content: { [json]: ownedTokensSchema } } },
    async handle(_, response, request) {
      const tokens = await allTokens(administration(context, request))
      response.set('Cache-Control', 'no-store')
      sendJson(response, ownedTokensSchema, { tokens })
    },
  })
}

function revokeEndpoint(context: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'revokeToken',
    method: 'delete',
    writers: ['admin'],
    path: '/admin/tokens/{id}',
    tag,
    summary: '撤销令牌 · revoke anyone’s token at once',
    secured: true,
    params: idParams,
    responses: { 204: { description: 'Revoked' } },
    async handle({ params: { id } }, response, request) {
      const account = await repeatableTransaction(administration(context, request), async (client) => {
        const revoked = await revokeToken(client, id)
        if (revoked === undefined) throw notFound({ zh: '令牌', en: 'token' }, String(id))
        await record(client, { action: 'token-revoked', object: `api_tokens/${id}` })
        return revoked
      })
      context.resolver.forget(account)
      response.status(204).end()
    },
  })
}
