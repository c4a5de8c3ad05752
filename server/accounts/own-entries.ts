/** Attributes audit entries of the system to the person it acts for. */
import type { Database, DatabaseClient } from '../../geodata/database/database.ts'
import { repeatableTransaction } from '../../geodata/database/repeatable-transaction.ts'

export interface Person {
  readonly account: number
  readonly address: string
}

/** Runs a transaction of the system whose audit entries are attributed to a person. */
export function inNameOf<T>(
  database: Database,
  { account, address }: Person,
  work: (client: DatabaseClient) => Promise<T>,
): Promise<T> {
  return repeatableTransaction(database, async (client) => {
    await client.query(
      "select set_config('shuangxi.account', $1, true), set_config('shuangxi.address', $2, true)",
      [String(account), address],
    )
    return work(client)
  })
}
