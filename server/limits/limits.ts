/** The limits of a server by its settings. */
import type { Request } from 'express'
import type { ServerContext } from '../context.ts'
import { addressBlock, clientAddress } from '../http/client-address.ts'
import type { Guard } from '../http/endpoint.ts'
import { LeasedLimit } from './leased-limit.ts'
import { Limit } from './limit.ts'
import { type Policy, policies, tilePolicy } from './policies.ts'
import { openSignInLimit, type SignInLimit } from './sign-in-limit.ts'
import { openLimitStore } from './store.ts'
import { openTileLimit, type TileLimit } from './tile-limit.ts'
import { tooMany } from './too-many.ts'

export interface Limits {
  /** For checks of passwords and links. */
  readonly signIn: SignInLimit
  /** For the fast path of tiles. */
  readonly tiles: TileLimit
  /** For all endpoints: takes a point for each request before it is read. */
  readonly guard: Guard
}

export type LimitContext = Pick<ServerContext, 'systemDatabase' | 'settings' | 'log'>

/** Returns the account of a request, if any. Throws for invalid credentials. */
type AccountOf = (request: Request) => Promise<number | undefined>

/** Opens the limits; they are closed when `stopping` aborts. */
export function openLimits(
  { systemDatabase: database, settings, log }: LimitContext,
  accountOf: AccountOf,
  stopping?: AbortSignal,
): Limits {
  const { valkeyUrl, databaseUrl, trustProxy, rateLimits } = settings
  const onWarning = (message: string, error: Error) => log.warn({ err: error }, message)
  const store = openLimitStore({ database, valkeyUrl, databaseUrl, onWarning })
  stopping?.addEventListener('abort', () => store.close())
  const scaled = <P extends Policy>(policy: P) => ({
    ...policy,
    points: Math.round(policy.points * rateLimits),
  })
  const frequent = {
    read: new LeasedLimit(store, scaled(policies.read)),
    position: new LeasedLimit(store, scaled(policies.position)),
    route: new LeasedLimit(store, scaled(policies.route)),
  }
  const strict = {
    write: new Limit(store, scaled(policies.write)),
    export: new Limit(store, scaled(policies.export)),
    report: new Limit(store, scaled(policies.report)),
  }
  const counted = new WeakSet<Request>()
  const keyOf = keysBy(accountOf, trustProxy)
  const warn = warningOfProxy(log, trustProxy)
  return {
    signIn: openSignInLimit(store),
    tiles: openTileLimit(scaled(tilePolicy), trustProxy),
    async guard(definition, request, response) {
      // An endpoint may pass a request to the next one; it counts once.
      if (rateLimits === 0 || definition.limit === 'none' || counted.has(request)) return
      counted.add(request)
      warn(request)
      const kind = kindOf(definition, request)
      const key = await keyOf(request)
      if (kind !== 'read' && kind !== 'position' && kind !== 'route')
        response.set(await strict[kind].take(key))
      else {
        const wait = frequent[kind].take(key)
        if (wait > 0) throw tooMany(frequent[kind].policy, wait)
      }
    },
  }
}

/** Warns once about a proxy missing in the settings, because all its clients would count as one address. */
function warningOfProxy(log: LimitContext['log'], trustProxy: number): (request: Request) => void {
  let hasWarned = trustProxy > 0
  return ({ headers }) => {
    if (hasWarned || headers['x-forwarded-for'] === undefined) return
    hasWarned = true
    log.warn(
      'requests have X-Forwarded-For, but TRUST_PROXY is 0: all clients of a proxy count as one address',
    )
  }
}

/** Returns whose points a request takes: the account's, otherwise the address's. */
function keysBy(accountOf: AccountOf, trustProxy: number): (request: Request) => Promise<string> {
  return async (request) => {
    // Invalid credentials count as none; the endpoint refuses them where it matters.
    const account = await accountOf(request).catch(() => undefined)
    return account === undefined ? addressBlock(clientAddress(request, trustProxy)) : `account ${account}`
  }
}

function kindOf({ limit, method }: Parameters<Guard>[0], request: Request) {
  const said = typeof limit === 'function' ? limit(request) : limit
  if (said !== undefined && said !== 'none') return said
  return method === 'get' ? 'read' : 'write'
}
