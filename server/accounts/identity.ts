/** The identity of a request: the account, and the session or token. */
import type { IncomingMessage } from 'node:http'
import { hasRole, viewerFor } from '../../geodata/access/viewer.ts'
import type { Role } from '../../geodata/model/roles.ts'
import type { Scope } from '../../geodata/model/scopes.ts'
import { signInFirst } from '../access/refusal.ts'
import { ProblemError } from '../errors.ts'
import { insufficientScope } from './tokens/scopes.ts'

export interface Account {
  readonly id: number
  readonly name: string
  readonly title: string | null
  readonly roles: readonly Role[]
  /** Codes of patrol zones, and of towns; null means no limit. */
  readonly zones: readonly string[] | null
  readonly towns: readonly string[] | null
  readonly has_password: boolean
  /** Signs in at the OpenID provider only. */
  readonly by_oidc: boolean
}

/** A session or a token, with its account. */
export interface Identity {
  readonly account: Account
  readonly session?: {
    readonly id: number
    readonly begun_at: Date
    readonly method: SignInMethod
    /** When it ends even if it is used. */
    readonly ends_at: Date
  }
  readonly token?: { readonly id: number; readonly scopes: readonly Scope[] }
}

export type SignInMethod = 'password' | 'link' | 'oidc'

const identities = new WeakMap<IncomingMessage, Identity>()

/** Stores the identity of a request. */
export function keepIdentity(request: IncomingMessage, identity: Identity): void {
  identities.set(request, identity)
}

/** Returns the identity of a request; undefined for the public, and if not identified yet. */
export const identityOf = (request: IncomingMessage): Identity | undefined => identities.get(request)

/** Returns the identity of a request. Throws a ProblemError: 401 for the public. */
function requireIdentity(request: IncomingMessage): Identity {
  const identity = identityOf(request)
  if (!identity) throw signInFirst({ zh: '此处仅限有账号的人。', en: 'This requires an account.' })
  return identity
}

/**
 * Returns the session of a request. Throws a ProblemError: 401 for the public, 403 for a token, because the
 * endpoint is for people.
 */
export function requireSession(request: IncomingMessage) {
  const { account, session } = requireIdentity(request)
  if (!session) throw insufficientScope('session')
  return { account, session }
}

/**
 * Returns the identity of an administrator. Throws a ProblemError: 401 for the public, 403 for other roles
 * and for tokens without the scope.
 */
export function requireAdmin(request: IncomingMessage): Identity {
  const identity = requireIdentity(request)
  if (!hasRole(viewerFor(identity.account), 'admin')) throw administratorsOnly
  requireScope(identity, 'admin')
  return identity
}

/** A session has every scope. Throws a ProblemError of status 403 for a token that lacks it. */
function requireScope({ token }: Identity, scope: Scope): void {
  if (token && !token.scopes.includes(scope)) throw insufficientScope(scope)
}

const administratorsOnly = new ProblemError(
  403,
  { zh: '没有权限', en: 'Not allowed' },
  { zh: '此处仅限管理员。', en: 'Only administrators may do this.' },
)
