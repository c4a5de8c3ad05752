/**
 * Guesses of passwords are few: by address, by name and address, and by name from all addresses
 * that are new to the account. From where its owner has signed in before, nobody elsewhere can lock
 * an account out. All of it is counted alike for names that there are not.
 */
import { createHash } from 'node:crypto'
import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import { addressBlock } from '../http/client-address.ts'
import { Limit } from './limit.ts'
import { KNOWN_ADDRESS_SECONDS, signInPolicies } from './policies.ts'
import type { LimitStore } from './store.ts'

interface SignInAttempt {
  /** The password was right: gives the points back, and knows the address from now on. */
  succeeded(): Promise<void>
}

export interface SignInLimit {
  /**
   * Counts an attempt, before the password is looked at, so that many at once count as many.
   * `name` is undefined if there is none, as with one-time links.
   * @throws ProblemError 429
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
      if (name === undefined) return { succeeded: () => byAddress.giveBack(from) }
      await byPair.take(pair)
      const isKnown = await knows(known, pair)
      if (!isKnown) await byName.take(who)
      return {
        async succeeded() {
          const name = isKnown ? undefined : byName.giveBack(who)
          const remember = known.set(pair, 1, KNOWN_ADDRESS_SECONDS)
          await Promise.all([byAddress.giveBack(from), byPair.forget(pair), name, remember])
        },
      }
    },
  }
}

async function knows(known: RateLimiterAbstract, pair: string): Promise<boolean> {
  const found = await known.get(pair)
  return found !== null && found.consumedPoints > 0
}

/** However it is typed. */
const plain = (name: string | undefined) => (name ?? '').normalize('NFKC').trim().toLowerCase()

/** Keys of one length, which do not show who signs in from where. */
function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, 32)
}
