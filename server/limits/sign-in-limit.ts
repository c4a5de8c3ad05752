/**
 * Limits guesses of passwords: by address, by name and address, and by name from all addresses that are new
 * to the account. From known addresses of its owner, nobody else can lock the account. Unknown names are
 * counted in the same way.
 */
import { createHash } from 'node:crypto'
import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import { addressBlock } from '../http/client-address.ts'
import { Limit } from './limit.ts'
import { KNOWN_ADDRESS_SECONDS, signInPolicies } from './policies.ts'
import type { LimitStore } from './store.ts'

interface SignInAttempt {
  /** Call it after a correct password: returns the points, and marks the address as known. */
  succeeded(): Promise<void>
}

export interface SignInLimit {
  /**
   * Counts an attempt before the password is checked, so that concurrent attempts count too. `name` is
   * undefined for one-time links. Throws a ProblemError of status 429.
   */
  begin(name: string | undefined, address: string): Promise<SignInAttempt>
}

export function openSignInLimit(store: LimitStore): SignInLimit {
  const byAddress = new Limit(store, signInPolicies.byAddress)
  const byPair = new Limit(store, signInPolicies.byNameAndAddress)
  const byName = new Limit(store, signInPolicies.byName)
  const known = store.counter({ name: 'sign-in-known', points: 1, seconds: KNOWN_ADDRESS_SECONDS })
  return {
    async begin(name, client) {
      const address = addressBlock(client)
      const [from, who, pair] = [digest(address), digest(plain(name)), digest(plain(name), address)]
      await byAddress.take(from)
      if (name === undefined) return { succeeded: () => byAddress.restore(from) }
      await byPair.take(pair)
      const isKnown = await knows(known, pair)
      if (!isKnown) await byName.take(who)
      return {
        async succeeded() {
          const name = isKnown ? undefined : byName.restore(who)
          const remember = known.set(pair, 1, KNOWN_ADDRESS_SECONDS)
          await Promise.all([byAddress.restore(from), byPair.forget(pair), name, remember])
        },
      }
    },
  }
}

async function knows(known: RateLimiterAbstract, pair: string): Promise<boolean> {
  const found = await known.get(pair)
  return found !== null && found.consumedPoints > 0
}

/** Normalises a typed name. */
const plain = (name: string | undefined) => (name ?? '').normalize('NFKC').trim().toLowerCase()

/** Returns keys of one length, which do not show who signs in from where. */
function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, 32)
}
