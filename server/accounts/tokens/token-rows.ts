/** API tokens as rows. */
import type { Queryable } from '../../../geodata/database/database.ts'
import type { OwnedToken } from '../../../geodata/model/answers/credentials.ts'
import type { Scope } from '../../../geodata/model/scopes.ts'
import { digestOf, newSecret } from '../../access/secret.ts'

export interface TokenRow {
  readonly id: number
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly created_at: Date
  readonly expires_at: Date | null
  readonly last_used_at: Date | null
  readonly revoked_at: Date | null
}

const COLUMNS = 'id, name, scopes, created_at, expires_at, last_used_at, revoked_at'

/** Lets secret scanners recognise tokens of this platform in published code. */
const PREFIX = 'shuangxi_'

export interface NewToken {
  readonly account: number
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Undefined: valid until it is revoked. */
  readonly days?: number | undefined
}

/** Creates a token. Its text is returned only here. */
export async function makeToken(client: Queryable, token: NewToken): Promise<TokenRow & { token: string }> {
  const secret = PREFIX + newSecret()
  const { account, name, scopes, days } = token
  const { rows } = await client.query<TokenRow>(
    `insert into api_tokens (account, name, digest, scopes, expires_at)
    values ($1, $2, $3, $4, now() + make_interval(days => $5)) returning ${COLUMNS}`,
    [account, name, digestOf(secret), scopes, days ?? null],
  )
  const row = rows[0]
  if (!row) throw new Error('A token was not written.')
  return { ...row, token: secret }
}

/** Counts the valid tokens of an account. */
export async function goodTokens(client: Queryable, account: number): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from api_tokens
    where account = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
    [account],
  )
  return rows[0]?.count ?? 0
}

/** Returns the tokens of an account including revoked ones, the latest first. */
export async function tokensOf(client: Queryable, account: number): Promise<readonly TokenRow[]> {
  const { rows } = await client.query<TokenRow>(
    `select ${COLUMNS} from api_tokens where account = $1 order by id desc`,
    [account],
  )
  return rows
}

/**
 * Revokes a token, of an account if one is given. Returns the token's account, or undefined if there is no
 * such valid token. Servers are notified at the commit.
 */
export async function revokeToken(
  client: Queryable,
  id: number,
  account?: number,
): Promise<number | undefined> {
  const { rows } = await client.query<{ account: number }>(
    `update api_tokens set revoked_at = now()
    where id = $1 and revoked_at is null and ($2::bigint is null or account = $2) returning account`,
    [id, account ?? null],
  )
  return rows[0]?.account
}

/** Revokes all tokens of an account and returns their number. Servers are notified at the commit. */
export async function revokeTokens(client: Queryable, account: number): Promise<number> {
  const { rowCount } = await client.query(
    'update api_tokens set revoked_at = now() where account = $1 and revoked_at is null',
    [account],
  )
  return rowCount ?? 0
}

/** Returns the tokens of all accounts with their owners, the latest first. */
export async function allTokens(
  client: Queryable,
): Promise<readonly (TokenRow & Pick<OwnedToken, 'account'>)[]> {
  const { rows } = await client.query<TokenRow & Pick<OwnedToken, 'account'>>(
    `select token.id, token.name, scopes, token.created_at, expires_at, last_used_at, revoked_at,
      json_build_object('id', account.id, 'name', account.name, 'title', account.title) as account
    from api_tokens as token join accounts as account on account.id = token.account
    order by token.id desc`,
  )
  return rows
}
