/** The viewer's own account and password. */
import { z } from 'zod'
import { hasRole } from '../../geodata/access/viewer.ts'
import { record } from '../../geodata/audit/record.ts'
import { meSchema } from '../../geodata/model/answers/me.ts'
import { viewerOf } from '../access/viewer.ts'
import { readableLayers } from '../access/visibility.ts'
import { ProblemError } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { sendJson } from '../http/send-json.ts'
import { credentialsById, setPasswordHash } from './accounts.ts'
import { type AccountsContext, addressOf, bodyOf, json } from './context.ts'
import { type Account, type Identity, identityOf, requireSession } from './identity.ts'
import { inNameOf } from './own-entries.ts'
import { hashPassword, isPassword } from './password/passwords.ts'
import { newPasswordSchema, passwordSchema } from './schemas.ts'

const tag = 'Accounts'

/** After signing in by a link, a password may be set without the old one for this time. */
const LINK_MS = 30 * 60_000

/** `GET /me`, `POST /me/password`. */
export function meEndpoints(context: AccountsContext): readonly Endpoint[] {
  return [meEndpoint(context), passwordEndpoint(context)]
}

function meEndpoint({ settings }: AccountsContext): Endpoint {
  return endpoint({
    operationId: 'getMe',
    method: 'get',
    path: '/me',
    tag,
    summary: '我是谁 · the viewer, and what they may see',
    secured: true,
    responses: { 200: { description: 'Viewer', content: { [json]: meSchema } } },
    handle(_, response, request) {
      const identity = identityOf(request)
      const viewer = viewerOf(request)
      const layers = readableLayers(viewer)
      const writable = layers.filter(({ writableBy }) => writableBy?.some((role) => hasRole(viewer, role)))
      const { zones = null, towns = null, roles: held = ['public'] } = identity?.account ?? {}
      response.set('Cache-Control', 'no-store')
      sendJson(response, meSchema, {
        account: identity ? shown(identity.account) : null,
        roles: held.length === 0 ? ['public'] : held,
        zones,
        towns,
        layers: layers.map(({ id }) => id),
        writable: writable.map(({ id }) => id),
        session: identity?.session ?? null,
        scopes: identity?.token?.scopes ?? null,
        asks_current_password: identity ? asksCurrent(identity) : false,
        oidc: settings.oidcIssuer !== undefined,
      })
    },
  })
}

const shown = ({ id, name, title, has_password, by_oidc }: Account) => ({
  id,
  name,
  title,
  has_password,
  by_oidc,
})

function asksCurrent({ account, session }: Pick<Identity, 'account' | 'session'>): boolean {
  const byLink = session?.method === 'link' && Date.now() - session.begun_at.getTime() < LINK_MS
  return account.has_password && !byLink
}

const passwordBody = z.strictObject({ password: newPasswordSchema, current: passwordSchema.optional() })

function passwordEndpoint(context: AccountsContext): Endpoint {
  const { database, sessions, resolver } = context
  return endpoint({
    operationId: 'setMyPassword',
    method: 'post',
    path: '/me/password',
    tag,
    summary: '更改密码 · choose a password; other sessions end',
    secured: 'session',
    requestBody: { [json]: passwordBody },
    responses: { 204: { description: 'Changed; this session continues with a new id' } },
    async handle(_, response, request) {
      const { account, session } = requireSession(request)
      if (account.by_oidc) throw atProvider
      const { password, current } = await bodyOf(request, passwordBody)
      const person = { account: account.id, address: addressOf(context, request) }
      if (asksCurrent({ account, session })) await checkCurrent(context, account, current, person.address)
      const hash = await hashPassword(password)
      await inNameOf(database, person, async (client) => {
        await setPasswordHash(client, account.id, hash)
        await client.query('delete from sessions where account = $1', [account.id])
        await client.query('delete from sign_in_links where account = $1 and redeemed_at is null', [
          account.id,
        ])
        await record(client, { action: 'password-changed', object: `accounts/${account.id}` })
      })
      resolver.forget(account.id)
      await sessions.begin(request, response, account.id, 'password')
      response.status(204).end()
    },
  })
}

/** Uses the same limits as signing in, against guessing in an unattended browser. */
async function checkCurrent(
  { database, limit }: AccountsContext,
  { id, name }: Account,
  current: string | undefined,
  address: string,
): Promise<void> {
  const attempt = await limit.begin(name, address)
  const credentials = await credentialsById(database, id)
  if (!(await isPassword(credentials?.password_hash, current ?? ''))) throw wrongCurrent()
  await attempt.succeeded()
}

/** Accounts of the OpenID provider have no password here. */
const atProvider = new ProblemError(
  403,
  { zh: '此账号使用统一身份登录', en: 'Signs in at the OpenID provider' },
  {
    zh: '统一身份账号在本平台没有密码，请在统一身份平台更改。',
    en: 'This account has no password here: it signs in at the OpenID provider.',
  },
)

const wrongCurrent = () =>
  new ProblemError(
    403,
    { zh: '当前密码不正确', en: 'Wrong password' },
    { zh: '当前密码（current）不正确。', en: 'The current password (`current`) is wrong.' },
  )
