/** Accounts of those who sign in at the OpenID provider. The provider says their roles, each time anew. */
import type { Database, Queryable } from '../../../geodata/database/database.ts'
import { repeatableTransaction } from '../../../geodata/database/repeatable-transaction.ts'
import { createAccount } from '../accounts.ts'
import { inNameOf } from '../own-entries.ts'
import type { Person } from './provider.ts'

const NAME_LENGTH = 100

/**
 * The account of a person, which is made where there is none yet. Limits are the administrators'
 * word and stay. Never one of the same name that someone else signs in to. Undefined where it is disabled.
 */
export async function accountOf(
  database: Database,
  person: Person,
  address: string,
): Promise<number | undefined> {
  const known = await knownAccount(database, person)
  if (known?.disabled) return undefined
  const id = known?.id ?? (await makeAccount(database, person))
  await inNameOf(database, { account: id, address }, (client) => follow(client, id, person))
  return id
}

async function knownAccount(client: Queryable, { issuer, subject }: Person) {
  const { rows } = await client.query<{ id: number; disabled: boolean }>(
    'select id, disabled_at is not null as disabled from accounts where issuer = $1 and subject = $2',
    [issuer, subject],
  )
  return rows[0]
}

async function makeAccount(database: Database, person: Person): Promise<number> {
  const { issuer, subject } = person
  const plain = person.name.replace(/\p{C}/gu, '').slice(0, NAME_LENGTH)
  const host = new URL(issuer).host
  const names = [plain, `${plain}@${host}`, `${subject}@${host}`]
  return repeatableTransaction(database, async (client) => {
    for (const name of names) {
      const id = await createAccount(client, { name: name.slice(0, NAME_LENGTH), roles: [] })
      if (id === undefined) continue
      await client.query('update accounts set issuer = $2, subject = $3 where id = $1', [id, issuer, subject])
      return id
    }
    throw new Error('No name is left for an account of the OpenID provider.')
  })
}

/** Writes nothing where nothing has changed. */
async function follow(client: Queryable, id: number, { roles, title }: Person): Promise<void> {
  await client.query('delete from account_roles where account = $1 and role <> all ($2)', [id, roles])
  await client.query(
    'insert into account_roles (account, role) select $1, unnest($2::text[]) on conflict do nothing',
    [id, roles],
  )
  await client.query(
    'update accounts set title = $2 where id = $1 and title is distinct from $2 and $2::text is not null',
    [id, title?.slice(0, NAME_LENGTH) ?? null],
  )
}
