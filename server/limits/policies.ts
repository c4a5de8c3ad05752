/**
 * Limits for one account or address. RATE_LIMITS multiplies the points, except those of sign-in, because no
 * installation needs more guesses.
 */
export interface Policy {
  /** Names the limit in headers and in the store. */
  readonly name: string
  readonly points: number
  /** Length of the window in seconds, from the first point taken. */
  readonly seconds: number
}

const policy = <P extends Policy>(definition: P): P => definition

export const policies = {
  /** Generous: an office behind one address pans maps all day. */
  read: policy({ name: 'read', points: 30_000, seconds: 60 }),
  write: policy({ name: 'write', points: 240, seconds: 60 }),
  /** Batches of positions; one account may send for 200 units, each every 5 s. */
  position: policy({ name: 'position', points: 2_400, seconds: 60 }),
  /** Routes of people: each takes some milliseconds of the server; a dragged line asks several times a second. */
  route: policy({ name: 'route', points: 600, seconds: 60 }),
  /** Files with whole collections and personal data. */
  export: policy({ name: 'export', points: 60, seconds: 60 }),
  /** Reports of people who are not signed in. */
  report: policy({ name: 'report', points: 10, seconds: 600 }),
} as const

/** Tiles of the fast path: 5,000 per second from memory, or 250 rendered ones. */
export const tilePolicy = policy({ name: 'tile', points: 300_000, seconds: 60 })

/** Failed attempts to sign in; a success returns its point. */
export const signInPolicies = {
  byAddress: policy({ name: 'sign-in-address', points: 30, seconds: 900 }),
  byNameAndAddress: policy({ name: 'sign-in-pair', points: 6, seconds: 900 }),
  /** From all addresses where the account has not signed in before. */
  byName: policy({ name: 'sign-in-name', points: 20, seconds: 3_600 }),
} as const

/**
 * Seconds for which an address counts as known after a sign-in: three weeks, because timers of the store in
 * memory must be shorter than 25 days.
 */
export const KNOWN_ADDRESS_SECONDS = 21 * 24 * 3_600

export type LimitKind = keyof typeof policies
