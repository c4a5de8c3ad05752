/** Rows of accounts: find, create, update at sign-in. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Role } from '../../geodata/model/roles.ts'

const createSql = sqlFile(import.meta.url, 'create-account.sql')

export type AccountRole = Exclude<Role, 'public'>

export interface NewAccount {
  readonly name: string
  readonly title?: string | null | undefined
  readonly roles: readonly AccountRole[]
  readonly zones?: readonly string[] | null | undefined
  readonly towns?: readonly string[] | null | undefined
}

/** Returns the stored form of a name. */
export const plainName = (name: string): string => name.normalize('NFKC').trim()

/** Creates an account without a password. Returns its id, or undefined if the name is taken. */
export async function createAccount(client: Queryable, account: NewAccount): Promise<number | undefined> {
  const { name, title, roles, zones, towns } = account
  const values = [plainName(name), title ?? null, zones ?? null, towns ?? null, roles]
  const { rows } = await client.query<{ id: number }>(createSql, values)
  return rows[0]?.id
}

export interface Credentials {
  readonly id: number
  readonly password_hash: string | null
}

/** Returns the credentials of an account that is not disabled. */
export async function credentialsByName(client: Queryable, name: string): Promise<Credentials | undefined> {
  const { rows } = await client.query<Credentials>(
    'select id, password_hash from accounts where lower(name) = lower($1) and disabled_at is null',
    [plainName(name)],
  )
  return rows[0]
}

/** Returns the same by id. */
export async function credentialsById(client: Queryable, id: number): Promise<Credentials | undefined> {
  const { rows } = await client.query<Credentials>(
    'select id, password_hash from accounts where id = $1 and disabled_at is null',
    [id],
  )
  return rows[0]
}

/** Stores a new hash. */
export async function setPasswordHash(client: Queryable, id: number, hash: string): Promise<void> {
  await client.query('update accounts set password_hash = $2 where id = $1', [id, hash])
}

/** Stores the time of a sign-in. */
export async function signedIn(client: Queryable, id: number): Promise<void> {
  await client.query('update accounts set last_sign_in_at = now() where id = $1', [id])
}
