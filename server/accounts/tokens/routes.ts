/** The viewer's own API tokens. */
import { z } from 'zod'
import { record } from '../../../geodata/audit/record.ts'
import { madeTokenSchema, tokensSchema } from '../../../geodata/model/answers/credentials.ts'
import { notFound, ProblemError } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { parameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { type AccountsContext, addressOf, bodyOf, json } from '../context.ts'
import { requireSession } from '../identity.ts'
import { inNameOf } from '../own-entries.ts'
import { idParams, scopesSchema, titleSchema } from '../schemas.ts'
import { goodTokens, makeToken, revokeToken, tokensOf } from './token-rows.ts'

const tag = 'Accounts'
const MAX_TOKENS = 100

const newTokenSchema = z.strictObject({
  name: titleSchema,
  scopes: scopesSchema,
  days: parameter(z.int().min(1).max(3_650).nullable().optional(), {
    zh: '1 到 3650 的整数，或 null（不过期）',
    en: 'an integer from 1 to 3650, or null for no end',
  }),
})

/** `GET` and `POST /me/tokens`, `DELETE /me/tokens/{id}`. */
export function ownTokenEndpoints(context: AccountsContext): readonly Endpoint[] {
  return [listEndpoint(context), makeEndpoint(context), revokeEndpoint(context)]
}

function listEndpoint({ database }: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'getMyTokens',
    method: 'get',
    path: '/me/tokens',
    tag,
    summary: '我的令牌 · the viewer’s API tokens',
    secured: 'session',
    responses: { 200: { description: 'Tokens, the latest first', content: { [json]: tokensSchema } } },
    async handle(_, response, request) {
      const { account } = requireSession(request)
      response.set('Cache-Control', 'no-store')
      sendJson(response, tokensSchema, { tokens: await tokensOf(database, account.id) })
    },
  })
}

function makeEndpoint(context: AccountsContext): Endpoint {
  const { database } = context
  return endpoint({
    operationId: 'makeMyToken',
    method: 'post',
    path: '/me/tokens',
    tag,
    summary: '新建令牌 · create a token for the viewer, limited to its scopes',
    secured: 'session',
    requestBody: { [json]: newTokenSchema },
    responses: { 201: { description: 'Created', content: { [json]: madeTokenSchema } } },
    async handle(_, response, request) {
      const { account } = requireSession(request)
      const { name, scopes, days } = await bodyOf(request, newTokenSchema)
      if (scopes.includes('admin') && !account.roles.includes('admin')) throw administratorsOnly
      const person = { account: account.id, address: addressOf(context, request) }
      const made = await inNameOf(database, person, async (client) => {
        if ((await goodTokens(client, account.id)) >= MAX_TOKENS) throw tooManyTokens
        const token = { account: account.id, name, scopes: [...new Set(scopes)], days: days ?? undefined }
        const row = await makeToken(client, token)
        await record(client, {
          action: 'token-made',
          object: `api_tokens/${row.id}`,
          after: { name, scopes },
        })
        return row
      })
      response.set('Cache-Control', 'no-store')
      sendJson(response, madeTokenSchema, made, { status: 201 })
    },
  })
}

function revokeEndpoint(context: AccountsContext): Endpoint {
  const { database, resolver } = context
  return endpoint({
    operationId: 'revokeMyToken',
    method: 'delete',
    path: '/me/tokens/{id}',
    tag,
    summary: '撤销令牌 · revoke a token at once',
    secured: 'session',
    params: idParams,
    responses: { 204: { description: 'Revoked' } },
    async handle({ params: { id } }, response, request) {
      const { account } = requireSession(request)
      const person = { account: account.id, address: addressOf(context, request) }
      await inNameOf(database, person, async (client) => {
        if ((await revokeToken(client, id, account.id)) === undefined)
          throw notFound({ zh: '令牌', en: 'token' }, String(id))
        await record(client, { action: 'token-revoked', object: `api_tokens/${id}` })
      })
      resolver.forget(account.id)
      response.status(204).end()
    },
  })
}

const administratorsOnly = new ProblemError(
  403,
  { zh: '没有权限', en: 'Not allowed' },
  { zh: 'admin 权限的令牌仅限管理员。', en: 'Only administrators can create tokens with the scope admin.' },
)

const tooManyTokens = new ProblemError(
  409,
  { zh: '令牌过多', en: 'Too many tokens' },
  {
    zh: `一个账号最多有 ${MAX_TOKENS} 个有效令牌，请先撤销不用的。`,
    en: `An account can have ${MAX_TOKENS} valid tokens. Revoke an unused one.`,
  },
)
