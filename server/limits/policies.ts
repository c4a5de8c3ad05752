/**
 * How much one account or address may ask for. RATE_LIMITS multiplies the points; those of sign-in
 * stand as they are, since no installation needs more guesses.
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
  /** Batches of positions; one account may speak for 200 units that each send every 5 s. */
  position: policy({ name: 'position', points: 2_400, seconds: 60 }),
  /** Files with whole collections and personal data. */
  export: policy({ name: 'export', points: 60, seconds: 60 }),
  /** What someone not signed in may send in. */
  report: policy({ name: 'report', points: 10, seconds: 600 }),
} as const

/** Of tiles from the fast path: 5,000 in a second from memory, or 250 that are made. */
export const tilePolicy = policy({ name: 'tile', points: 300_000, seconds: 60 })

/** Failed attempts to sign in; a success gives its point back. */
export const signInPolicies = {
  byAddress: policy({ name: 'sign-in-address', points: 30, seconds: 900 }),
  byNameAndAddress: policy({ name: 'sign-in-pair', points: 6, seconds: 900 }),
  /** From addresses where the account has not signed in before, all together. */
  byName: policy({ name: 'sign-in-name', points: 20, seconds: 3_600 }),
} as const

/**
 * For so long, in seconds, an address is known to be that of an account after it signed in there: three
 * weeks, since timers of the store in memory end before 25 days.
 */
export const KNOWN_ADDRESS_SECONDS = 21 * 24 * 3_600

export type LimitKind = keyof typeof policies
