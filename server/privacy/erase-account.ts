/** Erases an account together with its files and jobs. */
import type { DatabaseClient } from '../../geodata/database/database.ts'
import type { Erased } from '../../geodata/model/answers/person.ts'
import { eraseFileRows } from '../files/erase-files.ts'
import { eraseJobs } from '../jobs/job-rows.ts'

/**
 * Deletes an account in the caller's transaction. Returns whether it existed. Throws a ProblemError of status
 * 409.
 */
export type EraseAccount = (client: DatabaseClient, id: number) => Promise<boolean>

export interface ErasedAccount {
  readonly erased: Erased
  /** Files whose bytes are to be deleted after the commit. */
  readonly files: readonly string[]
}

/**
 * Throws a ProblemError of status 409. Data that the account imported are kept, because they belong to the
 * platform.
 */
export async function eraseWithFiles(
  client: DatabaseClient,
  account: number,
  eraseAccount: EraseAccount,
): Promise<ErasedAccount> {
  if (!(await eraseAccount(client, account)))
    return { erased: { contacts: 0, accounts: 0, files: 0, jobs: 0 }, files: [] }
  // Jobs first, so that a running one cannot store more files.
  const jobs = await eraseJobs(client, account)
  const files = await eraseFileRows(client, account)
  return { erased: { contacts: 0, accounts: 1, files: files.length, jobs }, files }
}
