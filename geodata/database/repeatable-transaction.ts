/** Runs a transaction again that PostgreSQL ended in favour of another one. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Database, DatabaseClient } from './database.ts'
import { ConflictingWritesError } from './errors.ts'

/** With PostgreSQL's deadlock_timeout of 1 s, three attempts end in some 4 s at the latest. */
const MAX_ATTEMPTS = 3
const LONGEST_WAIT_MS = 100

/**
 * A transaction whose `work` changes nothing but the database and so may run again from its begin. It does
 * so after a conflict with other transactions (deadlock, serialization failure): three times in all, each
 * after a short random wait, so that the same two do not meet again. Then throws ConflictingWritesError.
 */
export async function repeatableTransaction<T>(
  database: Pick<Database, 'transaction'>,
  work: (client: DatabaseClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transaction(work)
    } catch (error) {
      if (!(error instanceof ConflictingWritesError) || attempt === MAX_ATTEMPTS) throw error
      await wait(Math.random() * LONGEST_WAIT_MS * attempt)
    }
  }
}
