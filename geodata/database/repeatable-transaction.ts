/** Repeats a transaction that PostgreSQL aborted because of a conflict. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Database, DatabaseClient } from './database.ts'
import { ConflictingWritesError } from './errors.ts'

/** With PostgreSQL's deadlock_timeout of 1 s, three attempts take at most about 4 s. */
const MAX_ATTEMPTS = 3
const LONGEST_WAIT_MS = 100

/**
 * Runs a transaction whose `work` changes only the database and so can be repeated. It is repeated after a
 * deadlock or serialization failure, three attempts in all, with a short random wait between them, so that
 * the same two do not collide again. Then throws ConflictingWritesError.
 */
export function repeatableTransaction<T>(
  database: Pick<Database, 'transaction'>,
  work: (client: DatabaseClient) => Promise<T>,
): Promise<T> {
  return repeatable(() => database.transaction(work))
}

/** The same for a single statement, which is a transaction of its own and saves two round trips. */
export async function repeatable<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ConflictingWritesError) || attempt === MAX_ATTEMPTS) throw error
      await wait(Math.random() * LONGEST_WAIT_MS * attempt)
    }
  }
}
