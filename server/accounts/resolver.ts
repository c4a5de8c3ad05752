/** Identifies the sender of a request by its bearer token, or by its session cookie. */
import type { IncomingMessage } from 'node:http'
import { publicViewer, type Viewer, viewerFor } from '../../geodata/access/viewer.ts'
import type { Database } from '../../geodata/database/database.ts'
import { lazy, memo, memoIn } from '../../geodata/model/memo.ts'
import { type Access, notRecognised } from '../access/access.ts'
import { digestOf } from '../access/secret.ts'
import { clientAddress } from '../http/client-address.ts'
import { starting } from '../http/until-prepared.ts'
import type { Settings } from '../settings.ts'
import { type CredentialEnds, type FoundIdentity, findBySession, findByToken } from './find-identity.ts'
import { type Identity, identityOf, keepIdentity } from './identity.ts'
import { IdentityCache } from './identity-cache.ts'
import { serverSecret } from './server-secret.ts'
import { cookieName, cookieValue, signedId } from './sessions/cookies.ts'
import { isSafe, requireOurs } from './sessions/same-origin.ts'
import { insufficientScope, pathOf, scopeFor } from './tokens/scopes.ts'

/** Returns when sessions and tokens expire. */
export const credentialEnds = (
  settings: Pick<Settings, 'sessionIdleMinutes' | 'sessionHours' | 'oidcTokenDays'>,
): CredentialEnds => ({
  idleSeconds: settings.sessionIdleMinutes * 60,
  absoluteSeconds: settings.sessionHours * 3_600,
  oidcTokenDays: settings.oidcTokenDays,
})

/** Throws a ProblemError of status 503 if the tables do not exist yet, during the first start. */
async function onceThereAreTables<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === '42P01'
    throw missing ? starting : error
  }
}

/** Cache keys. */
const sessionKey = (digest: string) => `session ${digest}`

export class Resolver implements Access {
  readonly #database: Database
  readonly #trustProxy: number
  readonly #ends: CredentialEnds
  readonly #remembered = new IdentityCache()
  readonly #viewersOf = memo<Identity, Map<string, Viewer>>(() => new Map(), new WeakMap())
  #cookieSecret: string | undefined
  readonly #askCookieSecret = lazy(async () => {
    const secret = await onceThereAreTables(() => serverSecret(this.#database, 'session-cookies'))
    this.#cookieSecret = secret.toString('base64url')
    return this.#cookieSecret
  })

  constructor(database: Database, settings: Settings) {
    this.#database = database
    this.#trustProxy = settings.trustProxy
    this.#ends = credentialEnds(settings)
    void this.#remembered.listen(database)
  }

  /**
   * Throws a ProblemError: 401 for an invalid token, 403 for missing scopes and for requests of foreign
   * pages.
   */
  identify(request: IncomingMessage): Viewer | Promise<Viewer> {
    const { authorization, cookie } = request.headers
    if (authorization !== undefined) return this.#byToken(request, authorization)
    if (cookie === undefined) return publicViewer
    const value = cookieValue(request, cookieName(request, this.#trustProxy))
    if (value === undefined) return publicViewer
    if (this.#cookieSecret !== undefined) return this.#bySession(request, value, this.#cookieSecret)
    return this.cookieSecret().then((secret) => this.#bySession(request, value, secret))
  }

  /** Returns the secret that signs session cookies, the same on every server of the database. */
  cookieSecret(): Promise<string> {
    return this.#askCookieSecret()
  }

  hasScope(request: IncomingMessage, method: string): boolean {
    const token = identityOf(request)?.token
    const needed = scopeFor(method, pathOf(request.url ?? '/'))
    return !token || !needed || (needed !== 'session' && token.scopes.includes(needed))
  }

  onChange(callback: () => void): void {
    this.#remembered.onChange(callback)
  }

  /** Drops an account from this server's cache; the database notifies the others. */
  forget(account: number): void {
    this.#remembered.forget(account)
  }

  close(): void {
    this.#remembered.close()
  }

  #bySession(request: IncomingMessage, value: string, secret: string): Viewer | Promise<Viewer> {
    const id = signedId(value, secret)
    if (id === undefined) return publicViewer
    const digest = digestOf(id).toString('hex')
    const find = () => findBySession(this.#database, digest, this.#ends)
    return this.#found(sessionKey(digest), find, (found) => this.#session(request, found))
  }

  #byToken(request: IncomingMessage, authorization: string): Viewer | Promise<Viewer> {
    const token = /^Bearer +([\w.~+/=-]{20,200}) *$/i.exec(authorization)?.[1]
    if (token === undefined) throw notRecognised()
    const digest = digestOf(token)
    const find = () => findByToken(this.#database, digest, this.#ends)
    return this.#found(`token ${digest.toString('hex')}`, find, (found) => this.#token(request, found))
  }

  #found(
    key: string,
    find: () => Promise<FoundIdentity | undefined>,
    take: (found: FoundIdentity | null) => Viewer,
  ): Viewer | Promise<Viewer> {
    const known = this.#remembered.known(key)
    if (known !== undefined) return take(known)
    return this.#remembered.ask(key, () => onceThereAreTables(find)).then(take)
  }

  /** The cookie of an ended session counts as no cookie. */
  #session(request: IncomingMessage, found: FoundIdentity | null): Viewer {
    if (!found) return publicViewer
    if (!isSafe(request.method)) requireOurs(request, this.#trustProxy)
    return this.#viewer(request, found.identity)
  }

  #token(request: IncomingMessage, found: FoundIdentity | null): Viewer {
    if (!found) throw notRecognised()
    const needed = scopeFor(request.method ?? 'GET', pathOf(request.url ?? '/'))
    const scopes = found.identity.token?.scopes ?? []
    if (needed && (needed === 'session' || !scopes.includes(needed))) throw insufficientScope(needed)
    return this.#viewer(request, found.identity)
  }

  /** Returns the same object for the same identity and address, so that values cached by it are found. */
  #viewer(request: IncomingMessage, identity: Identity): Viewer {
    keepIdentity(request, identity)
    const address = clientAddress(request, this.#trustProxy)
    return memoIn(this.#viewersOf(identity), address, () => viewerFor(identity.account, address))
  }
}
