/** Stores the outbox in IndexedDB, where it remains after the page or the session ends or the account changes. */
import type { Store, Waiting } from './outbox.ts'

const NAME = 'shuangxi-outbox'
const ITEMS = 'items'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      const items = request.result.createObjectStore(ITEMS, { keyPath: 'id', autoIncrement: true })
      items.createIndex('account', 'account')
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Runs a request; resolves when the transaction is complete, so that the page reports only stored requests. */
async function inTransaction<T>(
  mode: IDBTransactionMode,
  act: (items: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(ITEMS, mode, { durability: 'strict' })
      const request = act(transaction.objectStore(ITEMS))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
      transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

export const browserStore: Store = {
  async add(item) {
    await inTransaction('readwrite', (items) => items.add(item))
  },
  list: (account) =>
    inTransaction<Waiting[]>('readonly', (items) => items.index('account').getAll(IDBKeyRange.only(account))),
  async remove(id) {
    await inTransaction('readwrite', (items) => items.delete(id))
  },
}
