/** Loads the identity of a session or token from the database. */
import type { Queryable, QueryConfig } from '../../geodata/database/database.ts'
import { DiskFullError } from '../../geodata/database/errors.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Scope } from '../../geodata/model/scopes.ts'
import type { Account, Identity, SignInMethod } from './identity.ts'

const sessionSql = sqlFile(import.meta.url, 'session-identity.sql')
const touchSessionSql = sqlFile(import.meta.url, 'touch-session.sql')
const touchTokenSql = sqlFile(import.meta.url, 'touch-token.sql')
const tokenSql = sqlFile(import.meta.url, 'token-identity.sql')

/** When sessions and tokens expire, from the settings. */
export interface CredentialEnds {
  readonly idleSeconds: number
  readonly absoluteSeconds: number
  /** Days that tokens of an account of the OpenID provider are valid after its last sign-in there. */
  readonly oidcTokenDays: number
}

export interface FoundIdentity {
  readonly identity: Identity
  /** When it expires, in milliseconds as `Date.now`. */
  readonly endsAt: number
}

interface SessionRow extends Account {
  readonly session_id: number
  readonly begun_at: Date
  readonly method: SignInMethod
  readonly ends_at: Date
  /** True if the session's time of last use should be updated. */
  readonly is_due: boolean
}

interface TokenRow extends Account {
  readonly token_id: number
  readonly scopes: readonly Scope[]
  readonly ends_at: Date | null
  readonly is_due: boolean
}

/** Finds by the digest of the session's id; undefined if it does not exist or has ended. */
export async function findBySession(
  database: Queryable,
  digest: string,
  { idleSeconds, absoluteSeconds }: CredentialEnds,
): Promise<FoundIdentity | undefined> {
  const values = [digest, idleSeconds, absoluteSeconds]
  const { rows } = await database.query<SessionRow>({ text: sessionSql, name: 'session-identity', values })
  const row = rows[0]
  if (!row) return undefined
  const { session_id: id, begun_at, method, ends_at, is_due, ...account } = row
  if (is_due)
    await touch(database, { text: touchSessionSql, name: 'touch-session', values: [digest, idleSeconds] })
  return { identity: { account, session: { id, begun_at, method, ends_at } }, endsAt: ends_at.getTime() }
}

/** Updates the time of last use; skipped on a full disk, so that reading still works. */
async function touch(database: Queryable, update: QueryConfig): Promise<void> {
  try {
    await database.query(update)
  } catch (error) {
    if (!(error instanceof DiskFullError)) throw error
  }
}

/** Finds by the digest of a token; undefined if it does not exist, was revoked, is expired or has lapsed. */
export async function findByToken(
  database: Queryable,
  digest: Buffer,
  { oidcTokenDays }: Pick<CredentialEnds, 'oidcTokenDays'>,
): Promise<FoundIdentity | undefined> {
  const { rows } = await database.query<TokenRow>({
    text: tokenSql,
    name: 'token-identity',
    values: [digest, oidcTokenDays],
  })
  const row = rows[0]
  if (!row) return undefined
  const { token_id: id, scopes, ends_at, is_due, ...account } = row
  if (is_due) await touch(database, { text: touchTokenSql, name: 'touch-token', values: [id] })
  return {
    identity: { account, token: { id, scopes } },
    endsAt: ends_at?.getTime() ?? Number.POSITIVE_INFINITY,
  }
}
