/**
 * The last answers that an account in the field has seen, in IndexedDB, for the page without a connection. They
 * belong to one account and are deleted when another one signs in, or when it signs out.
 */

const NAME = 'shuangxi-answers'
const ANSWERS = 'answers'

/** What an officer's page shows first. Positions of all incidents, tracks and contacts are never kept. */
const kept = [
  /^\/patrol\/(zones|units|rosters)$/,
  /^\/patrol\/incidents$/,
  /^\/patrol\/incidents\/\d+\/(events|route)$/,
  // The style names the layers that the account may see.
  /^\/style/,
]

/** Parameters that change from day to day and name the same list. */
const passing = ['from', 'to']

/** Returns the name under which the answer to a path is kept; null if it is not. */
export function keptName(path: string): string | null {
  const url = new URL(path, 'https://server')
  if (!kept.some((pattern) => pattern.test(url.pathname))) return null
  for (const name of passing) url.searchParams.delete(name)
  url.searchParams.sort()
  return url.pathname + url.search
}

interface Kept {
  readonly account: number
  readonly name: string
  readonly body: unknown
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () =>
      request.result.createObjectStore(ANSWERS, { keyPath: ['account', 'name'] })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function inTransaction<T>(
  mode: IDBTransactionMode,
  act: (answers: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(ANSWERS, mode)
      const request = act(transaction.objectStore(ANSWERS))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
      transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** Keeps the answer to a path for an account, if it is one of those that are kept. */
export async function keepAnswer(account: number, path: string, body: unknown): Promise<void> {
  const name = keptName(path)
  if (name !== null)
    await inTransaction('readwrite', (all) => all.put({ account, name, body } satisfies Kept))
}

/** Returns the last answer that this account has seen; undefined without one. */
export async function recallAnswer(account: number, path: string): Promise<unknown> {
  const name = keptName(path)
  if (name === null) return undefined
  const found: Kept | undefined = await inTransaction('readonly', (all) => all.get([account, name]))
  return found?.body
}

/** Deletes the answers of all accounts but one; of all with null. */
export async function forgetOthers(account: number | null): Promise<void> {
  if (account === null) await inTransaction('readwrite', (all) => all.clear())
  else {
    const others = [IDBKeyRange.upperBound([account], true), IDBKeyRange.lowerBound([account, []], true)]
    for (const range of others) await inTransaction('readwrite', (all) => all.delete(range))
  }
}
