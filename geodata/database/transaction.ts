import type { DatabaseClient, TransactionOptions } from './database.ts'
import { TransactionRolledBackError } from './errors.ts'

const ISOLATION: Readonly<Record<NonNullable<TransactionOptions['isolation']>, string>> = {
  'read committed': 'isolation level read committed',
  'repeatable read': 'isolation level repeatable read',
  serializable: 'isolation level serializable',
}

function beginning(options: TransactionOptions): string {
  const isolation = ISOLATION[options.isolation ?? 'read committed']
  return `begin ${isolation} ${options.readOnly ? 'read only' : 'read write'}`
}

/**
 * Runs `work` between BEGIN and COMMIT on a client and releases the client. If `work` throws, everything
 * is rolled back; also if the database turns COMMIT into ROLLBACK.
 */
export async function runTransaction<T>(
  client: DatabaseClient,
  work: (client: DatabaseClient) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  let broken: Error | undefined
  try {
    await client.query(beginning(options))
    if (options.statementTimeoutMs !== undefined) {
      await client.query("select set_config('statement_timeout', $1, true)", [
        String(options.statementTimeoutMs),
      ])
    }
    const result = await work(client)
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new TransactionRolledBackError()
    return result
  } catch (error) {
    // A connection that cannot roll back is closed, which rolls back too.
    await client.query('rollback').catch((reason: unknown) => {
      broken = reason instanceof Error ? reason : new Error(String(reason))
    })
    throw error
  } finally {
    client.release(broken)
  }
}
