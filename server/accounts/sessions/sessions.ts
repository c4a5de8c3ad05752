/** Begins and ends the session of a browser. Only the endpoints that do so use express-session. */
import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Database } from '../../../geodata/database/database.ts'
import { memoIn } from '../../../geodata/model/memo.ts'
import { clientAddress } from '../../http/client-address.ts'
import { isSecure } from '../../http/secure.ts'
import type { Settings } from '../../settings.ts'
import { identityOf, type SignInMethod } from '../identity.ts'
import type { Resolver } from '../resolver.ts'
import { credentialEnds } from '../resolver.ts'
import { cookieName } from './cookies.ts'
import { SessionStore } from './session-store.ts'

const AGENT_LENGTH = 200
const MAX_COOKIES = 20

export class Sessions {
  /**
   * express-session takes the cookie's attributes from its store, so there is one with TLS and one without.
   */
  readonly #stores: { readonly secure: SessionStore; readonly plain: SessionStore }
  readonly #resolver: Resolver
  readonly #trustProxy: number
  /** Limited, in case a proxy lets clients choose its path. */
  readonly #byCookie = new LRUCache<string, RequestHandler>({ max: MAX_COOKIES })

  constructor(database: Database, settings: Settings, resolver: Resolver, log: Logger) {
    const onError = (...what: unknown[]) =>
      log.warn({ what: what.map(String) }, 'sessions could not be tidied')
    const store = () => new SessionStore(database, credentialEnds(settings), onError)
    this.#stores = { secure: store(), plain: store() }
    this.#resolver = resolver
    this.#trustProxy = settings.trustProxy
  }

  /**
   * Begins a session of an account, always with a new id, so that an id planted in the browser becomes
   * useless.
   */
  async begin(request: Request, response: Response, account: number, method: SignInMethod): Promise<void> {
    const before = identityOf(request)?.account.id
    await this.#load(request, response)
    await done((callback) => request.session.regenerate(callback))
    // At once: the database's notification comes after the answer.
    if (before !== undefined) this.#resolver.forget(before)
    Object.assign(request.session, {
      account,
      begun: Date.now() / 1000,
      method,
      address: clientAddress(request, this.#trustProxy),
      agent: (request.get('user-agent') ?? '').slice(0, AGENT_LENGTH),
    })
    await done((callback) => request.session.save(callback))
  }

  /** Ends the session of a request and deletes its cookie. */
  async end(request: Request, response: Response): Promise<void> {
    const account = identityOf(request)?.account.id
    await this.#load(request, response)
    await done((callback) => request.session.destroy(callback))
    if (account !== undefined) this.#resolver.forget(account)
    this.forgetCookie(request, response)
  }

  /** Deletes the cookie. */
  forgetCookie(request: Request, response: Response): void {
    const secure = isSecure(request, this.#trustProxy)
    response.clearCookie(this.#nameFor(request), { path: '/', httpOnly: true, sameSite: 'lax', secure })
  }

  close(): void {
    this.#stores.secure.close()
    this.#stores.plain.close()
  }

  async #load(request: Request, response: Response): Promise<void> {
    const secret = await this.#resolver.cookieSecret()
    const name = this.#nameFor(request)
    const handler = memoIn(this.#byCookie, name, () =>
      this.#handler(name, isSecure(request, this.#trustProxy), secret),
    )
    await done((callback) => handler(request, response, callback))
  }

  #nameFor(request: Request): string {
    return cookieName(request, this.#trustProxy)
  }

  #handler(name: string, secure: boolean, secret: string): RequestHandler {
    return session({
      name,
      secret,
      store: secure ? this.#stores.secure : this.#stores.plain,
      genid: () => randomBytes(32).toString('base64url'),
      resave: false,
      saveUninitialized: false,
      proxy: this.#trustProxy > 0,
      cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure },
    })
  }
}

/** Converts a function with a callback to a promise. */
function done(work: (callback: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work((error) => (error ? reject(error) : resolve()))
  })
}
