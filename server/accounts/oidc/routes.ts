/**
 * Signing in at the OpenID provider. The state of a sign-in is in an encrypted cookie for ten minutes, so
 * that requests before signing in store nothing in the database.
 */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { ProblemError } from '../../errors.ts'
import { serverPath } from '../../http/base-address.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { baseUrl } from '../../http/negotiation.ts'
import { isSecure } from '../../http/secure.ts'
import { type AccountsContext, addressOf } from '../context.ts'
import { recordSignIn, refused } from '../password/sign-in.ts'
import { serverSecret } from '../server-secret.ts'
import { cookieName, cookieValue } from '../sessions/cookies.ts'
import { accountOf } from './accounts.ts'
import { type Expected, Oidc, type Person } from './provider.ts'
import { seal, unseal } from './sealed.ts'

const tag = 'Accounts'
const CALLBACK = '/sign-in/oidc/callback'
const COOKIE = 'shuangxi-oidc'
const COOKIE_MS = 10 * 60_000

/** `GET /sign-in/oidc` and its callback; 404 if the settings have no provider. */
export function oidcEndpoints(context: AccountsContext): readonly Endpoint[] {
  const { settings } = context
  const oidc = settings.oidcIssuer === undefined ? undefined : new Oidc(settings, settings.oidcIssuer)
  return [beginEndpoint(context, oidc), callbackEndpoint(context, oidc)]
}

const sealedSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  until: z.number(),
})

function cookieOptions({ settings }: AccountsContext, request: Request) {
  const secure = isSecure(request, settings.trustProxy)
  return {
    name: cookieName(request, settings.trustProxy, COOKIE),
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure } as const,
  }
}

function beginEndpoint(context: AccountsContext, oidc: Oidc | undefined): Endpoint {
  return endpoint({
    operationId: 'signInByOidc',
    method: 'get',
    path: '/sign-in/oidc',
    tag,
    summary: '统一身份登录 · go to the OpenID provider to sign in',
    responses: { 303: { description: 'Redirects to the OpenID provider' } },
    async handle(_, response, request) {
      if (!oidc) throw noProvider
      const { url, expected } = await reach(() => oidc.begin(baseUrl(request) + CALLBACK))
      const key = await serverSecret(context.database, 'oidc-state')
      const { name, options } = cookieOptions(context, request)
      const value = seal(key, JSON.stringify({ ...expected, until: Date.now() + COOKIE_MS }))
      response.cookie(name, value, { ...options, maxAge: COOKIE_MS })
      response.set('Cache-Control', 'no-store').redirect(303, url.href)
    },
  })
}

function callbackEndpoint(context: AccountsContext, oidc: Oidc | undefined): Endpoint {
  const { database, sessions, limit } = context
  return endpoint({
    operationId: 'endSignInByOidc',
    method: 'get',
    path: CALLBACK,
    tag,
    summary: '统一身份登录回调 · where the OpenID provider sends the browser back to',
    // Parameters of the provider, which the client library checks.
    query: z.looseObject({}),
    responses: { 303: { description: 'Signed in; redirects to the map' } },
    async handle(_, response, request) {
      if (!oidc) throw noProvider
      const expected = await expectedOf(context, request, response)
      if (!expected) throw notBegun
      const address = addressOf(context, request)
      const attempt = await limit.begin(undefined, address)
      const came = new URL(baseUrl(request) + request.originalUrl)
      const person = await oidc.end(came, expected).catch((error: unknown) => wrong(context, address, error))
      const account = await admitted(context, person, address)
      await attempt.succeeded()
      await recordSignIn({ database, address }, 'oidc', account)
      await sessions.begin(request, response, account, 'oidc')
      response.set('Cache-Control', 'no-store').redirect(303, `${serverPath(request)}/`)
    },
  })
}

/** Reads and deletes the cookie. */
async function expectedOf(
  context: AccountsContext,
  request: Request,
  response: Response,
): Promise<Expected | undefined> {
  const { name, options } = cookieOptions(context, request)
  const value = cookieValue(request, name)
  if (value === undefined) return undefined
  response.clearCookie(name, options)
  const text = unseal(await serverSecret(context.database, 'oidc-state'), value)
  const read = text === undefined ? undefined : sealedSchema.safeParse(JSON.parse(text)).data
  return read && read.until > Date.now() ? read : undefined
}

/** Returns the account's id. Throws a ProblemError of status 403 if it has no role left, or is disabled. */
async function admitted(
  { database, resolver }: AccountsContext,
  person: Person,
  address: string,
): Promise<number> {
  const account = await accountOf(database, person, address)
  if (account) resolver.forget(account.id)
  if (account && !account.disabled && person.roles.length > 0) return account.id
  await refused({ database, address }, 'oidc', account?.id)
  throw account?.disabled ? isDisabled : withoutRole
}

async function wrong({ database }: AccountsContext, address: string, error: unknown): Promise<never> {
  if (isUnreachable(error)) throw unreachable(error)
  await refused({ database, address }, 'oidc')
  throw notConfirmed(error)
}

async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw unreachable(error)
  }
}

/** Returns whether there was no answer, or none in time. */
const isUnreachable = (error: unknown) =>
  error instanceof Error &&
  (error.name === 'TypeError' || error.name === 'TimeoutError' || causedByNetwork(error))

const causedByNetwork = ({ cause }: Error) =>
  cause instanceof Error && 'code' in cause && /^(E[A-Z]+|UND_ERR)/.test(String(cause.code))

const noProvider = new ProblemError(
  404,
  { zh: '未启用统一身份登录', en: 'No OpenID provider' },
  { zh: '此服务没有配置统一身份登录。', en: 'This server has no OpenID provider.' },
)

const notBegun = new ProblemError(
  400,
  { zh: '登录未开始或已超时', en: 'Sign-in not started or expired' },
  { zh: '请从 /sign-in 重新登录。', en: 'Start again at /sign-in.' },
)

const withoutRole = new ProblemError(
  403,
  { zh: '没有角色', en: 'No role' },
  {
    zh: '您的身份已确认，但统一身份平台没有给您本平台的角色。此前的会话和令牌已全部失效。请联系管理员。',
    en: 'You are identified, but the OpenID provider gives you no role here. Earlier sessions and tokens have ended. Ask an administrator.',
  },
)

const isDisabled = new ProblemError(
  403,
  { zh: '账号已停用', en: 'Account disabled' },
  {
    zh: '您的身份已确认，但您在本平台的账号已停用。请联系管理员。',
    en: 'You are identified, but your account here is disabled. Ask an administrator.',
  },
)

const notConfirmed = (cause: unknown) => {
  const problem = new ProblemError(
    401,
    { zh: '登录失败', en: 'Not signed in' },
    {
      zh: '统一身份平台没有确认这次登录，请重试。',
      en: 'The OpenID provider did not confirm the sign-in. Try again.',
    },
    { 'WWW-Authenticate': 'Session realm="shuangxi"' },
  )
  problem.cause = cause
  return problem
}

const unreachable = (cause: unknown) => {
  const problem = new ProblemError(
    503,
    { zh: '统一身份平台暂不可用', en: 'OpenID provider unavailable' },
    { zh: '统一身份平台没有应答，请稍后重试。', en: 'The OpenID provider does not answer. Try again later.' },
    { 'Retry-After': '30' },
  )
  problem.cause = cause
  return problem
}
