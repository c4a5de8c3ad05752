/** Personal data of an account's owner. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'

const dataSql = sqlFile(import.meta.url, 'account-data.sql')

export interface AccountData {
  readonly account: {
    readonly id: number
    readonly name: string
    readonly title: string | null
    readonly roles: readonly string[]
    readonly zones: readonly string[] | null
    readonly towns: readonly string[] | null
    readonly issuer: string | null
    readonly subject: string | null
    readonly created_at: string
    readonly last_sign_in_at: string | null
    readonly disabled_at: string | null
  }
  readonly sessions: readonly Readonly<Record<string, unknown>>[]
  readonly tokens: readonly Readonly<Record<string, unknown>>[]
  readonly files: readonly Readonly<Record<string, unknown>>[]
  readonly jobs: readonly Readonly<Record<string, unknown>>[]
  /** The latest entries of the audit log, and their total number. */
  readonly audit: readonly Readonly<Record<string, unknown>>[]
  readonly audit_entries: number
}

export interface FoundAccount {
  readonly id: number
  readonly name: string
  readonly title: string | null
  readonly last_sign_in_at: Date | null
}

/** Returns accounts whose name or title contains the text, at most 50. */
export async function findAccounts(client: Queryable, text: string): Promise<readonly FoundAccount[]> {
  const { rows } = await client.query<FoundAccount>(
    `select id::float8 as id, name, title, last_sign_in_at from accounts
     where position(lower($1) in lower(name)) > 0 or position(lower($1) in lower(title)) > 0
     order by name limit 50`,
    [text],
  )
  return rows
}

/** Returns undefined if the account does not exist. */
export async function accountData(client: Queryable, id: number): Promise<AccountData | undefined> {
  const { rows } = await client.query<{ data: AccountData }>(dataSql, [id])
  return rows[0]?.data
}
