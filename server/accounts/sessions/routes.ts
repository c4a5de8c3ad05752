/** The viewer's own sessions: list and end them. */
import { record } from '../../../geodata/audit/record.ts'
import { ownSessionsSchema } from '../../../geodata/model/answers/credentials.ts'
import { notFound } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { sendJson } from '../../http/send-json.ts'
import { type AccountsContext, addressOf, json } from '../context.ts'
import { requireSession } from '../identity.ts'
import { inNameOf } from '../own-entries.ts'
import { credentialEnds } from '../resolver.ts'
import { idParams } from '../schemas.ts'
import { endSessions, openSessions } from './session-rows.ts'

const tag = 'Accounts'

/** `GET` and `DELETE /me/sessions`, `DELETE /me/sessions/{id}`. */
export function ownSessionEndpoints(context: AccountsContext): readonly Endpoint[] {
  return [listEndpoint(context), everywhereEndpoint(context), endEndpoint(context)]
}

function listEndpoint({ database, settings }: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'getMySessions',
    method: 'get',
    path: '/me/sessions',
    tag,
    summary: '我的会话 · the viewer’s sessions',
    secured: 'session',
    responses: { 200: { description: 'Sessions, the latest first', content: { [json]: ownSessionsSchema } } },
    async handle(_, response, request) {
      const { account, session } = requireSession(request)
      const rows = await openSessions(database, account.id, credentialEnds(settings))
      response.set('Cache-Control', 'no-store')
      sendJson(response, ownSessionsSchema, {
        sessions: rows.map((row) => ({ ...row, current: row.id === session.id })),
      })
    },
  })
}

function everywhereEndpoint(context: AccountsContext): Endpoint {
  const { database, sessions, resolver } = context
  return endpoint({
    operationId: 'signOutEverywhere',
    method: 'delete',
    path: '/me/sessions',
    tag,
    summary: '全部退出 · end all of the viewer’s sessions, including this one',
    secured: 'session',
    responses: { 204: { description: 'Signed out everywhere' } },
    async handle(_, response, request) {
      const { account } = requireSession(request)
      const person = { account: account.id, address: addressOf(context, request) }
      await inNameOf(database, person, async (client) => {
        const ended = await endSessions(client, account.id)
        const object = `accounts/${account.id}`
        await record(client, { action: 'sign-out-everywhere', object, after: { sessions: ended } })
      })
      resolver.forget(account.id)
      sessions.forgetCookie(request, response)
      response.status(204).end()
    },
  })
}

function endEndpoint(context: AccountsContext): Endpoint {
  const { database, resolver } = context
  return endpoint({
    operationId: 'endMySession',
    method: 'delete',
    path: '/me/sessions/{id}',
    tag,
    summary: '结束会话 · end one of the viewer’s sessions',
    secured: 'session',
    params: idParams,
    responses: { 204: { description: 'Ended' } },
    async handle({ params: { id } }, response, request) {
      const { account } = requireSession(request)
      const person = { account: account.id, address: addressOf(context, request) }
      await inNameOf(database, person, async (client) => {
        if ((await endSessions(client, account.id, id)) === 0)
          throw notFound({ zh: '会话', en: 'session' }, String(id))
        await record(client, { action: 'sign-out', object: `accounts/${account.id}`, after: { session: id } })
      })
      resolver.forget(account.id)
      response.status(204).end()
    },
  })
}
