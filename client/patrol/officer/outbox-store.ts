/** The outbox in IndexedDB: it outlives the page, the session and other accounts in the same browser. */
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

/** Resolves when the transaction is complete, so that nothing is said to be kept that is not. */
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
