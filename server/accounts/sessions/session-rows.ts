/** Rows of sessions: list and end them. */
import type { Queryable } from '../../../geodata/database/database.ts'
import type { CredentialEnds } from '../find-identity.ts'
import type { SignInMethod } from '../identity.ts'

export interface SessionRow {
  readonly id: number
  readonly begun_at: Date
  readonly last_seen_at: Date
  readonly ends_at: Date
  readonly method: SignInMethod
  readonly address: string | null
  readonly agent: string | null
}

/** Returns the sessions of an account that have not ended, the latest first. */
export async function openSessions(
  client: Queryable,
  account: number,
  { absoluteSeconds }: CredentialEnds,
): Promise<readonly SessionRow[]> {
  const { rows } = await client.query<SessionRow>(
    `select id, begun_at, last_seen_at, begun_at + make_interval(secs => $2) as ends_at, method, address, agent
    from sessions
    where account = $1 and expire > now() and begun_at > now() - make_interval(secs => $2)
    order by last_seen_at desc, id desc`,
    [account, absoluteSeconds],
  )
  return rows
}

/**
 * Ends all sessions of an account, or one of them, and returns their number. Servers are notified at the
 * commit.
 */
export async function endSessions(client: Queryable, account: number, id?: number): Promise<number> {
  const { rowCount } = await client.query(
    'delete from sessions where account = $1 and ($2::bigint is null or id = $2)',
    [account, id ?? null],
  )
  return rowCount ?? 0
}
