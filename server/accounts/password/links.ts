/** One-time links for signing in without a password, or after losing it. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { digestOf, newSecret } from '../../access/secret.ts'

/**
 * Creates a link's token for an account; earlier unused ones become invalid. `by` is the account that creates
 * it, undefined for the operator.
 */
export async function makeLink(
  client: Queryable,
  account: number,
  hours: number,
  by?: number,
): Promise<string> {
  const token = newSecret()
  await client.query('delete from sign_in_links where account = $1 and redeemed_at is null', [account])
  await client.query(
    `insert into sign_in_links (account, digest, created_by, expires_at)
    values ($1, $2, $3, now() + make_interval(hours => $4))`,
    [account, digestOf(token), by ?? null, hours],
  )
  return token
}

/**
 * Returns the address of a link. The token is in its fragment, which servers, proxies and logs never receive.
 */
export const linkAddress = (base: string, token: string): string => `${base}/sign-in#token=${token}`

/** Redeems a token and returns its account; undefined if it does not exist, was used, or is expired. */
export async function redeemLink(client: Queryable, token: string): Promise<number | undefined> {
  const { rows } = await client.query<{ account: number }>(
    `update sign_in_links as link set redeemed_at = now()
    from accounts
    where digest = $1 and redeemed_at is null and expires_at > now()
      and accounts.id = link.account and disabled_at is null
    returning link.account`,
    [digestOf(token)],
  )
  return rows[0]?.account
}
