/**
 * Passwords with argon2id. An unknown name takes as long as a wrong password, and concurrency is limited,
 * so that memory and threads remain for others.
 */
import { argon2id, hash, needsRehash, verify } from 'argon2'
import { lazy } from '../../../geodata/model/memo.ts'
import { newSecret } from '../../access/secret.ts'
import { ProblemError } from '../../errors.ts'

/** Minimum of OWASP's Password Storage Cheat Sheet for argon2id: 19 MiB, two passes. */
const COST = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** libuv has four threads, which files and compression need too. */
const AT_ONCE = 2
const MAX_WAITING = 64

let working = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= AT_ONCE) {
    if (waiting.length >= MAX_WAITING) throw busy()
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else working += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else working -= 1
  }
}

/** Unicode normalisation: the same characters have the same code points. */
const typed = (password: string) => password.normalize('NFKC')

/** Returns the PHC string of a password for storing. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(typed(password), COST))
}

/** Returns a hash of an unknown password, for comparison if an account has none. */
const dummyHash = lazy(() => hashPassword(newSecret()))

/**
 * Returns whether a password matches a hash; never without a hash, which takes as long. Throws a ProblemError
 * of status 503 if too many requests are waiting.
 */
export async function isPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  // Hash in either case, so that the time does not reveal who has a password.
  const instead = await dummyHash()
  const against = kept ?? instead
  const same = await inTurn(() => verify(against, typed(password)))
  return same && typeof kept === 'string'
}

/** Returns whether the hash used weaker parameters than the current ones. */
export const isOutdated = (kept: string): boolean => needsRehash(kept, COST)

const busy = () =>
  new ProblemError(
    503,
    { zh: '登录繁忙', en: 'Busy' },
    { zh: '登录的人太多，请稍后重试。', en: 'Too many sign-ins at the moment. Try again soon.' },
    { 'Retry-After': '5' },
  )
