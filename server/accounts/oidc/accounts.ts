/** Accounts of the OpenID provider, which sets their roles at each sign-in. */
import { record } from '../../../geodata/audit/record.ts'
import type { Database, DatabaseClient, Queryable } from '../../../geodata/database/database.ts'
import { repeatableTransaction } from '../../../geodata/database/repeatable-transaction.ts'
import { createAccount } from '../accounts.ts'
import { inNameOf } from '../own-entries.ts'
import { endSessions } from '../sessions/session-rows.ts'
import { revokeTokens } from '../tokens/token-rows.ts'
import type { Person } from './provider.ts'

const NAME_LENGTH = 100

export interface ProviderAccount {
  readonly id: number
  readonly disabled: boolean
}

/**
 * Returns the account of a person, updated with the provider's roles; creates it if it is missing and there
 * are roles. Without roles, all sessions and tokens end. Limits set by administrators are kept. Never returns
 * another person's account with the same name.
 */
export async function accountOf(
  database: Database,
  person: Person,
  address: string,
): Promise<ProviderAccount | undefined> {
  const known = await knownAccount(database, person)
  if (!known && person.roles.length === 0) return undefined
  const account = known ?? (await makeAccount(database, person))
  await inNameOf(database, { account: account.id, address }, (client) => follow(client, account.id, person))
  return account
}

async function knownAccount(client: Queryable, { issuer, subject }: Person) {
  const { rows } = await client.query<ProviderAccount>(
    'select id, disabled_at is not null as disabled from accounts where issuer = $1 and subject = $2',
    [issuer, subject],
  )
  return rows[0]
}

async function makeAccount(database: Database, person: Person): Promise<ProviderAccount> {
  const { issuer, subject } = person
  const plain = person.name.replace(/\p{C}/gu, '').slice(0, NAME_LENGTH)
  const host = new URL(issuer).host
  const names = [plain, `${plain}@${host}`, `${subject}@${host}`]
  return repeatableTransaction(database, async (client) => {
    // A person who signs in in two windows at once must get one account.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${issuer} ${subject}`])
    const known = await knownAccount(client, person)
    if (known) return known
    for (const name of names) {
      const id = await createAccount(client, { name: name.slice(0, NAME_LENGTH), roles: [] })
      if (id === undefined) continue
      await client.query('update accounts set issuer = $2, subject = $3 where id = $1', [id, issuer, subject])
      return { id, disabled: false }
    }
    throw new Error('No free name for an account of the OpenID provider.')
  })
}

/** Writes only if something changed. */
async function follow(client: DatabaseClient, id: number, { roles, title }: Person): Promise<void> {
  await client.query('delete from account_roles where account = $1 and role <> all ($2)', [id, roles])
  await client.query(
    'insert into account_roles (account, role) select $1, unnest($2::text[]) on conflict do nothing',
    [id, roles],
  )
  await client.query(
    'update accounts set title = $2 where id = $1 and title is distinct from $2 and $2::text is not null',
    [id, title?.slice(0, NAME_LENGTH) ?? null],
  )
  if (roles.length === 0) await endAll(client, id)
}

/** Ends all sessions and tokens of an account without a role. */
async function endAll(client: DatabaseClient, id: number): Promise<void> {
  const ended = { sessions: await endSessions(client, id), tokens: await revokeTokens(client, id) }
  if (ended.sessions + ended.tokens === 0) return
  await record(client, { action: 'sign-out-everywhere', object: `accounts/${id}`, after: ended })
}
