/** Administration of accounts. Every statement runs with the rights of the administrator. */
import type { Request } from 'express'
import { record } from '../../../geodata/audit/record.ts'
import type { Database, DatabaseClient } from '../../../geodata/database/database.ts'
import { repeatableTransaction } from '../../../geodata/database/repeatable-transaction.ts'
import {
  accountSchema,
  accountsSchema,
  madeAccountSchema,
  signInLinkSchema,
} from '../../../geodata/model/answers/accounts.ts'
import { viewerOf } from '../../access/viewer.ts'
import { notFound, ProblemError } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { baseUrl } from '../../http/negotiation.ts'
import { sendJson } from '../../http/send-json.ts'
import { createAccount } from '../accounts.ts'
import { type AccountsContext, bodyOf, json } from '../context.ts'
import { requireAdmin } from '../identity.ts'
import { linkAddress, makeLink } from '../password/links.ts'
import { credentialEnds } from '../resolver.ts'
import { idParams } from '../schemas.ts'
import { type AccountRow, accountRows, changeAccount } from './accounts.ts'
import { accountChangeSchema, newAccountSchema } from './schemas.ts'

const tag = 'Administration'

/** `GET` and `POST /admin/accounts`, `GET` and `PATCH /admin/accounts/{id}`, `POST /admin/accounts/{id}/link`. */
export function adminAccountEndpoints(context: AccountsContext): readonly Endpoint[] {
  return [
    listEndpoint(context),
    createEndpoint(context),
    oneEndpoint(context),
    changeEndpoint(context),
    linkEndpoint(context),
  ]
}

/** Returns the database with the administrator's rights. Throws a ProblemError for other viewers. */
export function administration({ database }: AccountsContext, request: Request): Database {
  requireAdmin(request)
  return database.as(viewerOf(request))
}

/** Throws a ProblemError of status 404 if the account does not exist. */
export async function knownAccount(
  context: AccountsContext,
  client: Pick<DatabaseClient, 'query'>,
  id: number,
): Promise<AccountRow> {
  const [row] = await accountRows(client, credentialEnds(context.settings), id)
  if (!row) throw notFound({ zh: '账号', en: 'account' }, String(id))
  return row
}

function listEndpoint(context: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'getAccounts',
    method: 'get',
    path: '/admin/accounts',
    tag,
    summary: '账号 · all accounts, by name',
    secured: true,
    responses: { 200: { description: 'Accounts', content: { [json]: accountsSchema } } },
    async handle(_, response, request) {
      const accounts = await accountRows(administration(context, request), credentialEnds(context.settings))
      response.set('Cache-Control', 'no-store')
      sendJson(response, accountsSchema, { accounts })
    },
  })
}

function oneEndpoint(context: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'getAccount',
    method: 'get',
    path: '/admin/accounts/{id}',
    tag,
    summary: '账号 · one account',
    secured: true,
    params: idParams,
    responses: { 200: { description: 'Account', content: { [json]: accountSchema } } },
    async handle({ params: { id } }, response, request) {
      const account = await knownAccount(context, administration(context, request), id)
      response.set('Cache-Control', 'no-store')
      sendJson(response, accountSchema, account)
    },
  })
}

/** Creates a link and records it in the audit log. */
async function newLink(context: AccountsContext, client: DatabaseClient, request: Request, id: number) {
  const hours = context.settings.signInLinkHours
  const token = await makeLink(client, id, hours, viewerOf(request).account)
  await record(client, { action: 'link-made', object: `accounts/${id}` })
  const expires_at = new Date(Date.now() + hours * 3_600_000).toISOString()
  return { token, address: linkAddress(baseUrl(request), token), expires_at }
}

function createEndpoint(context: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'createAccount',
    method: 'post',
    writers: ['admin'],
    path: '/admin/accounts',
    tag,
    summary: '新建账号 · create an account, with a one-time sign-in link',
    secured: true,
    requestBody: { [json]: newAccountSchema },
    responses: { 201: { description: 'Created', content: { [json]: madeAccountSchema } } },
    async handle(_, response, request) {
      const database = administration(context, request)
      const wanted = await bodyOf(request, newAccountSchema)
      const made = await repeatableTransaction(database, async (client) => {
        const id = await createAccount(client, wanted)
        if (id === undefined) throw nameTaken(wanted.name)
        const link = await newLink(context, client, request, id)
        return { account: await knownAccount(context, client, id), link }
      })
      response.set({
        Location: `${baseUrl(request)}/admin/accounts/${made.account.id}`,
        'Cache-Control': 'no-store',
      })
      sendJson(response, madeAccountSchema, made, { status: 201 })
    },
  })
}

function changeEndpoint(context: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'changeAccount',
    method: 'patch',
    writers: ['admin'],
    path: '/admin/accounts/{id}',
    tag,
    summary: '修改账号 · change roles, limits or title, or disable an account; missing members do not change',
    secured: true,
    params: idParams,
    requestBody: { [json]: accountChangeSchema },
    responses: { 200: { description: 'Changed', content: { [json]: accountSchema } } },
    async handle({ params: { id } }, response, request) {
      const database = administration(context, request)
      const change = await bodyOf(request, accountChangeSchema)
      const account = await repeatableTransaction(database, async (client) => {
        await knownAccount(context, client, id)
        await changeAccount(client, id, change)
        return knownAccount(context, client, id)
      })
      context.resolver.forget(id)
      response.set('Cache-Control', 'no-store')
      sendJson(response, accountSchema, account)
    },
  })
}

function linkEndpoint(context: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'makeSignInLink',
    method: 'post',
    writers: ['admin'],
    path: '/admin/accounts/{id}/link',
    tag,
    summary: '一次性链接 · create a one-time link; earlier ones become invalid',
    secured: true,
    params: idParams,
    responses: { 201: { description: 'Created', content: { [json]: signInLinkSchema } } },
    async handle({ params: { id } }, response, request) {
      const link = await repeatableTransaction(administration(context, request), async (client) => {
        const { disabled_at, by_oidc } = await knownAccount(context, client, id)
        if (disabled_at !== null) throw disabled
        if (by_oidc) throw atProvider
        return newLink(context, client, request, id)
      })
      response.set('Cache-Control', 'no-store')
      sendJson(response, signInLinkSchema, link, { status: 201 })
    },
  })
}

const nameTaken = (name: string) =>
  new ProblemError(
    409,
    { zh: '账号名已被使用', en: 'Name taken' },
    {
      zh: `已有名为“${name.slice(0, 80)}”的账号。`,
      en: `An account named "${name.slice(0, 80)}" exists already.`,
    },
  )

const disabled = new ProblemError(
  409,
  { zh: '账号已停用', en: 'Account disabled' },
  { zh: '已停用的账号不能登录。', en: 'A disabled account cannot sign in.' },
)

const atProvider = new ProblemError(
  409,
  { zh: '此账号使用统一身份登录', en: 'Signs in at the OpenID provider' },
  {
    zh: '统一身份账号只在统一身份平台登录，不能用一次性链接。',
    en: 'This account signs in at the OpenID provider only, not by links.',
  },
)
