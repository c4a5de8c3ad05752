/** Administrators' changes of accounts, made with their own rights in the database. */
import type { DatabaseClient, Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import { ProblemError } from '../../errors.ts'
import type { AccountRole } from '../accounts.ts'
import type { CredentialEnds } from '../find-identity.ts'
import { endSessions } from '../sessions/session-rows.ts'

const listSql = sqlFile(import.meta.url, 'accounts-list.sql')

/** Serialises concurrent changes of roles by administrators. */
const ADMINISTRATORS_LOCK = 5_119_770_350

export interface AccountRow {
  readonly id: number
  readonly name: string
  readonly title: string | null
  readonly has_password: boolean
  readonly by_oidc: boolean
  readonly zones: readonly string[] | null
  readonly towns: readonly string[] | null
  readonly synthetic: boolean
  readonly created_at: Date
  readonly last_sign_in_at: Date | null
  readonly disabled_at: Date | null
  readonly roles: readonly AccountRole[]
  /** Number of valid ones. */
  readonly sessions: number
  readonly tokens: number
}

/** Returns all accounts by name, or the one with the id. */
export async function accountRows(
  client: Queryable,
  { absoluteSeconds, oidcTokenDays }: CredentialEnds,
  id?: number,
): Promise<readonly AccountRow[]> {
  const { rows } = await client.query<AccountRow>(listSql, [id ?? null, absoluteSeconds, oidcTokenDays])
  return rows
}

export interface AccountChange {
  readonly title?: string | null | undefined
  readonly roles?: readonly AccountRole[] | undefined
  readonly zones?: readonly string[] | null | undefined
  readonly towns?: readonly string[] | null | undefined
  readonly disabled?: boolean | undefined
}

/**
 * Changes an account in the caller's transaction; missing members keep their value. Disabling ends its
 * sessions and links. Throws a ProblemError of status 409 if no administrator would be left.
 */
export async function changeAccount(client: Queryable, id: number, change: AccountChange): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK])
  for (const column of ['title', 'zones', 'towns'] as const) {
    if (change[column] === undefined) continue
    await client.query(`update accounts set ${column} = $2 where id = $1`, [id, change[column]])
  }
  if (change.roles) await setRoles(client, id, change.roles)
  if (change.disabled !== undefined) await setDisabled(client, id, change.disabled)
  if (!(await hasAdministrator(client))) throw lastAdministrator
}

/**
 * Deletes an account with its sessions, links and tokens. Returns whether it existed. Throws a ProblemError
 * of status 409 if no administrator would be left.
 */
export async function eraseAccount(client: DatabaseClient, id: number): Promise<boolean> {
  await changeAccount(client, id, { disabled: true })
  const { rowCount } = await client.query('delete from accounts where id = $1', [id])
  return rowCount === 1
}

async function setRoles(client: Queryable, id: number, roles: readonly AccountRole[]): Promise<void> {
  await client.query('delete from account_roles where account = $1 and role <> all ($2)', [id, roles])
  await client.query(
    'insert into account_roles (account, role) select $1, unnest($2::text[]) on conflict do nothing',
    [id, [...new Set(roles)]],
  )
}

/** Disables an account, which ends its sessions and links, or enables it again. */
export async function setDisabled(client: Queryable, id: number, disabled: boolean): Promise<void> {
  await client.query(
    `update accounts set disabled_at = case when $2 then now() end
    where id = $1 and (disabled_at is not null) <> $2`,
    [id, disabled],
  )
  if (!disabled) return
  await endSessions(client, id)
  await client.query('delete from sign_in_links where account = $1 and redeemed_at is null', [id])
}

async function hasAdministrator(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select exists (
      select from accounts join account_roles on account_roles.account = accounts.id
      where role = 'admin' and disabled_at is null
    ) as there`,
  )
  return rows[0]?.there === true
}

const lastAdministrator = new ProblemError(
  409,
  { zh: '最后一名管理员', en: 'The last administrator' },
  {
    zh: '至少要有一名可用的管理员。请先为另一个账号加上 admin 角色。',
    en: 'At least one administrator must be able to sign in. Give another account the role admin first.',
  },
)
